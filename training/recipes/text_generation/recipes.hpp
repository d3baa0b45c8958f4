// The text recipes: what differs between them. text_training.hpp does the rest for both.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/alphabet.hpp"
#include "training/datasets/splits.hpp"
#include "training/recipes/text_generation/text_fit.hpp"
#include "training/recipes/text_generation/network.hpp"

namespace mllab::recipes {

// A text as the network reads it: places in the alphabet.
struct TextPart {
    std::vector<std::uint8_t> tokens;
    std::int64_t replaced = 0;  // characters that the alphabet does not have
};

struct TextRecipe {
    std::string id;
    std::string name;
    std::string source;     // the recipe's file, for the card
    std::string data_set;   // id
    std::string data_name;  // for figures
    TextShape shape;        // but for the number of characters
    std::vector<TextCycle> cycles;
    std::int64_t steps_per_round = 0;  // 0: one pass
    std::int64_t window = 0;
    bool replacement_written = true;         // false: the replacement is a sign of its own that must not be written
    std::int64_t validation_characters = 0;  // after each round, at most
    std::size_t test_readers = 1;            // 1: the text in order, in one piece
    // The published model (its id) that this network begins as, with what that one has learned of the language; its
    // layers must be the same. None: it begins as chance has it.
    std::optional<std::string> begins_as = std::nullopt;

    // `folder` holds the data set.
    std::function<text_generation::Alphabet(const std::filesystem::path& folder)> alphabet;
    std::function<TextPart(const std::filesystem::path& folder, const text_generation::Alphabet& alphabet,
                           datasets::Split split)>
        load;
};

[[nodiscard]] TextRecipe shakespeare_lstm();
[[nodiscard]] TextRecipe wikipedia_lstm();

// Appends what the alphabet makes of a text.
void append(TextPart& part, const std::string& text, const text_generation::Alphabet& alphabet);

}  // namespace mllab::recipes
