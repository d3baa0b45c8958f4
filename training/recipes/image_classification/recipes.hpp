// The recipes of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

[[nodiscard]] std::unique_ptr<Recipe> image_classification_efficientnet_lite0();
[[nodiscard]] std::unique_ptr<Recipe> image_classification_mobilenet_v2();

}  // namespace mllab::recipes
