#include <catch_amalgamated.hpp>

#include "training/publish/published.hpp"

using namespace mllab;

TEST_CASE("what was measured on a split goes to the card, and other splits' figures stay") {
    report::Card card;
    card.data = {{.name = "MNIST", .source = "", .licence = "", .attribution = "", .samples = {{"train", 10}}},
                 {.name = "Wikipedia", .source = "", .licence = "", .attribution = "", .samples = {{"train", 5}}}};
    card.metrics = {{.name = "accuracy", .data = "MNIST", .split = "validation", .value = 0.5, .samples = 4},
                    {.name = "accuracy", .data = "MNIST", .split = "test", .value = 0.1, .samples = 1}};
    card.confusion = report::Confusion{.data = "MNIST", .split = "validation", .labels = {}, .counts = {}};
    publish::Measured measured{
        .metrics = {{.name = "accuracy", .data = "MNIST", .split = "test", .value = 0.9, .samples = 7}},
        .samples = {{"MNIST", 7}, {"a set that is not on the card", 3}}};

    publish::note(card, measured, "test");
    publish::note(card, measured, "test");
    REQUIRE(card.metrics.size() == 2);
    CHECK(card.metrics[0].value == 0.5);
    CHECK(card.metrics[1].value == 0.9);
    CHECK(card.data[0].samples == std::vector<std::pair<std::string, std::int64_t>>{{"train", 10}, {"test", 7}});
    CHECK(card.data[1].samples.size() == 1);
    CHECK(card.confusion->split == "validation");
    CHECK_FALSE(card.mistakes.has_value());

    measured.confusion = report::Confusion{.data = "MNIST", .split = "test", .labels = {}, .counts = {}};
    publish::note(card, measured, "test");
    CHECK(card.confusion->split == "test");
}
