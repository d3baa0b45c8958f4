// The recipes of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

[[nodiscard]] std::unique_ptr<Recipe> detection_ssdlite_mobilenet_v2();

}  // namespace mllab::recipes
