#include <catch_amalgamated.hpp>
#include <cmath>

#include "training/fit/settings.hpp"

using namespace mllab::fit;
using Catch::Matchers::ContainsSubstring;

namespace {

Settings some() {
    Settings settings;
    settings.add("recipe", std::string("digits_cnn")).add("batch size", 128).add("learning rate", 3e-3);
    return settings;
}

}  // namespace

TEST_CASE("settings describe themselves and survive a checkpoint") {
    const Settings settings = some();
    CHECK(settings.in_words() == "recipe: digits_cnn, batch size: 128, learning rate: 0.003");
    CHECK(Settings::from_json(settings.to_json()) == settings);
    Settings odd;
    odd.add("data", std::string("“quoted”, \"twice\"\nand × more"));
    CHECK(Settings::from_json(odd.to_json()) == odd);
    CHECK(Settings::from_json(Settings().to_json()) == Settings());
}

TEST_CASE("numbers that differ in their last place differ in words") {
    Settings one;
    one.add("learning rate", 0.1);
    Settings next;
    next.add("learning rate", std::nextafter(0.1, 1.0));
    CHECK_FALSE(one == next);
    CHECK(differences(one, next).size() == 1);
}

TEST_CASE("whatever differs is named with both values, also where only one side has it") {
    CHECK(differences(some(), some()).empty());
    CHECK_NOTHROW(require_same(some(), some(), "checkpoint-000001.mllab"));
    Settings other;
    other.add("recipe", std::string("digits_cnn")).add("batch size", 64).add("seed", 1);
    const auto sentences = differences(some(), other);
    CHECK(sentences == std::vector<std::string>{"batch size: the checkpoint has 128, this training 64",
                                                "seed: the checkpoint has none, this training 1",
                                                "learning rate: the checkpoint has 0.003, this training none"});
    CHECK_THROWS_AS(require_same(some(), other, "checkpoint-000001.mllab"), OtherTraining);
    CHECK_THROWS_WITH(require_same(some(), other, "checkpoint-000001.mllab"),
                      ContainsSubstring("checkpoint-000001.mllab belongs to another training") &&
                          ContainsSubstring("batch size: the checkpoint has 128, this training 64") &&
                          ContainsSubstring("seed") && ContainsSubstring("--afresh"));
}

TEST_CASE("a name twice, a name that is empty and a broken text are refused") {
    Settings settings = some();
    CHECK_THROWS_AS(settings.add("seed", 1).add("seed", 2), std::invalid_argument);
    CHECK_THROWS_AS(settings.add("", 1), std::invalid_argument);
    for (const char* text : {"", "{", "7", "[1]", "[[\"a\"]]", "[[\"a\", 1]]", "[[\"a\", \"1\", \"2\"]]",
                             "[[\"a\", \"1\"], [\"a\", \"2\"]]", "[[\"\", \"1\"]]"}) {
        INFO(text);
        CHECK_THROWS_AS(Settings::from_json(text), std::runtime_error);
    }
}
