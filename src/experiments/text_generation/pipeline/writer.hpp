// Writes a text, one character for each call. Stopping is destroying the task that is awaited: the writer stays as it
// was before the call, and goes on later with the very text that it would have written without the stop.
//
//     Writer writer(session, parameters, seed);
//     co_await writer.read(encode("ROMEO:", parameters));
//     while (…) text += (co_await writer.next(sampling)).text;
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "core/sampling.hpp"
#include "core/task.hpp"
#include "experiments/text_generation/pipeline/pipeline.hpp"
#include "inference/session.hpp"

namespace mllab::text_generation {

struct Written {
    std::string text;           // the character
    core::Choice choice;        // how likely it was, and what else would have been; indices are tokens of the alphabet
    std::vector<float> logits;  // that it was chosen from, one for each character of the alphabet
    float pointed = 0;          // how much of that the network's pointer gave, 0..1
    double run_ms = 0;          // time inside the runtime for this character
};

class Writer {
 public:
    Writer(inference::Session session, Parameters parameters, std::uint64_t seed);

    // Forgets everything, starts the generator again with the seed, reads the prompt in parts of at most `part`
    // characters, so that a stop need not wait for a long prompt. `written`: characters that `next` gave after it, or
    // that were given to it; the writer is then as it was after the last of them, to the bit: it reads them one by one
    // and passes over their random numbers. Throws inference::ModelError.
    core::Task<void> read(Prompt prompt, std::vector<std::int64_t> written = {});
    // Chooses the next character. The run that reads the character before happens in here, so the first character after
    // `read` costs none. The settings' repetition penalty is that of repetition.hpp. `given`: take this token, whatever
    // the settings say; a random number is used as for any other, so that what follows does not depend on who chose.
    // Throws inference::ModelError, std::logic_error before `read` has finished, and std::invalid_argument on senseless
    // settings or a token that is none.
    core::Task<Written> next(core::SamplingSettings settings, std::optional<std::size_t> given = {});
    // Reads what was chosen last, so that `logits` are those for the character to come. The text stays the same: `next`
    // has one run less to do. Throws as `next` does.
    core::Task<void> look();

    [[nodiscard]] bool ready() const { return !logits_.empty(); }
    // Ask the network for its units, too (a little slower), and what they said when the last character was chosen.
    void watch_units(bool on) { watch_units_ = on; }
    [[nodiscard]] const std::vector<float>& units() const { return units_; }
    // After `look`: for the character to come, and how much of that the pointer gave.
    [[nodiscard]] const std::vector<float>& logits() const { return logits_; }
    [[nodiscard]] float pointed() const { return pointed_; }

 private:
    core::Task<double> advance(std::vector<std::int64_t> tokens);

    inference::Session session_;
    Parameters parameters_;
    std::uint64_t seed_;
    core::Random random_;
    State state_;
    std::vector<float> logits_;         // for the character after the last one that was read; empty before `read`
    std::vector<std::int64_t> unread_;  // chosen, but not read by the network yet
    std::vector<std::int64_t> text_;    // the end of what was read and chosen, as far as repeats are looked for
    std::vector<float> units_;
    float pointed_ = 0;  // of `logits_`
    bool watch_units_ = false;
};

}  // namespace mllab::text_generation
