#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "geometry/boxes.hpp"
#include "geometry/boxes/anchors.hpp"
#include "geometry/boxes/suppression.hpp"

using namespace mllab;
using Catch::Approx;
using geometry::Anchor;
using geometry::Box;

namespace {

void check_anchor(const Anchor& anchor, double cy, double cx, double h, double w) {
    CHECK(anchor.cy == Approx(cy));
    CHECK(anchor.cx == Approx(cx));
    CHECK(anchor.h == Approx(h));
    CHECK(anchor.w == Approx(w));
}

// What a training would ask the network to say: the inverse of `decoded`, written from the paper.
std::array<float, 4> encoded(const Box& box, const Anchor& anchor) {
    return {static_cast<float>((box.y + box.h / 2 - anchor.cy) / anchor.h * 10),
            static_cast<float>((box.x + box.w / 2 - anchor.cx) / anchor.w * 10),
            static_cast<float>(std::log(box.h / anchor.h) * 5), static_cast<float>(std::log(box.w / anchor.w) * 5)};
}

}  // namespace

TEST_CASE("the detector of 300 pixels has 1,917 anchors") {
    // 19 x 19 x 3 + (10 x 10 + 5 x 5 + 3 x 3 + 2 x 2 + 1) x 6
    const auto anchors = geometry::ssd_anchors();
    REQUIRE(anchors.size() == 1917);
    const double root2 = std::sqrt(2.0);
    // The first cell: ratio 1 of scale 0.1, ratios 2 and 1/2 of scale 0.2.
    check_anchor(anchors[0], 0.5 / 19, 0.5 / 19, 0.1, 0.1);
    check_anchor(anchors[1], 0.5 / 19, 0.5 / 19, 0.2 / root2, 0.2 * root2);
    check_anchor(anchors[2], 0.5 / 19, 0.5 / 19, 0.2 * root2, 0.2 / root2);
    // Its neighbour to the right comes next, the one below after the row.
    check_anchor(anchors[3], 0.5 / 19, 1.5 / 19, 0.1, 0.1);
    check_anchor(anchors[19 * 3], 1.5 / 19, 0.5 / 19, 0.1, 0.1);
    // The second layer: scale 0.35, the sixth box between it and 0.5.
    const std::size_t second = 19 * 19 * 3;
    const double root3 = std::sqrt(3.0);
    check_anchor(anchors[second], 0.05, 0.05, 0.35, 0.35);
    check_anchor(anchors[second + 1], 0.05, 0.05, 0.35 / root2, 0.35 * root2);
    check_anchor(anchors[second + 2], 0.05, 0.05, 0.35 * root2, 0.35 / root2);
    check_anchor(anchors[second + 3], 0.05, 0.05, 0.35 / root3, 0.35 * root3);
    check_anchor(anchors[second + 4], 0.05, 0.05, 0.35 * root3, 0.35 / root3);
    check_anchor(anchors[second + 5], 0.05, 0.05, std::sqrt(0.35 * 0.5), std::sqrt(0.35 * 0.5));
    // The last layer has one cell; after its scale, 0.95, comes 1.
    check_anchor(anchors[1911], 0.5, 0.5, 0.95, 0.95);
    check_anchor(anchors[1916], 0.5, 0.5, std::sqrt(0.95), std::sqrt(0.95));
}

TEST_CASE("anchors lie in the middle of the cells that cover the input, as often right and below as left and above") {
    const auto anchors = geometry::ssd_anchors();
    double cx = 0;
    double cy = 0;
    std::set<double> areas;
    for (const Anchor& anchor : anchors) {
        CHECK((anchor.cx > 0 && anchor.cx < 1 && anchor.cy > 0 && anchor.cy < 1));
        cx += anchor.cx;
        cy += anchor.cy;
        areas.insert(std::round(anchor.w * anchor.h * 1e9));
    }
    CHECK(cx / 1917 == Approx(0.5));
    CHECK(cy / 1917 == Approx(0.5));
    // Every ratio of a scale has the scale's area: 0.1 squared, six scales squared, five products of neighbours.
    CHECK(areas.size() == 1 + 6 + 5);
}

