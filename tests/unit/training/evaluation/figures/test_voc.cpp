#include <algorithm>
#include <catch_amalgamated.hpp>
#include <limits>
#include <stdexcept>

#include "core/random.hpp"
#include "training/evaluation/figures/scenes.hpp"
#include "training/evaluation/figures/voc.hpp"

using namespace mllab;
using namespace mllab::testing;
using Catch::Approx;
using evaluation::Kind;
using evaluation::SeenPicture;
using evaluation::VocRule;

namespace {

std::optional<double> mean_of(const std::vector<SeenPicture>& pictures, VocRule rule, std::size_t classes = 1) {
    return evaluation::voc_figures(pictures, classes, rule).mean;
}

}  // namespace

TEST_CASE("VOC: both rules, computed by hand") {
    // Right, wrong, right; one of three things is not found.
    const std::vector pictures{
        seen({thing(0), thing(1), thing(2)}, {answer(0, 0.9F), answer(10, 0.8F), answer(1, 0.7F)})};
    // A third at precision 1, a third at 2/3.
    CHECK(mean_of(pictures, VocRule::all_points) == Approx(1.0 / 3 + 2.0 / 9));
    // Recalls 0 … 0.3 at 1 (four), 0.4 … 0.6 at 2/3 (three), the others 0.
    CHECK(mean_of(pictures, VocRule::eleven_points) == Approx((4 + 3 * 2.0 / 3) / 11));
}

TEST_CASE("VOC: a recall of just a tenth is reached") {
    // Ten things, three found, one after the other: recalls 0, 0.1, 0.2, 0.3.
    std::vector<evaluation::Truth> things;
    for (std::size_t place = 0; place < 10; ++place) things.push_back(thing(place));
    const std::vector pictures{seen(things, {answer(0, 0.9F), answer(1, 0.8F), answer(2, 0.7F)})};
    CHECK(mean_of(pictures, VocRule::eleven_points) == Approx(4.0 / 11));
    CHECK(mean_of(pictures, VocRule::all_points) == Approx(0.3));
}

TEST_CASE("VOC: half of the union in common is a hit, less is none") {
    // Sides of eighths: the boxes' numbers have no rounding. 4/8 of 8/8, then 3/8 of 8/8.
    const evaluation::Truth whole{.box = {0, 0, 1, 0.5}, .area_px = 1};
    const auto found = [&](double height) {
        return mean_of({seen({whole}, {{.box = {0, 0, 1, height}, .label = 0, .score = 0.5F}})}, VocRule::all_points);
    };
    CHECK(found(0.25) == 1);
    CHECK(found(0.1875) == 0);
    CHECK(found(1) == 1);
}

TEST_CASE("VOC: difficult things need not be found, and finding them, however often, is neither right nor wrong") {
    const std::vector<evaluation::Truth> truths{thing(0), thing(1, 0, Kind::difficult)};
    CHECK(mean_of({seen(truths, {answer(0, 0.5F)})}, VocRule::all_points) == Approx(1));
    CHECK(mean_of({seen(truths, {answer(1, 0.9F), answer(1, 0.8F), answer(0, 0.5F)})}, VocRule::all_points) ==
          Approx(1));
    CHECK_FALSE(mean_of({seen({truths[1]}, {answer(1, 0.9F)})}, VocRule::all_points).has_value());
}

TEST_CASE("VOC: a second hit of the same thing is wrong, even if another thing is free beside it") {
    const std::vector pictures{seen({thing(0), thing(1)}, {answer(0, 0.9F), answer(0, 0.8F, 0, 0.1), answer(1, 0.7F)})};
    CHECK(mean_of(pictures, VocRule::all_points) == Approx(0.5 + 0.5 * 2 / 3));
    // Two things that overlap by 0.8: the answer between them belongs to the nearer one, which is taken.
    evaluation::Truth beside = thing(0);
    beside.box = box_at(0, 1.0 / 9);
    const std::vector close{seen({thing(0), beside}, {answer(0, 0.9F), answer(0, 0.8F, 0, 0.02)})};
    CHECK(mean_of(close, VocRule::all_points) == Approx(0.5));
}

