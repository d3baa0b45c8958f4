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

#include "experiments/text_generation/pipeline/alphabet.hpp"
#include "inference/model_card.hpp"
#include "inference/session.hpp"

namespace mllab::text_generation {

// More than this of a prompt would hardly change what follows: the networks' pointers reach no further, and what their
// layers carry on is long forgotten.
inline constexpr std::size_t longest_prompt = 2000;

struct Parameters {
    Alphabet alphabet;
    std::size_t layers = 0;
    std::size_t units = 0;           // of a layer
    std::size_t context_length = 0;  // characters that the network's pointer reaches; 0: it has none
    std::size_t key = 0;             // size of the pointer's keys
    std::size_t start = 0;           // token that is read before every prompt: a line begins
    bool never_replacement = false;  // the replacement is a sign of its own that must not be written

    // Reads the labels as alphabet and "layers", "units", "look_back", "key", "start_token", "replacement_token",
    // "replacement_written".
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
[[nodiscard]] std::string message(const Prompt& prompt);

// How a Wikipedia article begins: its title as the network knows titles.
[[nodiscard]] std::string title_prompt(std::string_view title);

// What the network remembers; made by a run, stays where the model runs.
struct State {
    std::vector<inference::NamedValue> parts;  // under the names of its inputs
    // A pointer's memory has a large part, which is handed on as it is, and a small one for what came since: so many
    // characters. Now and then a run makes one of both.
    std::size_t recent = 0;
    std::vector<inference::NamedValue> none_recent;  // what the small part is after that
};
// Remembers nothing: zeros for `batch` texts side by side.
[[nodiscard]] State blank_state(const Parameters& parameters, std::size_t batch = 1);

// The run that reads `tokens` (at least one; of a batch one text's after the other's) after `state`; the new state is
// kept where the model runs. `units`: also fetch what the last layer's units say after the last character.
[[nodiscard]] inference::RunRequest request(const std::vector<std::int64_t>& tokens, const State& state,
                                            bool units = false);
// The state after the run that was asked for with these.
[[nodiscard]] State state_after(const State& before, const std::vector<std::int64_t>& tokens,
                                const inference::Outputs& outputs);
// Logits for the character after the last one read; the replacement's is minus infinity if it must not be written.
// Throws std::invalid_argument if the output is not the model's.
[[nodiscard]] std::vector<float> next_logits(const inference::Outputs& outputs, const Parameters& parameters);
// How much of the answer after the last character the pointer gave, 0..1; 0 if the network has none.
[[nodiscard]] float pointed_share(const inference::Outputs& outputs, const Parameters& parameters);
// -1..1, one for each unit of the last layer.
[[nodiscard]] std::vector<float> units_of(const inference::Outputs& outputs);

}  // namespace mllab::text_generation
