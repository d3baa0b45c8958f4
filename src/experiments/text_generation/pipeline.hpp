// Text generation: from a prompt to a network's inputs, and from its outputs to characters. The network reads one
// character at a time and hands a state on; reading several at once is the same as reading them one after the other.
// Pure: the page, the tests and the trainer link this very code. writer.hpp makes texts with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/text_generation/alphabet.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"

namespace mllab::text_generation {

// More than this of a prompt would not change what follows: the network has long forgotten it.
inline constexpr std::size_t longest_prompt = 1000;

struct Parameters {
    Alphabet alphabet;
    std::size_t layers = 0;
    std::size_t units = 0;           // of a layer
    std::size_t start = 0;           // token that is read before every prompt: a line begins
    bool never_replacement = false;  // the replacement is a sign of its own that must not be written

    // Reads the labels as alphabet and "layers", "units", "start_token", "replacement_token", "replacement_written".
    // Throws inference::CardError where something is missing or senseless.
    [[nodiscard]] static Parameters from(const inference::ModelCard& card);
};

// A prompt as the network reads it.
struct Prompt {
    std::vector<std::int64_t> tokens;  // the start token, then the prompt's end, at most `longest_prompt` characters
    std::string text;                  // the whole prompt with its replacements: what the generated text continues
    std::vector<Replacement> replaced;
    std::size_t unread = 0;  // characters at the beginning of `text` that are too long ago to be read
};
// Any bytes: nothing throws, nothing is dropped without a Replacement.
[[nodiscard]] Prompt encode(std::string_view utf8, const Parameters& parameters);

// What was replaced, for people, each kind once: "Not in the network's alphabet: “é” became “e”, “😀” became “ ”."
// Control characters are named ("U+0007"). Empty where there is nothing to say.
[[nodiscard]] std::string sentence(const Prompt& prompt);

// How a Wikipedia article begins: its title as the network knows titles.
[[nodiscard]] std::string title_prompt(std::string_view title);

// What the network remembers; made by a run, stays where the model runs.
struct State {
    inference::Value hidden;
    inference::Value cell;
};
// Remembers nothing: zeros for `batch` texts side by side.
[[nodiscard]] State blank_state(const Parameters& parameters, std::size_t batch = 1);

// The run that reads `tokens` (at least one) after `state`; the new state is kept where the model runs.
// `units`: also fetch what the last layer's units say after the last character.
[[nodiscard]] inference::RunRequest request(const std::vector<std::int64_t>& tokens, const State& state,
                                            bool units = false);
// The state after that run.
[[nodiscard]] State state_of(const inference::Outputs& outputs);
// Logits for the character after the last one read; the replacement's is minus infinity if it must not be written.
// Throws std::invalid_argument if the output is not the model's.
[[nodiscard]] std::vector<float> next_logits(const inference::Outputs& outputs, const Parameters& parameters);
// -1..1, one for each unit of the last layer.
[[nodiscard]] std::vector<float> units_of(const inference::Outputs& outputs);

}  // namespace mllab::text_generation
