#include <algorithm>
#include <catch_amalgamated.hpp>

#include "answers.hpp"
#include "training/recipes/rock_paper_scissors/evaluation/figures.hpp"

using namespace mllab;
using gestures_evaluation::Answers;
using testing::add;
using testing::sure_of;

namespace {

rock_paper_scissors::Parameters parameters() {
    return {.side_px = 96, .normalisation = {}, .temperature = 1, .reject_above = 0.5F, .reject_below = 0.6F};
}

double value(const std::vector<report::Metric>& metrics, const std::string& name, const std::string& data) {
    for (const auto& m : metrics)
        if (m.name == name && m.data == data) return m.value;
    FAIL("there is no " << name << " on " << data);
    return 0;
}

bool has(const std::vector<report::Metric>& metrics, const std::string& name) {
    return std::ranges::any_of(metrics, [&](const report::Metric& m) { return m.name == name; });
}

}  // namespace

TEST_CASE("each gesture counts the same, however many pictures it has") {
    Answers hands{.data = "hands", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 8; ++i) add(hands, testing::rock, sure_of(testing::rock, 0.9F));
    for (int i = 0; i < 2; ++i) add(hands, testing::paper, sure_of(testing::rock, 0.9F));
    for (int i = 0; i < 2; ++i)
        add(hands, testing::scissors, sure_of(i == 0 ? testing::scissors : testing::rock, 0.9F));
    const auto metrics = gestures_evaluation::figures_of({hands}, parameters(), "test");
    CHECK(value(metrics, "balanced_accuracy", "hands") == Catch::Approx(0.5));
    CHECK(value(metrics, "answered_right", "hands") == Catch::Approx(9.0 / 12));
    CHECK(value(metrics, "unanswered", "hands") == 0);
    CHECK_FALSE(has(metrics, "false_gesture"));
    CHECK_FALSE(has(metrics, "lowest_of_groups"));
    CHECK(gestures_evaluation::message(metrics.front()) == "balanced_accuracy on hands, test: 50.00 % of 12");
}

TEST_CASE("a hand that gets no answer may still be the likeliest gesture, but is not answered right") {
    Answers hands{.data = "hands", .logits = {}, .labels = {}, .groups = {}};
    add(hands, testing::rock, testing::logits_of({0.5F, 0.3F, 0.1F, 0.1F}));
    add(hands, testing::rock, testing::logits_of({0.3F, 0.05F, 0.05F, 0.6F}));
    const auto metrics = gestures_evaluation::figures_of({hands}, parameters(), "test");
    CHECK(value(metrics, "balanced_accuracy", "hands") == 1);
    CHECK(value(metrics, "answered_right", "hands") == 0);
    CHECK(value(metrics, "unanswered", "hands") == 1);
}

TEST_CASE("the group where it is worst is named by its figure, small groups are left out") {
    Answers hands{.data = "hands", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 10; ++i) add(hands, testing::rock, sure_of(testing::rock, 0.9F), "one");
    for (int i = 0; i < 10; ++i)
        add(hands, testing::paper, sure_of(i < 7 ? testing::paper : testing::rock, 0.9F), "two");
    add(hands, testing::scissors, sure_of(testing::rock, 0.9F), "three");
    const auto metrics = gestures_evaluation::figures_of({hands}, parameters(), "test");
    CHECK(value(metrics, "lowest_of_groups", "hands") == Catch::Approx(0.7));
}

TEST_CASE("what is no hand counts as false where it gets a gesture") {
    Answers rooms{.data = "rooms", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 9; ++i) add(rooms, testing::no_hand, sure_of(testing::no_hand, 0.9F));
    add(rooms, testing::no_hand, sure_of(testing::paper, 0.9F));
    const auto metrics = gestures_evaluation::figures_of({rooms}, parameters(), "test");
    REQUIRE(metrics.size() == 3);
    CHECK(value(metrics, "false_gesture", "rooms") == Catch::Approx(0.1));
    // Nine in ten right at nine in ten sure.
    CHECK(value(metrics, "calibration_error", "rooms") == Catch::Approx(0).margin(1e-5));
    CHECK(value(metrics, "calibration_error_by_chance", "rooms") == Catch::Approx(0.075).margin(0.02));
}

TEST_CASE("the confusion matrix is of the page's answers, over all sets") {
    Answers hands{.data = "hands", .logits = {}, .labels = {}, .groups = {}};
    add(hands, testing::rock, sure_of(testing::rock, 0.9F));
    add(hands, testing::paper, sure_of(testing::scissors, 0.9F));
    add(hands, testing::scissors, sure_of(testing::scissors, 0.5F));
    Answers rooms{.data = "rooms", .logits = {}, .labels = {}, .groups = {}};
    add(rooms, testing::no_hand, sure_of(testing::no_hand, 0.9F));
    const auto confusion = gestures_evaluation::confusion_of({hands, rooms}, parameters(), "all", "test");
    CHECK(confusion.labels == rock_paper_scissors::labels());
    CHECK(confusion.counts ==
          std::vector<std::vector<std::uint64_t>>{{1, 0, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, 0, 1}});
}

TEST_CASE("webcam hands of dark and of light skin have figures of their own where there are both") {
    Answers hands{.data = gestures_data::unseen_clips, .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 4; ++i)
        add(hands, testing::rock, sure_of(i == 0 ? testing::paper : testing::rock, 0.9F), "glasses");
    for (int i = 0; i < 4; ++i) add(hands, testing::rock, sure_of(testing::rock, 0.9F), "plant");
    const std::string name = gestures_data::unseen_clips;
    const auto metrics = gestures_evaluation::figures_of({hands}, parameters(), "test");
    CHECK(value(metrics, "balanced_accuracy", name) == Catch::Approx(7.0 / 8));
    CHECK(value(metrics, "balanced_accuracy", name + ", dark skin") == Catch::Approx(0.75));
    CHECK(value(metrics, "answered_right", name + ", light skin") == 1);

    std::ranges::fill(hands.groups, "plant");
    for (const auto& metric : gestures_evaluation::figures_of({hands}, parameters(), "test"))
        CHECK(metric.data == name);
}

TEST_CASE("limits say at whom and what a model is less good, with its figures") {
    const auto metric = [](const std::string& name, const std::string& data, double value) {
        return report::Metric{name, data, "test", value, 100};
    };
    const auto said = [](const std::vector<std::string>& limits, const std::string& words) {
        return std::ranges::any_of(limits, [&](const std::string& limit) { return limit.contains(words); });
    };
    const auto limits = gestures_evaluation::limits_of(
        {metric("balanced_accuracy", "easy hands", 0.99), metric("balanced_accuracy", "good hands", 0.96),
         metric("balanced_accuracy", "hard hands", 0.81), metric("false_gesture", "rooms", 0.034),
         metric("false_gesture", "faces", 0.01)});
    CHECK(said(limits, "hard hands: 81 in a hundred"));
    CHECK_FALSE(said(limits, "good hands"));
    CHECK_FALSE(said(limits, "easy hands"));
    CHECK(said(limits, "4 of a hundred rooms"));
    CHECK_FALSE(said(limits, "faces"));
    CHECK(said(limits, "gloves"));
}

TEST_CASE("without pictures there are no figures of gestures") {
    CHECK(gestures_evaluation::figures_of({}, parameters(), "test").empty());
    const Answers none{.data = "none", .logits = {}, .labels = {}, .groups = {}};
    CHECK(gestures_evaluation::figures_of({none}, parameters(), "test").empty());
}
