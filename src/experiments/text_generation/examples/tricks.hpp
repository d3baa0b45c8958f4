// What the published text networks get wrong, with the very settings that show it: found by asking them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/sampling.hpp"
#include "experiments/common/tricks.hpp"

namespace mllab::text_generation {

// `truth` and `taken_for` are what the text goes on with, among other things.
struct Trick : experiments::Trick {
    std::string_view prompt;
    core::SamplingSettings sampling;
    static constexpr std::size_t seed = 1;
    static constexpr std::size_t length = 240;  // characters
};

namespace trick_data {

inline constexpr core::SamplingSettings likeliest{.temperature = 0, .repetition_penalty = 1};
inline constexpr core::SamplingSettings likeliest_unhindered{.temperature = 0};

inline constexpr auto shakespeare = std::to_array<Trick>({
    {{"A loop", "", "the prince of the prince of the prince",
      "At temperature 0 it always takes the likeliest character, and nothing leads out of a loop: the same words "
      "before make the same words likeliest again. A higher temperature or the repetition penalty helps."},
     "ROMEO:\n",
     likeliest_unhindered},
    {{"Two and two", "four", "the state",
      "It has learned which letters follow each other, not what they mean. It cannot count, and after such words "
      "“the state” is what its training makes likeliest, whatever the question was."},
     "HAMLET:\nTwo and two make ",
     likeliest},
    {{"A name in Russian letters", "", "What shall be so",
      "Its alphabet has 65 characters and no Russian one, so it reads blanks in their place: any other name of five "
      "letters that it does not know, and it would write the very same."},
     "Ромео:\n",
     likeliest},
    {{"A computer program", "", "WARWICK:",
      "It learned from Wikipedia and then from nothing but plays. Whatever you begin with, it soon writes a play: it "
      "has learned no other way to go on."},
     "for (int i = 0; i < 10; i++) {\n",
     likeliest},
});

inline constexpr auto wikipedia = std::to_array<Trick>({
    {{"A loop", "", "the Second World War II and the Second World War II",
      "At temperature 0 it always takes the likeliest character, and nothing leads out of a loop: the same words "
      "before make the same words likeliest again. A higher temperature or the repetition penalty helps."},
     "= Berlin =\n",
     likeliest_unhindered},
    {{"The capital of France", "Paris", "a strong population",
      "It knows how articles sound, not what is true. In 3.5 million numbers there is room for spelling and for how "
      "a sentence goes, hardly for facts: it goes on with what follows “is” most often."},
     "= France =\nThe capital of France is ",
     likeliest},
    {{"Einstein’s birthday", "1879", "1999",
      "A year belongs there, and a year is what it writes: one that many articles mention, more than a hundred years "
      "too late. That a sentence is well made says nothing about whether it is true."},
     "= Albert Einstein =\nAlbert Einstein was born in ",
     likeliest},
    {{"A sentence in German", "von", "the Battle of the Second World War",
      "It learned from English articles only. After a few words of another language it is back in English, and at "
      "the words that it likes best."},
     "= Berlin =\nBerlin ist die Hauptstadt ",
     likeliest},
    {{"A parrot", "", "la la la la la la la la",
      "Its pointer looks for places in the text that are like this one, and copies what came after them. Here every "
      "place is like every other, so it copies without end."},
     "la la la la la la la la ",
     likeliest_unhindered},
});

}  // namespace trick_data

// `model`: the model's id. Nothing is known of other networks.
[[nodiscard]] constexpr std::span<const Trick> tricks_for(std::string_view model) {
    if (model == "shakespeare_lstm") return trick_data::shakespeare;
    if (model == "wikipedia_lstm") return trick_data::wikipedia;
    return {};
}

// What is said of a text that the trick's prompt was continued with.
[[nodiscard]] inline std::string_view about(const Trick& trick, std::string_view written) {
    return experiments::about(trick, written.contains(trick.taken_for),
                              !trick.truth.empty() && written.contains(trick.truth));
}

}  // namespace mllab::text_generation
