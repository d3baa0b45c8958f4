// What a training gives beside its weights.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/report/card.hpp"

namespace mllab::fit {

struct Result {
    std::vector<report::CurvePoint> curve;  // a point an epoch
    std::int64_t steps = 0;                 // that were done
    double seconds = 0;                     // of training, over all runs of a resumed training
    bool finished = false;
    std::string kernels;  // what was found wrong with libtorch's kernels and changed; empty where they were right
};

// One training in two parts: the card has all of it.
[[nodiscard]] Result continued(const Result& before, Result after);

}  // namespace mllab::fit
