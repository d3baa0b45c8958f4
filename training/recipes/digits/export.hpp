// A trained digit network becomes a file and its card.
#pragma once

#include "training/recipes/digits/data/sources.hpp"
#include "training/recipes/digits/recipes.hpp"
#include "training/recipes/options.hpp"

namespace mllab::recipes {

// What the export must know of the training.
struct TrainedDigits {
    const digit_data::Folders& folders;
    const Options& options;
    const FitSettings& settings;
    const FitResult& result;
    const ink::InkFrame& frame;
    const digit_data::SplitData& train;
    const digit_data::SplitData& validation;
    const digit_data::Negatives& negatives;
};

// Folds and rounds `network`, writes the graph beside the checkpoints, compares the file with the network, chooses the
// decision and measures on validation data, and only then puts file and card into the models' folder.
// Throws onnx_writer::GraphError, parity::ParityError and what reading and writing throw.
void export_network(const DigitRecipe& recipe, PictureNetwork& network, const TrainedDigits& trained);

}  // namespace mllab::recipes
