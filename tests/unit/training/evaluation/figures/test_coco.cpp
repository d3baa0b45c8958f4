#include <algorithm>
#include <catch_amalgamated.hpp>
#include <limits>
#include <stdexcept>

#include "core/random.hpp"
#include "training/evaluation/figures/coco.hpp"
#include "training/evaluation/figures/scenes.hpp"

using namespace mllab;
using namespace mllab::testing;
using Catch::Approx;
using evaluation::BootstrapSettings;
using evaluation::CocoEvaluation;
using evaluation::CocoFigure;
using evaluation::CocoFigures;
using evaluation::Kind;
using evaluation::SeenPicture;

namespace {

CocoFigures figures_of(const std::vector<SeenPicture>& pictures, std::size_t classes = 1) {
    return CocoEvaluation(pictures, classes).figures();
}

}  // namespace

TEST_CASE("COCO: who finds everything and nothing else has an average precision of 1") {
    const auto figures = figures_of({seen({thing(0), thing(1)}, {answer(0, 0.9F), answer(1, 0.2F)})});
    CHECK(figures.ap == Approx(1));
    CHECK(figures.ap50 == Approx(1));
    CHECK(figures.ap75 == Approx(1));
    CHECK(figures.ap_small == Approx(1));
    CHECK_FALSE(figures.ap_medium.has_value());
    CHECK_FALSE(figures.ap_large.has_value());
    CHECK(figures.recall == Approx(1));
}

TEST_CASE("COCO: a box that is a ninth of its side off is right up to an IoU of 0.80, computed by hand") {
    // 8/9 of the box in common: 8/10 of the union, but for a last bit. So 0.79 is safe: a shift of 0.118.
    const auto figures = figures_of({seen({thing(0)}, {answer(0, 0.5F, 0, 0.118)})});
    CHECK(figures.ap50 == Approx(1));
    CHECK(figures.ap75 == Approx(1));
    CHECK(figures.ap == Approx(0.6));
    CHECK(figures.recall == Approx(0.6));
}

TEST_CASE("COCO: precision over 101 recalls, computed by hand") {
    // Right, wrong, right, and one of three things not found: precision 1 to a recall of 1/3 (0 … 0.33: 34 levels),
    // then 2/3 to 2/3 (0.34 … 0.66: 33 levels), then 0.
    const auto figures =
        figures_of({seen({thing(0), thing(1), thing(2)}, {answer(0, 0.9F), answer(10, 0.8F), answer(1, 0.7F)})});
    CHECK(figures.ap == Approx((34 + 33 * 2.0 / 3) / 101));
    CHECK(figures.recall == Approx(2.0 / 3));
}

TEST_CASE("COCO: a second hit of the same thing is wrong") {
    const auto figures = figures_of({seen({thing(0), thing(1)}, {answer(0, 0.9F), answer(0, 0.8F), answer(1, 0.7F)})});
    // Precision 1 up to a recall of a half (51 levels), then 2/3 (50 levels).
    CHECK(figures.ap == Approx((51 + 50 * 2.0 / 3) / 101));
}

TEST_CASE("COCO: answers inside of a crowd are neither right nor wrong, however many") {
    evaluation::Truth crowd = thing(10, 0, Kind::crowd);
    crowd.box = {0, 0.4, 1, 0.2};
    const std::vector<evaluation::Truth> truths{thing(0), crowd};
    const auto inside = figures_of(
        {seen(truths, {answer(10, 0.99F), answer(11, 0.98F), answer(12, 0.97F), answer(12, 0.96F), answer(0, 0.5F)})});
    CHECK(inside.ap == Approx(1));
    CHECK(inside.recall == Approx(1));
    // A thing alone with the same answers: four are wrong before the right one.
    const auto without = figures_of({seen(
        {thing(0)}, {answer(10, 0.99F), answer(11, 0.98F), answer(12, 0.97F), answer(12, 0.96F), answer(0, 0.5F)})});
    CHECK(without.ap == Approx(0.2));
    // Only a crowd: nothing is to be found.
    CHECK_FALSE(figures_of({seen({crowd}, {answer(10, 0.9F)})}).ap.has_value());
}

TEST_CASE("COCO: a thing in a crowd is found before the crowd excuses it") {
    evaluation::Truth crowd = thing(0, 0, Kind::crowd);
    crowd.box = {0, 0, 1, 0.4};
    CHECK(figures_of({seen({crowd, thing(0)}, {answer(0, 0.9F, 0, 0.05)})}).ap50 == Approx(1));
    CHECK(figures_of({seen({crowd, thing(0)}, {answer(0, 0.9F, 0, 0.05)})}).recall > 0.5);
}

