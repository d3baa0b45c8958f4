#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "geometry/boxes.hpp"
#include "geometry/boxes/overlap.hpp"
#include "geometry/boxes/suppression.hpp"

using namespace mllab;
using geometry::Detection;
using geometry::suppressed;
using geometry::Suppression;
using Indices = std::vector<std::size_t>;

TEST_CASE("of two boxes around one thing the better one stays") {
    // 0 and 1 overlap by 1/3, 2 lies apart, 3 is 0's place with another class.
    const std::vector<Detection> found{{{0.0, 0.0, 0.4, 0.4}, 0, 0.6F},
                                       {{0.2, 0.0, 0.4, 0.4}, 0, 0.9F},
                                       {{0.7, 0.7, 0.2, 0.2}, 0, 0.5F},
                                       {{0.0, 0.0, 0.4, 0.4}, 1, 0.7F}};
    CHECK(suppressed(found, 0.3, Suppression::each_class) == Indices{1, 3, 2});
    CHECK(suppressed(found, 0.3, Suppression::all) == Indices{1, 2});
    CHECK(suppressed(found, 0.4, Suppression::each_class) == Indices{1, 3, 0, 2});
    CHECK(suppressed(found, 0.4, Suppression::all) == Indices{1, 3, 2});
    CHECK(suppressed(found, 1, Suppression::all).size() == 4);
}

TEST_CASE("what was suppressed suppresses nothing") {
    // A chain: each overlaps the next by 1/3, the ends do not.
    const std::vector<Detection> chain{
        {{0.0, 0, 0.4, 0.4}, 0, 0.9F}, {{0.2, 0, 0.4, 0.4}, 0, 0.8F}, {{0.4, 0, 0.4, 0.4}, 0, 0.7F}};
    CHECK(suppressed(chain, 0.3, Suppression::all) == Indices{0, 2});
}

TEST_CASE("an overlap of just the limit stays") {
    // Exactly a half, in numbers without rounding.
    const std::vector<Detection> found{{{0, 0, 0.5, 0.5}, 0, 0.9F}, {{0, 0, 0.5, 0.25}, 0, 0.8F}};
    CHECK(suppressed(found, 0.5, Suppression::all) == Indices{0, 1});
    CHECK(suppressed(found, std::nextafter(0.5, 0.0), Suppression::all) == Indices{0});
}

TEST_CASE("equal scores go by index") {
    std::vector<Detection> found(5, Detection{{0.1, 0.1, 0.5, 0.5}, 2, 0.5F});
    CHECK(suppressed(found, 0.5, Suppression::each_class) == Indices{0});
    for (std::size_t i = 0; i < found.size(); ++i) found[i].box.x = static_cast<double>(i);
    CHECK(suppressed(found, 0.5, Suppression::each_class) == Indices{0, 1, 2, 3, 4});
    CHECK(suppressed(found, 0.5, Suppression::each_class, 2) == Indices{0, 1});
    CHECK(suppressed(found, 0.5, Suppression::each_class, 0).empty());
    CHECK(suppressed({}, 0.5, Suppression::all).empty());
}

TEST_CASE("scores and boxes that are no numbers neither stay nor hide anything") {
    const float no_score = std::numeric_limits<float>::quiet_NaN();
    const float endless = std::numeric_limits<float>::infinity();
    const std::vector<Detection> found{
        {{0, 0, 0.5, 0.5}, 0, no_score},    {{0, 0, testing::not_a_number, 0.5}, 0, 0.99F},
        {{0, 0, 0.5, 0.5}, 0, 0.2F},        {{-testing::infinite, 0, testing::infinite, 0.5}, 0, 0.9F},
        {{0, 0, -0.5, 0.5}, 0, 0.9F},       {{0.6, 0.6, 0.2, 0.2}, 0, -endless},
        {{0.6, 0.1, 0.2, 0.2}, 0, endless}, {{0, 0, 0.5, 0.5}, 0, no_score}};
    CHECK(suppressed(found, 0.5, Suppression::each_class) == Indices{6, 2, 5});
}

TEST_CASE("a limit outside of 0 to 1 is refused") {
    for (const double limit : {-0.1, 1.1, testing::not_a_number})
        CHECK_THROWS_AS(suppressed({}, limit, Suppression::all), std::invalid_argument);
}

TEST_CASE("whatever is found: who stays overlaps nobody who stays, who goes overlaps a better one") {
    core::Random random(21);
    for (int round = 0; round < 60; ++round) {
        const auto found = testing::random_detections(random, 1 + random.below(80), 3);
        const double limit = random.uniform();
        for (const Suppression suppression : {Suppression::each_class, Suppression::all}) {
            const Indices kept = suppressed(found, limit, suppression);
            const std::set<std::size_t> stays(kept.begin(), kept.end());
            REQUIRE(stays.size() == kept.size());
            const auto before = [&](std::size_t a, std::size_t b) {
                return found[a].score > found[b].score || (found[a].score == found[b].score && a < b);
            };
            CHECK(std::ranges::is_sorted(kept, before));
            for (std::size_t i = 0; i < found.size(); ++i) {
                const bool covered = std::ranges::any_of(kept, [&](std::size_t k) {
                    return k != i && before(k, i) &&
                           (suppression == Suppression::all || found[k].label == found[i].label) &&
                           geometry::iou(found[k].box, found[i].box) > limit;
                });
                CHECK(covered != stays.contains(i));
            }
        }
    }
}

TEST_CASE("class by class is each class alone, and doing it twice changes nothing") {
    core::Random random(22);
    for (int round = 0; round < 40; ++round) {
        const auto found = testing::random_detections(random, 60, 4);
        const Indices together = suppressed(found, 0.4, Suppression::each_class);
        std::set<std::size_t> alone;
        for (std::size_t label = 0; label < 4; ++label) {
            Indices places;
            std::vector<Detection> of_class;
            for (std::size_t i = 0; i < found.size(); ++i)
                if (found[i].label == label) {
                    places.push_back(i);
                    of_class.push_back(found[i]);
                }
            for (const std::size_t i : suppressed(of_class, 0.4, Suppression::all)) alone.insert(places[i]);
        }
        CHECK(std::set<std::size_t>(together.begin(), together.end()) == alone);
        std::vector<Detection> kept;
        for (const std::size_t i : together) kept.push_back(found[i]);
        Indices all(kept.size());
        std::iota(all.begin(), all.end(), 0U);
        CHECK(suppressed(kept, 0.4, Suppression::each_class) == all);
        // Fewer are the first of many.
        Indices first = together;
        first.resize(std::min<std::size_t>(first.size(), 5));
        CHECK(suppressed(found, 0.4, Suppression::each_class, 5) == first);
    }
}
