// The recipe of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

[[nodiscard]] std::unique_ptr<Recipe> odd_or_even_mlp();

}  // namespace mllab::recipes