TEST_CASE("other layouts: a single layer, a stride larger than the input") {
    const auto one = geometry::ssd_anchors({.input_px = 64, .strides = {32}});
    REQUIRE(one.size() == 2 * 2 * 3);
    check_anchor(one[0], 0.25, 0.25, 0.1, 0.1);
    check_anchor(one[1], 0.25, 0.25, 0.2 / std::sqrt(2.0), 0.2 * std::sqrt(2.0));
    CHECK(geometry::ssd_anchors({.input_px = 64, .strides = {512}}).size() == 3);
}

TEST_CASE("layouts that cannot be are refused") {
    const auto refused = [](const geometry::SsdLayout& layout) {
        CHECK_THROWS_AS(geometry::ssd_anchors(layout), std::invalid_argument);
    };
    refused({.strides = {}});
    refused({.strides = {16, 0}});
    refused({.strides = {16, -16}});
    refused({.strides = std::vector<int>(17, 16)});
    refused({.input_px = 0});
    refused({.input_px = 1 << 30});
    refused({.smallest_scale = 0});
    refused({.largest_scale = testing::not_a_number});
    refused({.lowest_layer_scale = 1.5});
}

TEST_CASE("an encoding moves and stretches its anchor, computed by hand") {
    const Anchor anchor{.cy = 0.5, .cx = 0.25, .h = 0.4, .w = 0.2};
    const Box same = geometry::decoded(std::array<float, 4>{0, 0, 0, 0}, anchor);
    CHECK(same.x == Approx(0.15));
    CHECK(same.y == Approx(0.3));
    CHECK(same.w == Approx(0.2));
    CHECK(same.h == Approx(0.4));
    // 5 is half an anchor's side down and to the right; 5 ln 2 is twice as tall, -5 ln 2 half as wide.
    const float twice = 5 * std::log(2.0F);
    const Box box = geometry::decoded(std::array<float, 4>{5, 5, twice, -twice}, anchor);
    CHECK(box.x == Approx(0.25 + 0.1 - 0.05).epsilon(1e-6));
    CHECK(box.y == Approx(0.5 + 0.2 - 0.4).epsilon(1e-6));
    CHECK(box.w == Approx(0.1).epsilon(1e-6));
    CHECK(box.h == Approx(0.8).epsilon(1e-6));
}

TEST_CASE("every box can be said of every anchor") {
    core::Random random(41);
    const auto anchors = geometry::ssd_anchors();
    for (int i = 0; i < 2000; ++i) {
        const Anchor& anchor = anchors[random.below(anchors.size())];
        const Box box{random.uniform(), random.uniform(), random.uniform(0.01, 1), random.uniform(0.01, 1)};
        const Box back = geometry::decoded(encoded(box, anchor), anchor);
        CHECK(back.x == Approx(box.x).margin(1e-5));
        CHECK(back.y == Approx(box.y).margin(1e-5));
        CHECK(back.w == Approx(box.w).margin(1e-5));
        CHECK(back.h == Approx(box.h).margin(1e-5));
    }
}

TEST_CASE("wild encodings give boxes that suppression leaves out") {
    const Anchor anchor{.cy = 0.5, .cx = 0.5, .h = 0.2, .w = 0.2};
    const float no_number = std::numeric_limits<float>::quiet_NaN();
    for (const auto& encoding : {std::array<float, 4>{0, 0, 1e30F, 0}, std::array<float, 4>{0, 0, 0, 1e30F},
                                 std::array<float, 4>{no_number, 0, 0, 0}, std::array<float, 4>{0, 0, no_number, 0}}) {
        const std::vector<geometry::Detection> found{{geometry::decoded(encoding, anchor), 0, 1}};
        CHECK(geometry::suppressed(found, 0.5, geometry::Suppression::all).empty());
    }
    CHECK(geometry::decoded(std::array<float, 4>{0, 0, -1e30F, -1e30F}, anchor).area() == 0);
}
