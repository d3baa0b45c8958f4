// What is chosen and measured of a classifier's answers, on answers made by hand.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>

#include "training/recipes/image_classification/evaluation/figures.hpp"

using namespace mllab;
using namespace mllab::classification_evaluation;

namespace {

image_classification::Parameters parameters(float reject_below = 0.5F) {
    image_classification::Parameters p;
    p.side_px = 32;
    p.temperature = 1;
    p.reject_below = reject_below;
    p.labels = {"laptop", "notebook computer", "bus", "pier", "alp", "teapot", "pug"};
    p.kin = {{1}, {0}, {}, {}, {}, {}, {}};
    return p;
}

// A network that gives `p` to `said` and the rest to the others alike.
void add(Answers& answers, std::size_t label, std::size_t said, float p) {
    evaluation::Logits logits(7, std::log((1 - p) / 6));
    logits[said] = std::log(p);
    answers.logits.push_back(std::move(logits));
    answers.labels.push_back(label);
}

const report::Metric& metric(const std::vector<report::Metric>& metrics, const std::string& name) {
    const auto found = std::ranges::find(metrics, name, &report::Metric::name);
    REQUIRE(found != metrics.end());
    return *found;
}

}  // namespace

TEST_CASE("a classifier's figures: right, within five, named, and how far its confidence is off") {
    Answers answers{.data = "made up", .logits = {}, .labels = {}};
    for (int i = 0; i < 6; ++i) add(answers, 2, 2, 0.9F);
    add(answers, 6, 2, 0.9F);  // the last of equals: not among the first five
    add(answers, 3, 2, 0.9F);  // among them
    add(answers, 1, 0, 0.9F);  // wrong, but kin
    add(answers, 4, 4, 0.3F);  // right, but too unsure to be named
    const auto metrics = figures_of(answers, parameters(), "test");
    CHECK(metric(metrics, "accuracy").value == Catch::Approx(0.7));
    CHECK(metric(metrics, "top_5_accuracy").value == Catch::Approx(0.9));
    CHECK(metric(metrics, "answered_right").value == Catch::Approx(0.7));  // six and the kin
    CHECK(metric(metrics, "unanswered").value == Catch::Approx(0.1));
    // Nine that say 0.9, of which six are right; one that says 0.3 and is.
    CHECK(metric(metrics, "calibration_error").value ==
          Catch::Approx(0.9 * std::abs(0.9 - 6.0 / 9) + 0.1 * std::abs(0.3 - 1)).margin(1e-6));
    for (const report::Metric& one : metrics) {
        CHECK(one.data == "made up");
        CHECK(one.split == "test");
        CHECK(one.samples == 10);
        // Drawing again makes a calibration error larger: its interval may lie beside it, and is left out then.
        if (!one.name.starts_with("calibration_error")) REQUIRE(one.interval.has_value());
        if (!one.interval) continue;
        CHECK(one.interval->first <= one.value);
        CHECK(one.interval->second >= one.value);
    }
    CHECK(metric(metrics, "accuracy").interval->first < 0.7);
    CHECK(metric(metrics, "accuracy").interval->second > 0.7);
}

TEST_CASE("without answers there are no figures") {
    CHECK(figures_of({}, parameters(), "test").empty());
    CHECK(cross_fitted_figures_of({}, parameters(), "test").empty());
}

TEST_CASE("a network that says too little gets a temperature below one, one that says too much one above") {
    const auto chosen = [](float said, int right) {
        Answers answers;
        for (int i = 0; i < 100; ++i) add(answers, i < right ? 2 : 3, 2, said);
        return choose_decision(answers, parameters());
    };
    CHECK(chosen(0.5F, 90).temperature < 1);
    CHECK(chosen(0.99F, 60).temperature > 1);
    CHECK(chosen(0.7F, 70).temperature == Catch::Approx(1).margin(0.2));
}

TEST_CASE("the threshold lies where names become right more often than not") {
    Answers answers;
    for (int i = 0; i < 40; ++i) add(answers, 2, 2, 0.9F);
    for (int i = 0; i < 10; ++i) add(answers, 3, 2, 0.9F);
    for (int i = 0; i < 10; ++i) add(answers, 3, 4, 0.3F);  // unsure, and always wrong
    const Decision decision = choose_decision(answers, parameters());
    auto shown = parameters(decision.reject_below);
    shown.temperature = decision.temperature;
    const auto metrics = figures_of(answers, shown, "validation");
    CHECK(metric(metrics, "unanswered").value == Catch::Approx(10.0 / 60));
    CHECK(metric(metrics, "answered_right").value == Catch::Approx(40.0 / 60));
    // Where nothing is ever right, nothing is named.
    Answers wrong;
    for (int i = 0; i < 20; ++i) add(wrong, 3, 2, 0.6F);
    const Decision none = choose_decision(wrong, parameters());
    auto strict = parameters(none.reject_below);
    strict.temperature = none.temperature;
    CHECK(metric(figures_of(wrong, strict, "validation"), "unanswered").value == 1);
}

TEST_CASE("each half is judged with what the other half chose") {
    // The even places are unsure and right, the odd ones sure and right two times in three.
    Answers answers{.data = "made up", .logits = {}, .labels = {}};
    for (int i = 0; i < 60; ++i) {
        add(answers, 2, 2, 0.4F);
        add(answers, i % 3 == 0 ? 3 : 2, 2, 0.95F);
    }
    std::vector<std::size_t> even;
    std::vector<std::size_t> odd;
    for (std::size_t i = 0; i < answers.labels.size(); ++i) (i % 2 == 0 ? even : odd).push_back(i);
    const auto crossed = cross_fitted_figures_of(answers, parameters(), "train");
    double expected = 0;
    for (const auto& [own, other] : {std::pair(even, odd), std::pair(odd, even)}) {
        const Decision decision = choose_decision(part_of(answers, other), parameters());
        auto shown = parameters(decision.reject_below);
        shown.temperature = decision.temperature;
        expected += metric(figures_of(part_of(answers, own), shown, "train"), "answered_right").value / 2;
    }
    CHECK(metric(crossed, "answered_right").value == Catch::Approx(expected));
    CHECK(metric(crossed, "accuracy").value == Catch::Approx((60 + 40) / 120.0));
    CHECK(metric(crossed, "accuracy").samples == 120);
}