TEST_CASE("VOC: no truth, no answer, no picture, other classes") {
    const auto figures = evaluation::voc_figures(
        std::vector{seen({thing(0), thing(2, 2)}, {answer(0, 0.5F), answer(1, 0.9F, 1), answer(2, 0.9F, 0)})}, 3,
        VocRule::all_points);
    REQUIRE(figures.of_classes.size() == 3);
    CHECK(figures.of_classes[0] == Approx(0.5));
    CHECK_FALSE(figures.of_classes[1].has_value());
    CHECK(figures.of_classes[2] == 0);
    CHECK(figures.mean == Approx(0.25));
    for (const VocRule rule : {VocRule::all_points, VocRule::eleven_points}) {
        CHECK(mean_of({seen({thing(0)}, {})}, rule) == 0);
        CHECK_FALSE(mean_of({seen({}, {answer(0, 0.5F)})}, rule).has_value());
        CHECK_FALSE(mean_of({}, rule).has_value());
        // An answer in a picture without the class counts against it.
        CHECK(mean_of({seen({}, {answer(0, 0.9F)}), seen({thing(0)}, {answer(0, 0.5F)})}, rule) == Approx(0.5));
        // Equal scores keep the pictures' order.
        CHECK(mean_of({seen({thing(0)}, {answer(0, 0.5F)}), seen({}, {answer(0, 0.5F)})}, rule) == Approx(1));
    }
}

TEST_CASE("VOC: what is no number counts for nothing, and what cannot be is refused") {
    geometry::Detection no_score = answer(3, std::numeric_limits<float>::quiet_NaN());
    geometry::Detection no_place = answer(3, 0.9F);
    no_place.box.y = std::numeric_limits<double>::quiet_NaN();
    CHECK(mean_of({seen({thing(0)}, {no_score, no_place, answer(0, 0.5F)})}, VocRule::all_points) == Approx(1));
    const std::vector wrong_label{seen({thing(0, 1)}, {})};
    CHECK_THROWS_AS(evaluation::voc_figures(wrong_label, 1, VocRule::all_points), std::invalid_argument);
    const std::vector wrong_answer{seen({}, {answer(0, 0.5F, 1)})};
    CHECK_THROWS_AS(evaluation::voc_figures(wrong_answer, 1, VocRule::all_points), std::invalid_argument);
    for (const double least : {0.0, 1.5, std::numeric_limits<double>::quiet_NaN()})
        CHECK_THROWS_AS(evaluation::voc_figures({}, 1, VocRule::all_points, least), std::invalid_argument);
}

TEST_CASE("VOC: a better ranking is never worse, and every figure lies between 0 and 1") {
    core::Random random(71);
    for (int round = 0; round < 40; ++round) {
        SeenPicture picture = seen({}, {});
        for (std::size_t place = 0; place < 25; ++place) {
            if (random.chance(0.4)) picture.truths.push_back(thing(place));
            if (random.chance(0.4))
                picture.answers.push_back(answer(place, static_cast<float>(random.uniform(0.2, 1))));
        }
        picture.truths.push_back(thing(0));
        SeenPicture better = picture;
        // All answers in empty places fall behind all the others.
        for (geometry::Detection& one : better.answers) {
            const bool hit = std::ranges::any_of(better.truths,
                                                 [&](const evaluation::Truth& truth) { return truth.box == one.box; });
            if (!hit) one.score -= 1;
        }
        for (const VocRule rule : {VocRule::all_points, VocRule::eleven_points}) {
            const double before = mean_of({picture}, rule).value();
            const double after = mean_of({better}, rule).value();
            CHECK((before >= 0 && after <= 1));
            CHECK(after >= before - 1e-12);
        }
    }
}
