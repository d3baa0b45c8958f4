// The recipes of this wing, for the list.
#pragma once

#include <memory>

#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

// With --alone it begins with random numbers instead of the other network, its file stays in the training's own folder,
// and what it gets on the test text is added to the card of the published model.
[[nodiscard]] std::unique_ptr<Recipe> shakespeare_lstm();
[[nodiscard]] std::unique_ptr<Recipe> wikipedia_lstm();

}  // namespace mllab::recipes
