// The recipes of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

[[nodiscard]] std::unique_ptr<Recipe> digits_cnn();
[[nodiscard]] std::unique_ptr<Recipe> digits_mlp();
[[nodiscard]] std::unique_ptr<Recipe> digits_pocket();
[[nodiscard]] std::unique_ptr<Recipe> digits_ink();

}  // namespace mllab::recipes
