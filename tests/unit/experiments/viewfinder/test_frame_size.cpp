// How large a frame is asked for: enough for the network, whatever the camera's shape, and not much more.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <stdexcept>
#include <utility>

#include "experiments/viewfinder/frame_size.hpp"

using namespace mllab;
using viewfinder::FrameNeed;
using viewfinder::longest_side;
using viewfinder::need_of_both;
using viewfinder::need_of_square;

TEST_CASE("A frame is halved as long as the network has half as much again, or just what it takes") {
    // Hands: 96 and 128 of 240 pixels.
    CHECK(longest_side(need_of_square(96), 640, 480) == 320);
    CHECK(longest_side(need_of_square(128), 640, 480) == 320);
    CHECK(longest_side(need_of_square(160), 640, 480) == 320);
    CHECK(longest_side(need_of_square(161), 640, 480) == 640);
    CHECK(longest_side(need_of_square(80), 640, 480) == 160);
    // A cut square needs more of the frame.
    CHECK(longest_side(need_of_square(120, 0.5), 640, 480) == 320);
    CHECK(longest_side(need_of_square(121, 0.5), 640, 480) == 640);
    CHECK(longest_side(need_of_square(224, 0.875), 640, 480) == 640);
    CHECK(longest_side({.longer_px = 320}, 640, 480) == 320);
    CHECK(longest_side({.longer_px = 319}, 640, 480) == 640);
    CHECK(longest_side({.longer_px = 213}, 640, 480) == 320);
    // Upright and wide cameras alike.
    CHECK(longest_side(need_of_square(96), 480, 640) == 320);
    CHECK(longest_side(need_of_square(96), 1280, 720) == 320);
    // Half a frame of odd sides would not be means of four pixels.
    CHECK(longest_side(need_of_square(96), 641, 480) == 640);
    CHECK(longest_side(need_of_square(10), 480, 358) == 240);
}

TEST_CASE("A large camera is no reason for more than 640 pixels, but the network's own need is") {
    CHECK(longest_side(need_of_square(300), 1920, 1080) == 640);
    CHECK(longest_side(need_of_square(224, 0.875), 1280, 720) == 640);
    CHECK(longest_side({.longer_px = 512}, 1280, 960) == 640);
    CHECK(longest_side({.longer_px = 700}, 1280, 960) == 700);
    CHECK(longest_side(need_of_square(400), 2001, 1001) == 800);
}

TEST_CASE("What a network takes is there in frames of every shape, as far as the camera has it") {
    for (const int side : {1, 96, 128, 160, 224, 320, 512})
        for (const double share : {0.3, 0.875, 1.0})
            for (const auto& [width, height] : {std::pair{640, 480},
                                                {480, 640},
                                                {1280, 720},
                                                {721, 1283},
                                                {352, 288},
                                                {1920, 1080},
                                                {1000, 1000},
                                                {4000, 31}}) {
                CAPTURE(side, share, width, height);
                const auto [shorter, longer] = std::minmax(width, height);
                const int asked = longest_side(need_of_square(side, share), width, height);
                CHECK(asked <= longer);
                const double seen = share * asked * shorter / longer;
                CHECK(seen >= std::min<double>(side, share * shorter) - 1e-6);
            }
}

TEST_CASE("Networks that look at the same frame get what the one needs that needs most") {
    const FrameNeed both = need_of_both({.shorter_px = 96}, {.shorter_px = 40, .longer_px = 320});
    CHECK(both == FrameNeed{.shorter_px = 96, .longer_px = 320});
    CHECK(need_of_both(both, {}) == both);
    CHECK(longest_side(both, 640, 480) == 320);
    CHECK(longest_side({.shorter_px = 300, .longer_px = 320}, 640, 480) == 640);
}

TEST_CASE("Who needs nothing gets next to nothing, and what is no frame and no part of one is refused") {
    CHECK(longest_side({}, 640, 480) == 20);
    CHECK(longest_side({}, 1, 1) == 1);
    CHECK_THROWS_AS(longest_side({}, 0, 480), std::invalid_argument);
    CHECK_THROWS_AS(longest_side({}, 640, -1), std::invalid_argument);
    CHECK_THROWS_AS(need_of_square(96, 0), std::invalid_argument);
    CHECK_THROWS_AS(need_of_square(96, -1), std::invalid_argument);
}
