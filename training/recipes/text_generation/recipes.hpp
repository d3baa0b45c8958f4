// The recipes of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

[[nodiscard]] std::unique_ptr<Recipe> shakespeare_lstm();
[[nodiscard]] std::unique_ptr<Recipe> wikipedia_lstm();

}  // namespace mllab::recipes
