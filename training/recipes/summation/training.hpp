// From nothing (sums are made up) to models/summation_gru.onnx and its card: draw, fit, store, check parity, ask every
// sum, write.
#pragma once

#include "training/datasets/splits.hpp"
#include "training/recipes/options.hpp"

namespace mllab::recipes {

// Trains (or goes on training) and exports. With options.hold_out > 0 that share of all pairs is never trained on, the
// file goes to the training's own folder, and what it does with the pairs that it has never seen is added to the card
// of the published model. Throws what its parts throw; nothing is written to the models' folder before parity holds.
void train_summation(const Options& options);

// Exports the newest checkpoint as it is, trained to the end or not.
void export_summation(const Options& options);

// Asks the model file all one million sums and adds the figures to its card. What the network may have learned from is
// what it is asked: the split is called train, whatever `split` says.
void evaluate_summation(const Options& options, datasets::Split split);

}  // namespace mllab::recipes
