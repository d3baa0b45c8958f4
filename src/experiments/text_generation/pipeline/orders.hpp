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

// Forget everything, begin with this seed, and read these tokens, and then those of the text that are there already.
struct ReadOrder {
    std::uint64_t seed = 0;
    std::vector<std::int64_t> tokens{};   // of the prompt
    std::vector<std::int64_t> written{};  // after it; `from` of the next order is their number
};

// Write from character number `from` of the text on (all before it have been received) until there are `until`.
struct WriteOrder {
    std::uint64_t from = 0;
    std::uint64_t until = 0;
    core::SamplingSettings sampling{};
    bool units = false;       // tell what the last layer's units say
    bool look = false;        // at the end tell what the network says of the character that would come next
    std::int64_t given = -1;  // the first character of this order, where the visitor took it; otherwise -1
    double interval_ms = 0;   // between two messages
};

using WritingOrder = std::variant<ReadOrder, WriteOrder>;

// What was written since the last message, or what would come next: then it has no characters, and `logits`, `pointed`
// and `units` are those for the character with the number `from`.
struct Batch {
    std::uint64_t from = 0;  // number of its first character
    std::vector<Character> characters{};
    std::vector<float> logits{};  // that they were chosen from: as many for each as the alphabet has characters
    std::uint8_t pointed = 0;     // see Character; of what would come next
    std::vector<float> units{};   // after the last of them; empty where they are not watched
    double run_ms = 0;            // time inside the runtime for all of them
};

[[nodiscard]] inference::Bytes bytes_of(const WritingOrder& order);
[[nodiscard]] inference::Bytes bytes_of(const Batch& batch);
// Throw std::invalid_argument on bytes that are none.
[[nodiscard]] WritingOrder order_of(const inference::Bytes& bytes);
[[nodiscard]] Batch batch_of(const inference::Bytes& bytes);

}  // namespace mllab::text_generation
