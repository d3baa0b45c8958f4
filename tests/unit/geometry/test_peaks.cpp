#include <algorithm>
#include <catch_amalgamated.hpp>
#include <limits>
#include <stdexcept>

#include "geometry/boxes.hpp"
#include "geometry/boxes/peaks.hpp"

using namespace mllab;
using Catch::Approx;
using geometry::Box;
using geometry::Detection;

namespace {

constexpr float no_number = std::numeric_limits<float>::quiet_NaN();

// Maps that a test fills in; all heat 0, all distances one stride.
struct Maps {
    std::size_t classes, height, width;
    std::vector<float> heat = std::vector<float>(classes * height * width, 0.0F);
    std::vector<float> distances = std::vector<float>(4 * height * width, 4.0F);

    float& at(std::size_t label, std::size_t row, std::size_t column) {
        return heat[(label * height + row) * width + column];
    }
    float& distance(std::size_t side, std::size_t row, std::size_t column) {
        return distances[(side * height + row) * width + column];
    }
    [[nodiscard]] std::vector<Detection> found(const geometry::PeakSettings& settings = {}) const {
        return geometry::peaks(
            {.classes = classes, .height = height, .width = width, .heat = heat, .distances = distances}, settings);
    }
};

}  // namespace

TEST_CASE("a peak becomes a box, computed by hand") {
    // 8 x 8 cells of 4 pixels: an input of 32.
    Maps maps{.classes = 2, .height = 8, .width = 8};
    maps.at(1, 3, 5) = 0.8F;
    maps.distance(0, 3, 5) = 4;   // left
    maps.distance(1, 3, 5) = 8;   // top
    maps.distance(2, 3, 5) = 12;  // right
    maps.distance(3, 3, 5) = 16;  // bottom
    const auto found = maps.found();
    REQUIRE(found.size() == 1);
    // The centre is at x = 20, y = 12.
    CHECK(found[0] == Detection{Box{16.0 / 32, 4.0 / 32, 16.0 / 32, 24.0 / 32}, 1, 0.8F});
}

TEST_CASE("maps that are not square are measured by their own sides") {
    Maps maps{.classes = 1, .height = 4, .width = 16};
    maps.at(0, 2, 8) = 0.9F;
    const auto found = maps.found();
    REQUIRE(found.size() == 1);
    CHECK(found[0].box == Box{28.0 / 64, 4.0 / 16, 8.0 / 64, 8.0 / 16});
}

TEST_CASE("only what no neighbour exceeds is a peak, at edges and corners, too") {
    Maps maps{.classes = 1, .height = 6, .width = 6};
    maps.at(0, 0, 0) = 0.5F;
    maps.at(0, 1, 1) = 0.6F;  // its diagonal neighbour is higher
    maps.at(0, 5, 5) = 0.4F;
    maps.at(0, 5, 0) = 0.7F;
    maps.at(0, 0, 5) = 0.3F;
    const auto found = maps.found();
    REQUIRE(found.size() == 4);
    CHECK(found[0].score == 0.7F);
    CHECK(found[1].score == 0.6F);
    CHECK(found[2].score == 0.4F);
    // At the threshold itself.
    CHECK(found[3].score == 0.3F);
    CHECK(maps.found({.threshold = 0.31F}).size() == 3);
}

TEST_CASE("rows do not wrap round: the end of one is no neighbour of the next one's beginning") {
    Maps maps{.classes = 1, .height = 4, .width = 4};
    maps.at(0, 1, 3) = 0.5F;
    maps.at(0, 2, 0) = 0.6F;
    CHECK(maps.found().size() == 2);
}

TEST_CASE("classes do not hide one another") {
    Maps maps{.classes = 3, .height = 3, .width = 3};
    maps.at(0, 1, 1) = 0.5F;
    maps.at(2, 1, 1) = 0.9F;
    maps.at(1, 1, 2) = 0.6F;
    const auto found = maps.found();
    REQUIRE(found.size() == 3);
    CHECK(found[0].label == 2);
    CHECK(found[1].label == 1);
    CHECK(found[2].label == 0);
}

