// What the command line says about a training.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "training/datasets/data_folder.hpp"

namespace mllab::recipes {

// An option that only one recipe has.
struct OwnOption {
    std::string name;  // "hold-out" for --hold-out
    std::string help;
    double lowest = 0;
    double highest = 1;
};

struct Options {
    datasets::Places places;                  // where the data sets may be
    std::filesystem::path models = "models";  // <id>.onnx and <id>.json go here
    std::filesystem::path work;               // checkpoints and logs, one folder a recipe
    std::optional<std::int64_t> epochs;       // unset: the recipe's own
    std::optional<std::int64_t> batch_size;
    std::optional<double> learning_rate;
    std::map<std::string, double> own;  // values of OwnOptions, by name; those that were given
    std::uint64_t seed = 1;
    int threads = 1;
    std::string device = "cpu";
    bool afresh = false;  // forget earlier checkpoints

    // What was given for an OwnOption; `otherwise` where nothing was.
    [[nodiscard]] double own_or(const std::string& name, double otherwise) const {
        const auto given = own.find(name);
        return given == own.end() ? otherwise : given->second;
    }
};

}  // namespace mllab::recipes
