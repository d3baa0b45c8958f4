#include <algorithm>
#include <catch_amalgamated.hpp>

#include "experiments/digits/pipeline/pipeline.hpp"
#include "support/source_folder.hpp"
#include "training/datasets/quickdraw.hpp"
#include "training/recipes/digits/evaluation/unseen.hpp"

using namespace mllab;
using namespace mllab::digits_evaluation;
using digits_data::Split;

namespace {

std::filesystem::path shapes() {
    return testing::source_folder() / "training/recipes/digits/evaluation/unseen_shapes.ndjson";
}

digits_data::SplitData data() {
    digits_data::SplitData data;
    data.strokes.push_back({.label = 2, .writer = 1, .strokes = {{{0, 0, 0}, {50, 10, 0}, {0, 90, 0}, {60, 100, 0}}}});
    data.strokes.push_back({.label = 1, .writer = 1, .strokes = {{{0, 0, 0}, {0, 50, 0}, {0, 100, 0}}}});
    data.strokes.push_back(
        {.label = 4, .writer = 1, .strokes = {{{0, 0, 0}, {0, 60, 0}, {60, 60, 0}}, {{40, 30, 0}, {40, 100, 0}}}});
    return data;
}

}  // namespace

TEST_CASE(
    "every line of the unseen shapes is a digit, a letter or a sign, and each has one for validation and for test") {
    const auto drawings = datasets::read_quickdraw(shapes());
    REQUIRE(drawings.size() % 2 == 0);
    for (std::size_t i = 0; i < drawings.size(); i += 2) {
        const std::string& word = drawings[i].word;
        INFO(word);
        CHECK(drawings[i + 1].word == word);
        const bool known = word.starts_with("letter ") || word.starts_with("sign ") ||
                           (word.starts_with("digit ") && word.at(6) >= '0' && word.at(6) <= '9');
        CHECK(known);
    }
}

TEST_CASE("unseen digits keep their labels, whoever draws them") {
    const auto sets = unseen_digits(data(), shapes(), Split::test);
    REQUIRE(sets.size() == 3);
    for (const UnseenSet& set : sets) {
        INFO(set.name);
        REQUIRE(set.drawings.size() == set.labels.size());
        CHECK(set.drawings.size() >= 3);
        CHECK(std::ranges::all_of(set.labels, [](std::size_t label) { return label < digits::no_digit; }));
        for (const ink::Strokes& drawing : set.drawings) {
            const ink::Box box = ink::bounding_box(drawing);
            CHECK(box.longer_side() > 100);
            CHECK(box.left >= -1);
            CHECK(box.right <= 321);
        }
    }
    // Of four points the first and the last are left.
    CHECK(sets[0].drawings.front().front().size() == 2);
    CHECK(sets[0].labels == std::vector<std::size_t>{2, 1, 4});
    // The same for everyone who measures, and other ones for validation.
    CHECK(unseen_digits(data(), shapes(), Split::test)[2].drawings.front().front().front().x ==
          sets[2].drawings.front().front().front().x);
    CHECK(unseen_digits(data(), shapes(), Split::validation)[2].drawings.front().front().size() !=
          sets[2].drawings.front().front().size());
}

TEST_CASE("what is no digit is of four kinds, and a one never lies on another digit") {
    const auto sets = unseen_no_digits(data(), {}, shapes(), Split::validation);
    REQUIRE(sets.size() == 4);
    CHECK(sets[0].drawings.size() > 500);
    CHECK(sets[1].drawings.size() > 500);
    CHECK(sets[2].drawings.empty());
    CHECK(sets[3].drawings.size() > 300);
    for (const UnseenSet& set : sets)
        CHECK(std::ranges::all_of(set.labels, [](std::size_t label) { return label == digits::no_digit; }));
    // Two of 2 and 4: two to four strokes, and of the 4 both.
    for (const ink::Strokes& two : sets[3].drawings) {
        CHECK(two.size() >= 2);
        CHECK(two.size() <= 4);
    }
}
