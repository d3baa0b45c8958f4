#include <algorithm>
#include <catch_amalgamated.hpp>
#include <stdexcept>
#include <utility>

#include "geometry/boxes.hpp"
#include "geometry/letterbox.hpp"

using namespace mllab;
using Catch::Approx;
using geometry::Box;
using geometry::Letterbox;

TEST_CASE("a picture lies in the middle of its square") {
    CHECK(Letterbox(300, 300).part() == Box{0, 0, 1, 1});
    CHECK(Letterbox(640, 320).part() == Box{0, 0.25, 1, 0.5});
    CHECK(Letterbox(100, 400).part() == Box{0.375, 0, 0.25, 1});
    CHECK(Letterbox(1, 1).part() == Box{0, 0, 1, 1});
}

TEST_CASE("a box in the square is a box in the picture, computed by hand") {
    const Letterbox wide(640, 320);
    CHECK(wide.to_square({0, 0, 1, 1}) == wide.part());
    CHECK(wide.to_square({0.5, 0.5, 0.25, 0.5}) == Box{0.5, 0.5, 0.25, 0.25});
    CHECK(wide.to_picture({0.5, 0.5, 0.25, 0.25}) == Box{0.5, 0.5, 0.25, 0.5});
    // What a network finds in the bars lies above and below the picture; clipped, nothing of it is left.
    const Box in_the_bar = wide.to_picture({0.25, 0, 0.5, 0.125});
    CHECK(in_the_bar == Box{0.25, -0.5, 0.5, 0.25});
    CHECK(geometry::clipped(in_the_bar).area() == 0);
    // And what reaches over the edge keeps the part inside.
    CHECK(geometry::clipped(wide.to_picture({0, 0.125, 1, 0.25})) == Box{0, 0, 1, 0.25});
}

TEST_CASE("there and back again is where one was, whatever the picture's shape") {
    core::Random random(31);
    for (int i = 0; i < 3000; ++i) {
        // From a pixel's line to a panorama, in both directions.
        const auto side = [&] { return 1 + static_cast<int>(random.below(std::size_t{1} << (1 + random.below(16)))); };
        const int width = side();
        const int height = side();
        CAPTURE(width, height);
        const Letterbox letterbox(width, height);
        const Box box = testing::random_box(random);
        const Box back = letterbox.to_picture(letterbox.to_square(box));
        // At the worst shape, 2^16 to 1, a last bit is worth 2^16 of them.
        for (const auto [one, other] : {std::pair{box.x, back.x}, {box.y, back.y}, {box.w, back.w}, {box.h, back.h}})
            CHECK(other == Approx(one).margin(1e-10));
        const Box square = letterbox.to_square(letterbox.to_picture(box));
        for (const auto [one, other] :
             {std::pair{box.x, square.x}, {box.y, square.y}, {box.w, square.w}, {box.h, square.h}})
            CHECK(other == Approx(one).margin(1e-10));
        // One scale for both directions: shapes are kept, in pixels.
        const Box there = letterbox.to_square(box);
        CHECK(there.w * box.h * height == Approx(there.h * box.w * width).margin(1e-9));
        const Box& part = letterbox.part();
        CHECK(part.x + part.w / 2 == Approx(0.5));
        CHECK(part.y + part.h / 2 == Approx(0.5));
        CHECK(std::max(part.w, part.h) == 1);
    }
}

TEST_CASE("a picture without pixels has no letterbox") {
    CHECK_THROWS_AS(Letterbox(0, 10), std::invalid_argument);
    CHECK_THROWS_AS(Letterbox(10, -1), std::invalid_argument);
}
