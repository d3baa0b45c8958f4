// From texts to models/<id>.onnx and models/<id>.json, the same way for both text recipes: load, fit, store, check
// parity, measure, write.
#pragma once

#include "training/datasets/splits.hpp"
#include "training/recipes/options.hpp"
#include "training/recipes/text_generation/recipes.hpp"

namespace mllab::recipes {

// Trains (or goes on training) and exports. Throws what its parts throw; nothing is written to the models' folder
// before parity holds.
void train_text(const TextRecipe& recipe, const Options& options);

// Exports the newest checkpoint as it is, trained to the end or not.
void export_text(const TextRecipe& recipe, const Options& options);

// Measures the model file on a split and adds the figures to its card.
void evaluate_text(const TextRecipe& recipe, const Options& options, datasets::Split split);

// The file, read in steps of one character with the state carried, and in one piece, must say what the network says
// that holds the stored weights. Throws parity::ParityError.
[[nodiscard]] report::Parity check_text_parity(TextNetwork& network, const std::filesystem::path& file,
                                               const std::vector<std::uint8_t>& tokens);

}  // namespace mllab::recipes
