// Sums to learn from, made up while training.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "core/random.hpp"
#include "experiments/summation/pipeline/pipeline.hpp"

namespace mllab::recipes {

inline constexpr std::uint64_t hold_out_seed = 100;
inline constexpr const char* sums_in_words =
    "sums of two numbers from 0 to 999 drawn at random, those of short numbers more often";

// `count` of them, none of which is among those that are held out. Depends on nothing but the generator's state.
[[nodiscard]] std::vector<summation::Expression> drawn_sums(core::Random random, std::size_t count, double hold_out);

struct SumBatch {
    torch::Tensor tokens;   // [N, 7]
    torch::Tensor targets;  // [N, 4]
};
[[nodiscard]] SumBatch batch_of(const std::vector<summation::Expression>& expressions);

}  // namespace mllab::recipes
