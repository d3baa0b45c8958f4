#include <catch_amalgamated.hpp>

#include "made_up.hpp"
#include "training/recipes/sketches/data/drawings.hpp"

using mllab::ink::bounding_box;
using mllab::ink::Strokes;
using mllab::sketches_data::Drawings;

TEST_CASE("drawings come back as they were put in, to a sixteenth, without their times") {
    Drawings drawings;
    drawings.add(mllab::testing::drawing_of(1));
    drawings.add({{{0.5F, 254.9375F, 77}}, {{255, 0, 0}, {1, 2, 0}}});
    REQUIRE(drawings.size() == 2);
    const Strokes first = drawings.at(0);
    const Strokes expected = mllab::testing::drawing_of(1);
    REQUIRE(first.size() == expected.size());
    for (std::size_t s = 0; s < first.size(); ++s) {
        REQUIRE(first[s].size() == expected[s].size());
        for (std::size_t i = 0; i < first[s].size(); ++i) {
            CHECK(first[s][i].x == expected[s][i].x);
            CHECK(first[s][i].y == expected[s][i].y);
        }
    }
    const Strokes second = drawings.at(1);
    REQUIRE(second.size() == 2);
    REQUIRE(second[0].size() == 1);
    CHECK(second[0][0].x == 0.5F);
    CHECK(second[0][0].y == 254.9375F);
    CHECK(second[0][0].t_ms == 0);
    CHECK_THROWS_AS(drawings.at(2), std::out_of_range);
}

TEST_CASE("a drawing in other coordinates is brought into 0 to 255 without being stretched") {
    Drawings drawings;
    drawings.add({{{-1000, 3000, 0}, {1000, 4000, 0}}});
    drawings.add({{{9e4F, -9e4F, 0}}});
    drawings.add({{{100000, -100000, 0}, {-100000, 100000, 0}}});
    const auto box = bounding_box(drawings.at(0));
    CHECK(box.left == 0);
    CHECK(box.top == 0);
    CHECK(box.right == 255);
    CHECK(box.bottom == 127.5F);
    CHECK(drawings.at(1)[0][0].x == 0);  // a dot has no size to be scaled by
    CHECK(bounding_box(drawings.at(2)).right == 255);
}

TEST_CASE("a drawing without strokes keeps its place") {
    Drawings drawings;
    drawings.add({});
    drawings.add(mllab::testing::drawing_of(2));
    REQUIRE(drawings.size() == 2);
    CHECK(drawings.at(0).empty());
    CHECK(drawings.at(1).size() == 2);
}
