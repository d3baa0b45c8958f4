#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>

#include "core/random.hpp"
#include "geometry/boxes/overlap.hpp"
#include "training/recipes/object_detection/samples/matching.hpp"

using namespace mllab;
using namespace mllab::object_detection_samples;
using geometry::Anchor;
using geometry::Box;

namespace {

const geometry::SsdLayout layout{.input_px = 320};

Box box_of(const Anchor& anchor) { return {anchor.cx - anchor.w / 2, anchor.cy - anchor.h / 2, anchor.w, anchor.h}; }

Box random_box(core::Random& random) {
    const double w = random.uniform(0.01, 1);
    const double h = random.uniform(0.01, 1);
    return {random.uniform(0, 1 - w), random.uniform(0, 1 - h), w, h};
}

}  // namespace

TEST_CASE("what is encoded is decoded to the same box") {
    core::Random random(3);
    const auto anchors = geometry::ssd_anchors(layout);
    for (const geometry::Variances variances : {geometry::Variances{}, geometry::Variances{1, 1}}) {
        for (int i = 0; i < 300; ++i) {
            const Anchor& anchor = anchors[random.below(anchors.size())];
            const Box box = random_box(random);
            const auto numbers = encoded(box, anchor, variances);
            const Box again = geometry::decoded(numbers, anchor, variances);
            CHECK(std::abs(again.x - box.x) < 1e-5);
            CHECK(std::abs(again.y - box.y) < 1e-5);
            CHECK(std::abs(again.right() - box.right()) < 1e-5);
            CHECK(std::abs(again.bottom() - box.bottom()) < 1e-5);
        }
    }
}

TEST_CASE("an encoding by hand: the middle in sides, sides as logarithms") {
    const Anchor anchor{.cy = 0.5, .cx = 0.5, .h = 0.4, .w = 0.2};
    const auto numbers = encoded({0.5, 0.4, 0.2, 0.4}, anchor);
    CHECK(numbers[0] == Catch::Approx(10 * 0.1 / 0.4));
    CHECK(numbers[1] == Catch::Approx(10 * 0.1 / 0.2));
    CHECK(numbers[2] == Catch::Approx(0).margin(1e-6));
    CHECK(encoded({0, 0, 0.2, 0.8}, anchor)[2] == Catch::Approx(5 * std::log(2)));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const Box bad : {Box{0, 0, 0, 1}, Box{0, 0, 1, 0}, Box{nan, 0, 1, 1}, Box{0, 0, -1, 1}})
        CHECK_THROWS_AS(encoded(bad, anchor), std::invalid_argument);
}

TEST_CASE("anchors by hand: the best one at any rate, others from half an overlap on") {
    const std::vector<Anchor> anchors{{0.25, 0.25, 0.5, 0.5},   // the first quarter
                                      {0.25, 0.30, 0.5, 0.5},   // nearly: IoU 0.45 / 0.55
                                      {0.75, 0.75, 0.5, 0.5},   // the last quarter
                                      {0.75, 0.25, 0.5, 0.5}};  // nothing is there
    const std::vector<Thing> things{{{0, 0, 0.5, 0.5}, 4, false}, {{0.9, 0.9, 0.1, 0.1}, 0, false}};
    const Targets targets = targets_of(anchors, things);
    // The small thing overlaps its best anchor by 4 % only.
    CHECK(targets.labels == std::vector<std::int64_t>{5, 5, 1, background});
    CHECK(targets.boxes[0] == encoded(things[0].box, anchors[0]));
    CHECK(targets.boxes[2] == encoded(things[1].box, anchors[2]));
    CHECK(targets.boxes[3] == std::array<float, 4>{});
}

TEST_CASE("two things that want the same anchor both get one") {
    const std::vector<Anchor> anchors{{0.5, 0.5, 0.5, 0.5}, {0.5, 0.9, 0.5, 0.5}};
    const std::vector<Thing> things{{{0.25, 0.25, 0.5, 0.5}, 0, false}, {{0.27, 0.25, 0.5, 0.5}, 1, false}};
    const Targets targets = targets_of(anchors, things);
    CHECK(targets.labels == std::vector<std::int64_t>{1, 2});
    // More things than anchors: as many as there are.
    const auto one = targets_of(std::vector{anchors[0]}, things);
    CHECK(one.labels == std::vector<std::int64_t>{1});
}

TEST_CASE("where nobody can say what is there, nothing is asked") {
    const std::vector<Anchor> anchors{{0.25, 0.25, 0.5, 0.5}, {0.2, 0.2, 0.1, 0.1}, {0.75, 0.75, 0.5, 0.5}};
    std::vector<Thing> things{{{0, 0, 0.5, 0.5}, 2, true}};
    // The second anchor lies in the crowd and overlaps it little.
    CHECK(targets_of(anchors, things).labels == std::vector<std::int64_t>{unsettled, unsettled, background});
    // A thing in a crowd is a thing.
    things.push_back({{0.16, 0.16, 0.08, 0.08}, 2, false});
    CHECK(targets_of(anchors, things).labels == std::vector<std::int64_t>{unsettled, 3, background});
}

TEST_CASE("things without an area, and no things or anchors, are no trouble") {
    const std::vector<Anchor> anchors{{0.5, 0.5, 1, 1}};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Thing> things{{{0.5, 0.5, 0, 0.2}, 0, false}, {{nan, 0, 1, 1}, 0, false}};
    CHECK(targets_of(anchors, things).labels == std::vector<std::int64_t>{background});
    CHECK(targets_of(anchors, {}).labels == std::vector<std::int64_t>{background});
    CHECK(targets_of({}, things).labels.empty());
}

TEST_CASE("with SSD's anchors each thing is wanted at least once and each answer is a thing's") {
    core::Random random(11);
    const auto anchors = geometry::ssd_anchors(layout);
    REQUIRE(anchors.size() == 2034);
    for (int i = 0; i < 6; ++i) {
        std::vector<Thing> things(1 + random.below(12));
        for (std::size_t t = 0; t < things.size(); ++t) things[t] = {random_box(random), t, random.chance(0.2)};
        const Targets targets = targets_of(anchors, things);
        std::vector<std::size_t> wanted(things.size());
        for (std::size_t a = 0; a < anchors.size(); ++a) {
            const std::int64_t label = targets.labels[a];
            if (label <= 0) continue;
            const Thing& thing = things.at(static_cast<std::size_t>(label - 1));
            CHECK_FALSE(thing.unsettled);
            ++wanted[static_cast<std::size_t>(label - 1)];
            CHECK(geometry::iou(geometry::decoded(targets.boxes[a], anchors[a]), thing.box) > 0.999);
        }
        for (std::size_t a = 0; a < anchors.size(); ++a) {
            if (targets.labels[a] != background) continue;
            const auto overlaps = [&](const Thing& thing) {
                return geometry::iou(box_of(anchors[a]), thing.box) >= 0.5;
            };
            if (std::ranges::any_of(things, overlaps)) FAIL_CHECK("anchor " << a << " is background on a thing");
        }
        for (std::size_t t = 0; t < things.size(); ++t) CHECK((wanted[t] > 0) == !things[t].unsettled);
    }
}
