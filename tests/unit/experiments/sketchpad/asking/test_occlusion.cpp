#include <catch_amalgamated.hpp>
#include <cmath>
#include <stdexcept>

#include "experiments/sketchpad/asking/occlusion.hpp"

using namespace mllab;
using Catch::Approx;
using sketchpad::Cover;
using sketchpad::Spot;

namespace {

// A vertical stroke of ink at column 6 of 12 x 12.
image::GrayImage stroke() {
    image::GrayImage input(12, 12);
    for (std::size_t y = 2; y < 10; ++y) input.pixels[y * 12 + 6] = 1;
    return input;
}

}  // namespace

TEST_CASE("only spots with ink are covered, and all of the ink is") {
    const Cover cover{.side_px = 3, .step_px = 2};
    const auto input = stroke();
    const auto spots = sketchpad::spots_with_ink(input, cover);
    REQUIRE_FALSE(spots.empty());
    std::vector<int> times(input.pixels.size());
    for (const Spot& spot : spots) {
        CHECK(spot.x <= 6);
        CHECK(spot.x + cover.side_px > 6);
        for (int y = std::max(0, spot.y); y < std::min(12, spot.y + 3); ++y)
            for (int x = std::max(0, spot.x); x < std::min(12, spot.x + 3); ++x)
                ++times[static_cast<std::size_t>(y * 12 + x)];
    }
    for (std::size_t i = 0; i < times.size(); ++i)
        if (input.pixels[i] > 0) CHECK(times[i] > 0);
    CHECK(sketchpad::spots_with_ink(image::GrayImage(12, 12), cover).empty());
}

TEST_CASE("a covered input lacks the ink of its spot and nothing else, also at the edge") {
    const auto input = stroke();
    const std::vector<Spot> spots{{5, 2}, {10, 10}, {-2, -2}};
    const core::Tensor inputs = sketchpad::covered(input, spots, {.side_px = 3, .step_px = 2});
    CHECK(inputs.shape == core::Shape{3, 1, 12, 12});
    const auto& values = inputs.as<float>();
    for (std::size_t y = 0; y < 12; ++y) CHECK(values[y * 12 + 6] == (y >= 5 && y < 10 ? 1 : 0));
    for (const std::size_t other : {std::size_t{1}, std::size_t{2}})
        CHECK(std::equal(input.pixels.begin(), input.pixels.end(),
                         values.begin() + static_cast<std::ptrdiff_t>(other * 144)));
}

TEST_CASE("log-odds go on growing where a probability is as good as one") {
    CHECK(sketchpad::log_odds(std::vector<float>{std::log(0.8F), std::log(0.2F)}, 0) == Approx(std::log(4)));
    CHECK(sketchpad::log_odds(std::vector<float>{std::log(0.8F), std::log(0.2F)}, 1) == Approx(-std::log(4)));
    const float sure = sketchpad::log_odds(std::vector<float>{60, 0, 0}, 0);
    const float surer = sketchpad::log_odds(std::vector<float>{70, 0, 0}, 0);
    CHECK(surer - sure == Approx(10).margin(0.01));
    CHECK(std::isfinite(sketchpad::log_odds(std::vector<float>{900, 0}, 0)));
    CHECK_THROWS_AS(sketchpad::log_odds(std::vector<float>{1, 2}, 2), std::out_of_range);
}

TEST_CASE("ink gets the mean of what was taken by the spots over it, paper gets nothing") {
    const auto input = stroke();
    const Cover cover{.side_px = 3, .step_px = 2};
    const std::vector<Spot> spots{{6, 2}, {6, 4}};
    const auto heat = sketchpad::spread(input, spots, std::vector<float>{2, -1}, cover);
    CHECK(heat[2 * 12 + 6] == 2);
    CHECK(heat[4 * 12 + 6] == Approx(0.5));
    CHECK(heat[6 * 12 + 6] == -1);
    CHECK(heat[8 * 12 + 6] == 0);
    CHECK(heat[3 * 12 + 7] == 0);
    CHECK_THROWS_AS(sketchpad::spread(input, spots, std::vector<float>{1}, cover), std::invalid_argument);
}

TEST_CASE("a cover is about a stroke and a half wide at every size") {
    CHECK(sketchpad::cover_for(28).side_px == 5);
    CHECK(sketchpad::cover_for(28).step_px == 2);
    CHECK(sketchpad::cover_for(40).side_px == 7);
    CHECK(sketchpad::cover_for(8).side_px == 3);
    CHECK(sketchpad::cover_for(8).step_px == 1);
}
