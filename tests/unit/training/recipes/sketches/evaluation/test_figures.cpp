#include <algorithm>
#include <catch_amalgamated.hpp>

#include "training/recipes/sketches/evaluation/figures.hpp"

using namespace mllab;
using sketches_evaluation::Answers;

namespace {

sketches::Parameters parameters() {
    sketches::Parameters p;
    p.categories = {"cat", "dog", "lion", "moon", "sun"};
    return p;
}

// Of four drawings of a cat the first is guessed at once, the second second, the third third, the last not at all.
Answers cats(std::string name) {
    return {std::move(name),
            {{9, 1, 0, 0, 0}, {4, 5, 0, 0, 0}, {3, 5, 4, 0, 0}, {0, 9, 8, 7, 6}},
            {0, 0, 0, 0},
            std::vector<sketches::InkLook>(4)};
}

double value(const std::vector<report::Metric>& metrics, const std::string& name, const std::string& data) {
    for (const auto& m : metrics)
        if (m.name == name && m.data == data) return m.value;
    FAIL("there is no " << name << " on " << data);
    return 0;
}

}  // namespace

TEST_CASE("right at once and among the first three are counted for whole and for half-finished drawings") {
    auto half = cats("half");
    half.logits[0] = {0, 9, 8, 7, 6};
    const auto metrics = sketches_evaluation::figures_of({cats("whole"), half}, parameters(), "test");
    CHECK(metrics.size() == 6);
    CHECK(value(metrics, "accuracy", "whole") == 0.25);
    CHECK(value(metrics, "top_3_accuracy", "whole") == 0.75);
    CHECK(value(metrics, "accuracy", "half") == 0);
    CHECK(value(metrics, "top_3_accuracy", "half") == 0.5);
    for (const auto& metric : metrics) {
        CHECK(metric.samples == 4);
        CHECK(metric.split == "test");
    }
    CHECK(sketches_evaluation::message(metrics.front()) == "accuracy on whole, test: 25.00 % of 4");
}

TEST_CASE("the calibration error is how far the stated certainty is from being right") {
    // Always nearly sure, right once in four.
    Answers sure{"whole",
                 {{20, 0, 0, 0, 0}, {0, 20, 0, 0, 0}, {0, 20, 0, 0, 0}, {0, 20, 0, 0, 0}},
                 {0, 0, 0, 0},
                 std::vector<sketches::InkLook>(4)};
    const auto metrics = sketches_evaluation::figures_of({sure, sure}, parameters(), "validation");
    CHECK(value(metrics, "calibration_error", "whole") == Catch::Approx(0.75).margin(1e-4));
    // One temperature for all makes the sure ones humble.
    CHECK(sketches_evaluation::calibrated_temperature({sure, sure}) > 2.9F);
}

TEST_CASE("without drawings there are no figures") {
    CHECK(sketches_evaluation::figures_of({}, parameters(), "test").empty());
}
