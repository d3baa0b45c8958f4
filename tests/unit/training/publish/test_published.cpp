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

TEST_CASE("data that is not a set's is not called by its name, wherever the card names it") {
    report::Card card;
    card.data = {{.name = "MNIST", .source = "s", .licence = "l", .attribution = "a", .samples = {{"train", 10}}},
                 {.name = "Wikipedia", .source = "s", .licence = "l", .attribution = "a", .samples = {}}};
    card.metrics = {{.name = "accuracy", .data = "MNIST", .split = "test", .value = 0.5, .samples = 4},
                    {.name = "accuracy", .data = "pen strokes", .split = "test", .value = 0.5, .samples = 4}};
    card.rounding = report::Rounding{.data = "MNIST", .split = "test", .accuracy_change = 0, .samples = 1};
    card.confusion = report::Confusion{.data = "MNIST", .split = "test", .labels = {}, .counts = {}};
    publish::rename_data(card, "MNIST", "my digits");
    CHECK(card.data[0].name == "my digits");
    CHECK(card.data[0].licence == "not known");
    CHECK(card.data[0].samples.size() == 1);
    CHECK(card.data[1].licence == "l");
    CHECK(card.metrics[0].data == "my digits");
    CHECK(card.metrics[1].data == "pen strokes");
    CHECK(card.rounding->data == "my digits");
    CHECK(card.confusion->data == "my digits");

    publish::Measured measured{.metrics = {{"accuracy", "MNIST", "test", 0.9, 7}}, .samples = {{"MNIST", 7}}};
    publish::rename_data(measured, "MNIST", "my digits");
    CHECK(measured.metrics[0].data == "my digits");
    CHECK(measured.samples[0].first == "my digits");
}