TEST_CASE("of equally high neighbours the first is the peak") {
    Maps maps{.classes = 1, .height = 5, .width = 5};
    std::ranges::fill(maps.heat, 1.0F);
    const auto found = maps.found();
    REQUIRE(found.size() == 1);
    CHECK(found[0].box.x < 0);
    CHECK(found[0].box.right() == Approx(4.0 / 20));
}

TEST_CASE("the best of all classes, equal ones by class and place") {
    Maps maps{.classes = 2, .height = 5, .width = 5};
    for (const std::size_t label : {0U, 1U})
        for (const std::size_t row : {0U, 2U, 4U})
            for (const std::size_t column : {0U, 2U, 4U}) maps.at(label, row, column) = 0.5F;
    maps.at(1, 4, 4) = 0.6F;
    CHECK(maps.found().size() == 18);
    const auto best = maps.found({.most = 3});
    REQUIRE(best.size() == 3);
    CHECK(best[0].label == 1);
    CHECK((best[1].label == 0 && best[1].box.x == Approx(-0.2) && best[1].box.y == Approx(-0.2)));
    CHECK((best[2].label == 0 && best[2].box.x == Approx(0.2) && best[2].box.y == Approx(-0.2)));
    CHECK(maps.found({.most = 0}).empty());
}

TEST_CASE("what is no number is no peak and hides none, and a box without numbers is left out") {
    Maps maps{.classes = 1, .height = 5, .width = 5};
    maps.at(0, 1, 1) = no_number;
    maps.at(0, 1, 2) = 0.5F;
    maps.at(0, 4, 4) = 0.9F;
    maps.distance(2, 4, 4) = no_number;
    maps.at(0, 4, 0) = 0.9F;
    maps.distance(0, 4, 0) = -100;  // its left edge right of its right one
    const auto found = maps.found();
    REQUIRE(found.size() == 1);
    CHECK(found[0].score == 0.5F);
    std::ranges::fill(maps.heat, no_number);
    CHECK(maps.found().empty());
}

TEST_CASE("maps of other sizes than they say are refused") {
    const std::vector<float> heat(32);
    const std::vector<float> distances(64);
    const auto refused = [](const geometry::CentreMaps& maps, const geometry::PeakSettings& settings = {}) {
        CHECK_THROWS_AS(geometry::peaks(maps, settings), std::invalid_argument);
    };
    const geometry::CentreMaps right{.classes = 2, .height = 4, .width = 4, .heat = heat, .distances = distances};
    CHECK(geometry::peaks(right).empty());
    auto wrong = right;
    wrong.classes = 3;
    refused(wrong);
    wrong = right;
    wrong.distances = wrong.distances.first(63);
    refused(wrong);
    wrong = right;
    wrong.height = wrong.width = static_cast<std::size_t>(-1);
    refused(wrong);
    // A product that would be 0 in 32 bits.
    refused({.classes = 1, .height = std::size_t{1} << 16, .width = std::size_t{1} << 16});
    for (const double stride : {0.0, -4.0, testing::not_a_number}) refused(right, {.stride_px = stride});
    CHECK(geometry::peaks({}).empty());
}

TEST_CASE("peaks are what looking at every neighbour says") {
    core::Random random(51);
    for (int round = 0; round < 50; ++round) {
        Maps maps{.classes = 2, .height = 1 + random.below(9), .width = 1 + random.below(9)};
        for (float& value : maps.heat) value = static_cast<float>(random.uniform());
        std::size_t expected = 0;
        for (std::size_t label = 0; label < 2; ++label)
            for (std::size_t row = 0; row < maps.height; ++row)
                for (std::size_t column = 0; column < maps.width; ++column) {
                    bool peak = maps.at(label, row, column) >= 0.3F;
                    for (std::size_t y = 0; y < maps.height; ++y)
                        for (std::size_t x = 0; x < maps.width; ++x)
                            if (y + 1 >= row && y <= row + 1 && x + 1 >= column && x <= column + 1 &&
                                maps.at(label, y, x) > maps.at(label, row, column))
                                peak = false;
                    expected += peak ? 1 : 0;
                }
        const auto found = maps.found();
        CHECK(found.size() == expected);
        CHECK(std::ranges::is_sorted(found, std::ranges::greater(), &Detection::score));
    }
}
