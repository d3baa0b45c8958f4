// What is said to the program that writes texts beside the model, and what it tells, as bytes. Both sides are this very
// code, compiled from one source for one kind of machine: numbers travel as they lie in memory.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/sampling.hpp"
#include "experiments/text_generation/pipeline/character.hpp"
#include "inference/companion.hpp"

namespace mllab::text_generation {

// Forget everything, begin with this seed, and read these tokens.
struct ReadOrder {
    std::uint64_t seed = 0;
    std::vector<std::int64_t> tokens{};
};

// Write from character number `from` of the text on (all before it have been received) until there are `until`.
struct WriteOrder {
    std::uint64_t from = 0;
    std::uint64_t until = 0;
    core::SamplingSettings sampling{};
    bool units = false;      // tell what the last layer's units say
    double interval_ms = 0;  // between two messages
};

using WritingOrder = std::variant<ReadOrder, WriteOrder>;

// What was written since the last message.
struct Batch {
    std::uint64_t from = 0;  // number of its first character
    std::vector<Character> characters{};
    std::vector<float> units{};  // after the last of them; empty where they are not watched
    double run_ms = 0;           // time inside the runtime for all of them
};

[[nodiscard]] inference::Bytes bytes_of(const WritingOrder& order);
[[nodiscard]] inference::Bytes bytes_of(const Batch& batch);
// Throw std::invalid_argument on bytes that are none.
[[nodiscard]] WritingOrder order_of(const inference::Bytes& bytes);
[[nodiscard]] Batch batch_of(const inference::Bytes& bytes);

}  // namespace mllab::text_generation