TEST_CASE("COCO: a difficult thing excuses one answer, the second is wrong") {
    const auto once = figures_of({seen({thing(0), thing(1, 0, Kind::difficult)}, {answer(1, 0.9F), answer(0, 0.8F)})});
    CHECK(once.ap == Approx(1));
    const auto twice = figures_of(
        {seen({thing(0), thing(1, 0, Kind::difficult)}, {answer(1, 0.9F), answer(1, 0.85F), answer(0, 0.8F)})});
    CHECK(twice.ap == Approx(0.5));
}

TEST_CASE("COCO: no truth, no answer, no picture") {
    // Answers of a class that no picture shows do not count: its precision has no recall.
    const auto figures = figures_of({seen({thing(0)}, {answer(0, 0.5F), answer(1, 0.9F, 1)})}, 3);
    CHECK(figures.ap == Approx(1));
    // But in a picture without that class they count where another shows it.
    const auto elsewhere = figures_of({seen({thing(0)}, {answer(0, 0.5F)}), seen({}, {answer(3, 0.9F)})});
    CHECK(elsewhere.ap == Approx(0.5));
    // A class of which nothing was found counts as 0.
    const auto missed = figures_of({seen({thing(0), thing(1, 1)}, {answer(0, 0.5F)})}, 2);
    CHECK(missed.ap == Approx(0.5));
    CHECK(missed.recall == Approx(0.5));
    CHECK(figures_of({seen({thing(0)}, {})}).ap == 0);
    CHECK_FALSE(figures_of({seen({}, {answer(0, 0.5F)})}).ap.has_value());
    CHECK_FALSE(figures_of({}).ap.has_value());
    CHECK_FALSE(figures_of({}, 0).ap.has_value());
    CHECK_FALSE(CocoEvaluation({}, 1).interval(CocoFigure::ap).has_value());
}

TEST_CASE("COCO: a box of the right place and the wrong class is wrong in one class and missing in the other") {
    const CocoEvaluation evaluated(
        std::vector{seen({thing(0, 0), thing(1, 1)}, {answer(0, 0.9F, 1), answer(1, 0.5F, 1)})}, 3);
    const auto classes = evaluated.of_classes(CocoFigure::ap50);
    REQUIRE(classes.size() == 3);
    CHECK(classes[0] == 0);
    CHECK(classes[1] == Approx(0.5));
    CHECK_FALSE(classes[2].has_value());
}

TEST_CASE("COCO: equal scores keep the order of pictures, and of answers in them") {
    CHECK(figures_of({seen({thing(0)}, {answer(0, 0.5F), answer(1, 0.5F)})}).ap == Approx(1));
    CHECK(figures_of({seen({thing(0)}, {answer(1, 0.5F), answer(0, 0.5F)})}).ap == Approx(0.5));
    CHECK(figures_of({seen({}, {answer(1, 0.5F)}), seen({thing(0)}, {answer(0, 0.5F)})}).ap == Approx(0.5));
    CHECK(figures_of({seen({thing(0)}, {answer(0, 0.5F)}), seen({}, {answer(1, 0.5F)})}).ap == Approx(1));
}

TEST_CASE("COCO: the best 100 answers of a class and picture count") {
    std::vector<geometry::Detection> answers(100, answer(3, 0.9F));
    answers.push_back(answer(0, 0.5F));
    CHECK(figures_of({seen({thing(0)}, answers)}).ap == 0);
    answers.erase(answers.begin());
    CHECK(figures_of({seen({thing(0)}, answers)}).ap == Approx(0.01));
    // Another class's answers take no room.
    std::vector<geometry::Detection> others(100, answer(3, 0.9F, 1));
    others.push_back(answer(0, 0.5F));
    CHECK(figures_of({seen({thing(0)}, others)}, 2).ap == Approx(1));
}

TEST_CASE("COCO: sizes go by the outline's area, and answers by their box's") {
    evaluation::Truth medium = thing(0);
    medium.area_px = 2000;
    // In the range of small things the medium one need not be found: its answer is ignored, and the free answer of
    // 400 pixels is wrong. In the medium range it is the other way round.
    const auto figures = figures_of({seen({medium, thing(1)}, {answer(2, 0.95F), answer(0, 0.9F), answer(1, 0.8F)})});
    CHECK(figures.ap_small == Approx(0.5));
    CHECK(figures.ap_medium == Approx(1));
    CHECK_FALSE(figures.ap_large.has_value());
    // 32² itself is both.
    evaluation::Truth both = thing(0);
    both.area_px = 1024;
    const auto limit = figures_of({seen({both}, {answer(0, 0.5F)})});
    CHECK(limit.ap_small == Approx(1));
    CHECK(limit.ap_medium == Approx(1));
}

