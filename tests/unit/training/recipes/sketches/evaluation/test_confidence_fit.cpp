#include <catch_amalgamated.hpp>
#include <cmath>
#include <stdexcept>

#include "core/classification.hpp"
#include "core/random.hpp"
#include "training/recipes/sketches/evaluation/confidence_fit.hpp"

using namespace mllab;
using sketches_evaluation::fit_confidence;
using sketches_evaluation::Judged;

namespace {

// So many answers about drawings with as much ink, right as often as this; the network is equally sure of all.
Judged answers(std::uint64_t seed, double ink, double often, double spread = 1.05) {
    core::Random random(seed);
    Judged group;
    for (int i = 0; i < 1000; ++i) {
        const auto length = static_cast<float>(ink * random.uniform(1 / spread, spread));
        group.terms.push_back(
            sketches::confidence_terms_of(std::vector<float>{0.8F, 0.1F, 0.1F}, {.length = length, .strokes = 3}));
        group.right.push_back(random.uniform() < often ? 1 : 0);
    }
    return group;
}

double error(const Judged& group, const std::vector<float>& weights) {
    std::vector<float> confidence;
    for (const auto& terms : group.terms) confidence.push_back(sketches::confidence(terms, weights));
    return core::expected_calibration_error(confidence, group.right);
}

}  // namespace

TEST_CASE("where ink tells, each group becomes as sure as it is right") {
    const std::vector groups{answers(1, 2, 0.2), answers(2, 8, 0.9)};
    const auto weights = fit_confidence(groups);
    CHECK(error(groups[0], weights) < 0.04);
    CHECK(error(groups[1], weights) < 0.04);
    CHECK(fit_confidence(groups) == weights);
}

TEST_CASE("where ink tells only now and then, that group is calibrated whose calibration is asked for") {
    constexpr double overlapping = 1.4;
    std::vector groups{answers(1, 3, 0.2, overlapping), answers(2, 4, 0.7, overlapping)};
    for (Judged& group : groups) group.calibration = 0;
    const auto likeliest = fit_confidence(groups);
    for (Judged& group : groups) {
        group.calibration = 1;
        CHECK(error(group, fit_confidence(groups)) < 0.5 * error(group, likeliest));
        group.calibration = 0;
    }
}

TEST_CASE("terms that are the same everywhere get no weight, and nothing gets none at all") {
    const auto weights = fit_confidence(std::vector{answers(1, 2, 0.2), answers(2, 8, 0.9)});
    const auto names = sketches::confidence_names();
    for (std::size_t i = 1; i < names.size(); ++i)
        if (!names[i].contains("ink")) CHECK(weights[i] == 0);
    CHECK(fit_confidence({}) == std::vector<float>(sketches::confidence_terms));
    CHECK_THROWS_AS(fit_confidence(std::vector<Judged>{{.terms = {}, .right = {1}}}), std::invalid_argument);
}
