// What a training is told on the command line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "training/datasets/data_folder.hpp"

namespace mllab::recipes {

struct Options {
    datasets::Places places;                  // where the data sets may be
    std::filesystem::path models = "models";  // <id>.onnx and <id>.json go here
    std::filesystem::path work;               // checkpoints and logs, one folder a recipe
    std::filesystem::path fixed_negatives = "training/recipes/digits/evaluation/not_digits.ndjson";
    std::optional<std::int64_t> epochs;  // unset: the recipe's own
    std::optional<std::int64_t> batch;
    std::optional<double> learning_rate;
    double hold_out = 0;  // sums: share of all pairs that is never trained on, to see whether the network generalises
    std::uint64_t seed = 1;
    int threads = 1;
    bool afresh = false;  // forget earlier checkpoints
};

}  // namespace mllab::recipes
