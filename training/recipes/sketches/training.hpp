// From data to models/<id>.onnx and models/<id>.json, the same way for both sketch recipes: load, fit, fold, store,
// check parity, calibrate on validation data, measure, write.
#pragma once

#include "training/datasets/splits.hpp"
#include "training/recipes/options.hpp"
#include "training/recipes/sketches/recipes.hpp"

namespace mllab::recipes {

// Trains (or goes on training) and exports. Takes whatever categories and drawings there are. Throws what its parts
// throw; nothing is written to the models' folder before parity holds.
void train_sketches(const SketchRecipe& recipe, const Options& options);

// Exports the newest checkpoint as it is, trained to the end or not.
void export_sketches(const SketchRecipe& recipe, const Options& options);

// Measures the model file on a split and adds the figures to its card.
void evaluate_sketches(const SketchRecipe& recipe, const Options& options, datasets::Split split);

}  // namespace mllab::recipes
