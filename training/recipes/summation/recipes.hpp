// The recipe of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

// With --hold-out that share of all pairs is never trained on, the file stays in the training's own folder, and what it
// does with the pairs that it has never seen is added to the card of the published model.
[[nodiscard]] std::unique_ptr<Recipe> summation_gru();

}  // namespace mllab::recipes
