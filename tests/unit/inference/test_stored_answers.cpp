#include <catch_amalgamated.hpp>
#include <string>

#include "inference/stored_answers.hpp"

using namespace mllab::inference;

namespace {

const std::string hash(64, 'a');

ModelCard card() {
    ModelCard card;
    card.id = "made_up";
    card.file_sha256 = hash;
    card.labels = {"rock", "paper", "scissors"};
    return card;
}

// A file of this model with these answers.
std::string file(const std::string& answers) { return R"({"sha256": ")" + hash + R"(", "answers": )" + answers + "}"; }

StoredAnswers read(const std::string& text) { return stored_answers_of(text, card()); }

}  // namespace

TEST_CASE("stored answers are read as they were written") {
    const auto answers =
        read(file(R"({"7": [[2, 0.75], [0, 0.25]], "photos/dog.jpg": [[1, 0.5, 0.1, 0.2, 0.3, 1], [1, 0.9, 0, 0, 1, 1]],
                      "nothing": []})"));
    REQUIRE(answers.size() == 3);
    CHECK(answers.at("7") == StoredAnswer{{.label = 2, .p = 0.75F}, {.label = 0, .p = 0.25F}});
    // Of things in a picture several may be of one kind, and none.
    CHECK(answers.at("photos/dog.jpg").size() == 2);
    CHECK(answers.at("photos/dog.jpg")[0].box == std::array{0.1F, 0.2F, 0.3F, 1.0F});
    CHECK(answers.at("nothing").empty());
    CHECK(probabilities_of(answers.at("7"), 3) == std::vector{0.25F, 0.0F, 0.75F});
}

TEST_CASE("answers of another model file are none") {
    const std::string text = file(R"({"7": [[2, 0.75]]})");
    ModelCard other = card();
    other.file_sha256 = std::string(64, 'b');
    CHECK(stored_answers_of(text, other).empty());
    CHECK(read(R"({"answers": {"7": [[2, 0.75]]}})").empty());
    CHECK(read(R"({"sha256": 7, "answers": {"7": [[2, 0.75]]}})").empty());
}

TEST_CASE("a file that is damaged anywhere holds no answers") {
    for (const char* text : {"", "{", "[]", "null", "7", R"({"sha256": null})", "\xff", R"({"sha256": "\ud800"})"}) {
        CAPTURE(text);
        CHECK(read(text).empty());
    }
    CHECK(read(R"({"sha256": ")" + hash + "\"}").empty());
    for (const char* answers : {"[]",
                                "null",
                                R"({"7": 7})",
                                R"({"7": {}})",
                                R"({"7": [7]})",
                                R"({"7": [[]]})",
                                R"({"7": [[2]]})",
                                R"({"7": [[2, 0.5, 0]]})",
                                R"({"7": [[2, 0.5, 0, 0, 1, 1, 1]]})",  // neither two numbers nor six
                                R"({"7": [[3, 0.5]]})",
                                R"({"7": [[-1, 0.5]]})",
                                R"({"7": [[0.5, 0.5]]})",
                                R"({"7": [["2", 0.5]]})",
                                R"({"7": [[18446744073709551615, 0.5]]})",  // no label of the card
                                R"({"7": [[2, -0.1]]})",
                                R"({"7": [[2, 1.1]]})",
                                R"({"7": [[2, 1e999]]})",
                                R"({"7": [[2, null]]})",
                                R"({"7": [[2, "1"]]})",  // no share of anything
                                R"({"7": [[2, 0.5], [2, 0.1]]})",
                                R"({"7": [[2, 0.9], [0, 0.9]]})",  // twice, or more than all
                                R"({"7": [[2, 0.5, 0, 0, 1.5, 1]]})",
                                R"({"7": [[2, 0.5, 0, -1, 1, 1]]})",
                                R"({"8": [[2, 0.5]], "7": [[3, 0.5]]})"}) {  // one of two
        CAPTURE(answers);
        CHECK(read(file(answers)).empty());
    }
}

TEST_CASE("a file that is larger or deeper than any of ours holds no answers") {
    const auto many = [](std::size_t count, const std::string& one) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : ", ") + one;
        return all;
    };
    const std::string box = "[1, 0.5, 0, 0, 1, 1]";
    CHECK(read(file(R"({"7": [)" + many(32, box) + "]}")).at("7").size() == 32);
    CHECK(read(file(R"({"7": [)" + many(33, box) + "]}")).empty());
    std::string examples;
    for (int i = 0; i < 65; ++i) examples += (i == 0 ? "\"" : ", \"") + std::to_string(i) + "\": []";
    CHECK(read(file("{" + examples + "}")).empty());
    CHECK(read(file(R"({")" + std::string(101, 'n') + R"(": []})")).empty());
    CHECK(read(file("{}") + std::string(70'000, ' ')).empty());
    CHECK(read(std::string(60'000, '[')).empty());
    CHECK(read(file(R"({"7": )" + std::string(20'000, '[') + std::string(20'000, ']') + "}")).empty());
}
