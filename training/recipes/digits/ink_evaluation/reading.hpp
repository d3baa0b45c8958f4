// What the page makes of pictures of digits of every kind, with a file that marks ink and one that reads digits: the
// page's own way, looks from near included.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/digits/pipeline/ink_network.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "inference/session.hpp"
#include "training/datasets/unipen.hpp"

namespace mllab::ink_evaluation {

struct Readers {
    const inference::Session& ink;
    digits::InkParameters ink_parameters;
    const inference::Session& digits;
    digits::Parameters digit_parameters;
};

struct KindResult {
    std::string kind;
    std::int64_t pictures = 0;
    std::int64_t right = 0;       // answered, and rightly
    std::int64_t unanswered = 0;  // "not sure", nothing found, several digits
};

// `count` pictures of every kind, of these digits in turn. Throws inference::ModelError.
[[nodiscard]] std::vector<KindResult> read_kinds(const Readers& readers, const std::vector<datasets::PenDigit>& digits,
                                                 std::size_t count);

}  // namespace mllab::ink_evaluation
