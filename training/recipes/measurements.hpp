// Networks that somebody else trained: what this trainer does for them is to measure them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "training/datasets/splits.hpp"
#include "training/publish/published.hpp"
#include "training/recipes/options.hpp"

namespace mllab::recipes {

struct Measurement {
    std::string id;
    std::string summary;  // one line
    publish::Measured (*measure)(const publish::Published& model, const Options& options, datasets::Split split);
};

[[nodiscard]] const std::vector<Measurement>& measurements();

// nullptr where there is none of this name.
[[nodiscard]] const Measurement* measurement(std::string_view id);

// Measures the model file in Options::models and adds the figures to its card.
void evaluate(const Measurement& measurement, const Options& options, datasets::Split split);

}  // namespace mllab::recipes
