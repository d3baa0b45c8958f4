// The recipes of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

[[nodiscard]] std::unique_ptr<Recipe> rock_paper_scissors_cnn();
[[nodiscard]] std::unique_ptr<Recipe> rock_paper_scissors_mobilenet_v2();

}  // namespace mllab::recipes