TEST_CASE("COCO: answers without a score or a place count for nothing") {
    geometry::Detection no_score = answer(3, std::numeric_limits<float>::quiet_NaN());
    geometry::Detection no_place = answer(3, 0.9F);
    no_place.box.w = std::numeric_limits<double>::infinity();
    CHECK(figures_of({seen({thing(0)}, {no_score, no_place, answer(0, 0.5F)})}).ap == Approx(1));
}

TEST_CASE("COCO: what cannot be evaluated is refused") {
    const auto refused = [](const SeenPicture& picture) {
        CHECK_THROWS_AS(CocoEvaluation(std::vector{picture}, 1), std::invalid_argument);
    };
    refused(seen({thing(0, 1)}, {}));
    refused(seen({}, {answer(0, 0.5F, 1)}));
    evaluation::Truth broken = thing(0);
    broken.box.x = std::numeric_limits<double>::quiet_NaN();
    refused(seen({broken}, {}));
    broken = thing(0);
    broken.area_px = std::numeric_limits<double>::quiet_NaN();
    refused(seen({broken}, {}));
    refused({.width_px = 0, .height_px = 100, .truths = {}, .answers = {}});
}

TEST_CASE("COCO: the order of pictures and answers does not matter where scores differ") {
    core::Random random(61);
    std::vector<SeenPicture> pictures(12);
    for (SeenPicture& picture : pictures) {
        picture = seen({}, {});
        for (std::size_t place = 0; place < 25; ++place) {
            if (random.chance(0.3)) picture.truths.push_back(thing(place, random.below(3)));
            if (random.chance(0.3))
                picture.answers.push_back(
                    answer(place, static_cast<float>(random.uniform()), random.below(3), random.uniform(0, 0.4)));
        }
    }
    const CocoEvaluation before(pictures, 3);
    const CocoFigures figures = before.figures();
    REQUIRE(figures.ap.has_value());
    CHECK((*figures.ap > 0 && *figures.ap < 1));
    CHECK(*figures.ap <= *figures.ap50);
    // A hundredth: of 101 levels the first is a recall of 0.
    CHECK(*figures.ap <= *figures.recall + 0.01);
    random.shuffle(std::span(pictures));
    for (SeenPicture& picture : pictures) random.shuffle(std::span(picture.answers));
    CHECK(figures_of(pictures, 3).ap == Approx(*figures.ap).epsilon(1e-12));
    // Every picture twice: the same figures, as drawing each twice would say.
    std::vector<SeenPicture> twice = pictures;
    twice.insert(twice.end(), pictures.begin(), pictures.end());
    CHECK(figures_of(twice, 3).ap50 == Approx(*figures.ap50).epsilon(1e-12));
    // The mean of the classes is the whole's.
    double sum = 0;
    for (const auto& one : before.of_classes(CocoFigure::ap)) sum += one.value();
    CHECK(sum / 3 == Approx(*figures.ap));
}

TEST_CASE(
    "COCO: an interval holds the figure, is the same with the same seed, and is narrow where pictures are alike") {
    std::vector<SeenPicture> pictures;
    for (int i = 0; i < 30; ++i)
        pictures.push_back(seen({thing(0), thing(1)}, i % 2 == 0 ? std::vector{answer(0, 0.9F), answer(1, 0.8F)}
                                                                 : std::vector{answer(0, 0.9F), answer(7, 0.8F)}));
    const CocoEvaluation evaluated(pictures, 1);
    const double ap = evaluated.figures().ap50.value();
    const BootstrapSettings settings{.resamples = 200, .seed = 5};
    const auto interval = evaluated.interval(CocoFigure::ap50, settings);
    REQUIRE(interval.has_value());
    CHECK(interval->low < ap);
    CHECK(interval->high > ap);
    CHECK(interval == evaluated.interval(CocoFigure::ap50, settings));
    const std::vector<SeenPicture> alike(30, pictures[1]);
    const auto narrow = CocoEvaluation(alike, 1).interval(CocoFigure::ap, settings);
    REQUIRE(narrow.has_value());
    CHECK(narrow->low == Approx(narrow->high));
    CHECK_FALSE(CocoEvaluation(std::vector(5, seen({}, {})), 1).interval(CocoFigure::ap, settings).has_value());
}
