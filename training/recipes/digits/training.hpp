// From data to models/<id>.onnx and models/<id>.json, the same way for both digit recipes: load, fit, fold, store,
// check parity, choose the decision on validation data, measure, write.
#pragma once

#include "training/datasets/splits.hpp"
#include "training/recipes/digits/recipes.hpp"
#include "training/recipes/options.hpp"

namespace mllab::recipes {

// Trains (or goes on training) and exports. Throws what its parts throw; nothing is written to the models' folder
// before parity holds.
void train_digits(const DigitRecipe& recipe, const Options& options);

// Exports the newest checkpoint as it is, trained to the end or not.
void export_digits(const DigitRecipe& recipe, const Options& options);

// Measures the model file on a split and adds the figures to its card; the test split also gives the confusion matrix.
void evaluate_digits(const DigitRecipe& recipe, const Options& options, datasets::Split split);

}  // namespace mllab::recipes
