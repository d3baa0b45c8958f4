// How often the file of a summation network is right, asked as the page asks it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "experiments/summation/pipeline/pipeline.hpp"
#include "inference/session.hpp"

namespace mllab::summation_evaluation {

struct WrongSum {
    summation::Expression expression;
    std::string written;  // what the network wrote instead
};

struct SumEvaluation {
    std::int64_t asked = 0;
    std::int64_t right = 0;
    std::vector<WrongSum> mistakes;  // in the order in which they were asked
    [[nodiscard]] double share_right() const {
        return asked == 0 ? 0 : static_cast<double>(right) / static_cast<double>(asked);
    }
};

// Asks every expression. Throws inference::ModelError.
[[nodiscard]] SumEvaluation evaluate(const inference::Session& session,
                                     std::span<const summation::Expression> expressions);

// Every pair of numbers 0..largest that `wanted` wants (all if it is empty), row by row.
[[nodiscard]] std::vector<summation::Expression> pairs_up_to(
    int largest, const std::function<bool(const summation::Expression&)>& wanted = {});

// Whether a pair is held out of a training that measures generalisation; a+b and b+a go together.
[[nodiscard]] bool held_out(const summation::Expression& expression, double share, std::uint64_t seed);

}  // namespace mllab::summation_evaluation
