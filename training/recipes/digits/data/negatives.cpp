#include "training/recipes/digits/data/negatives.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "training/datasets/hershey.hpp"
#include "training/datasets/quickdraw.hpp"

namespace mllab::digits_data {

namespace {

using datasets::Split;

// Categories whose drawings often are what a digit looks like, where they are simple ones.
constexpr std::array<std::string_view, 61> like_digits{
    "apple",        "arm",        "balloon",        "banana", "baseball",   "baseball bat", "basketball",
    "blueberry",    "boomerang",  "bracelet",       "bread",  "candle",     "circle",       "clock",
    "compass",      "cookie",     "donut",          "duck",   "ear",        "elbow",        "eyeglasses",
    "feather",      "finger",     "flamingo",       "foot",   "frying pan", "golf club",    "hockey puck",
    "hockey stick", "hot dog",    "hourglass",      "knee",   "leg",        "light bulb",   "line",
    "lollipop",     "matches",    "moon",           "mouth",  "necklace",   "nose",         "octagon",
    "onion",        "paper clip", "pear",           "pencil", "potato",     "river",        "snail",
    "snake",        "snowman",    "soccer ball",    "spoon",  "squiggle",   "stitches",     "streetlight",
    "string bean",  "swan",       "tennis racquet", "toe",    "zigzag"};

// A drawing of so many strokes is no digit, whatever it shows.
constexpr std::size_t detailed = 5;

// Letters and signs that no one takes for a digit.
constexpr std::string_view unlike_digits =
    "ACEFGHJKLMNPRTUVWXY"
    "acdefhjkmnprtuvwx"
    "!#$%&()*+:;=?@[]^<>{}";

// The faces by split: other hands' letters for choosing and judging than for learning.
constexpr std::array<std::string_view, 7> train_faces{"futural", "scripts", "cursive", "timesi",
                                                      "timesr",  "rowmand", "scriptc"};
constexpr std::array<std::string_view, 1> validation_faces{"rowmans"};
constexpr std::array<std::string_view, 1> test_faces{"futuram"};

// Enough of each category; more would only slow the start.
constexpr std::size_t sketches_per_category = 200;

bool belongs(std::size_t position, Split split) {
    switch (position % 10) {
        case 8:
            return split == Split::validation;
        case 9:
            return split == Split::test;
        default:
            return split == Split::train;
    }
}

template <std::size_t N>
void add_letters(const std::array<std::string_view, N>& faces, Negatives& negatives) {
    for (const std::string_view face : faces) {
        const auto file = std::filesystem::path(datasets::hershey_folder) / (std::string(face) + ".jhf");
        if (!std::filesystem::exists(file)) {
            negatives.missing.push_back("the Hershey face " + file.string() + " (package hershey-fonts-data)");
            continue;
        }
        for (auto& glyph : datasets::read_hershey(file)) {
            const char character = static_cast<char>(32 + glyph.index);
            if (glyph.index < 95 && unlike_digits.contains(character) && !glyph.strokes.empty())
                negatives.letters.push_back(std::move(glyph.strokes));
        }
    }
}

}  // namespace

Negatives load_negatives(const std::filesystem::path& quickdraw_folder, Split split) {
    Negatives negatives;
    const auto files = datasets::quickdraw_files(quickdraw_folder);
    if (files.empty()) negatives.missing.emplace_back("Quick, Draw! strokes (quickdraw/simplified/*.ndjson)");
    for (const auto& file : files) {
        const bool alike = std::ranges::find(like_digits, file.category) != like_digits.end();
        auto drawings = datasets::read_quickdraw(file.file, sketches_per_category);
        for (std::size_t i = 0; i < drawings.size(); ++i)
            if (belongs(i, split) && (!alike || drawings[i].strokes.size() >= detailed))
                negatives.sketches.push_back(std::move(drawings[i].strokes));
    }
    switch (split) {
        case Split::train:
            add_letters(train_faces, negatives);
            break;
        case Split::validation:
            add_letters(validation_faces, negatives);
            break;
        case Split::test:
            add_letters(test_faces, negatives);
            break;
    }
    return negatives;
}

}  // namespace mllab::digits_data
