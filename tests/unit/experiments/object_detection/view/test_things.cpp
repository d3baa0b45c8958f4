#include <catch_amalgamated.hpp>

#include "experiments/object_detection/view/things.hpp"

using namespace mllab::object_detection;
using mllab::geometry::Detection;

namespace {

const Detection dog{{0.1, 0.1, 0.3, 0.3}, 1, 0.8F};
const Detection cat{{0.6, 0.6, 0.3, 0.3}, 2, 0.7F};
const Wanted wanted{.score = 0.5F, .overlap = 0.5F};

Detection at_score(Detection one, float score) {
    one.score = score;
    return one;
}

}  // namespace

TEST_CASE("of a picture, things are what was found, numbered, best first") {
    Things things;
    things.see({dog, cat, at_score(dog, 0.3F)}, wanted, false);
    REQUIRE(things.all().size() == 2);
    CHECK(things.all()[0].id == 1);
    CHECK(things.all()[1].id == 2);
    CHECK(things.all()[0].what == dog);
    CHECK(things.with_id(2)->what == cat);
    CHECK(things.with_id(7) == nullptr);
}

TEST_CASE("steady things do not flicker when a score falls below the threshold for a moment") {
    Things things;
    things.see({dog}, wanted, true);
    REQUIRE(things.all().size() == 1);
    const auto id = things.all()[0].id;
    things.see({at_score(dog, 0.4F)}, wanted, true);
    REQUIRE(things.all().size() == 1);
    CHECK(things.all()[0].id == id);
    CHECK_FALSE(things.all()[0].missed);
    things.see({}, wanted, true);
    REQUIRE(things.all().size() == 1);
    CHECK(things.all()[0].missed);
    // What is not sure enough at first does not appear, and without steadiness it is gone at once.
    things.see({at_score(cat, 0.4F)}, wanted, true);
    CHECK(things.all().size() == 1);
    things.see({at_score(dog, 0.4F)}, wanted, false);
    CHECK(things.all().empty());
}

TEST_CASE("another threshold and another scene begin anew") {
    Things things;
    things.see({dog}, wanted, true);
    things.see({dog}, {.score = 0.9F, .overlap = 0.5F}, true);
    CHECK(things.all().empty());
    things.see({dog}, wanted, true);
    CHECK(things.all().size() == 1);
    things.forget();
    CHECK(things.all().empty());
    things.see({}, wanted, true);
    CHECK(things.all().empty());
}

TEST_CASE("from thing to thing, round about") {
    Things things;
    CHECK_FALSE(things.neighbour(std::nullopt, true).has_value());
    things.see({dog, cat}, wanted, false);
    CHECK(things.neighbour(std::nullopt, true) == 1);
    CHECK(things.neighbour(std::nullopt, false) == 2);
    CHECK(things.neighbour(1, true) == 2);
    CHECK(things.neighbour(2, true) == 1);
    CHECK(things.neighbour(1, false) == 2);
    CHECK(things.neighbour(99, true) == 1);
}

TEST_CASE("a point belongs to the smallest box around it") {
    const std::vector<Thing> things{{.id = 1, .what = {{0, 0, 1, 1}, 0, 0.5F}}, {.id = 2, .what = dog}};
    CHECK(thing_at(things, 0.2, 0.2)->id == 2);
    CHECK(thing_at(things, 0.9, 0.9)->id == 1);
    CHECK(thing_at(things, 1.5, 0.9) == nullptr);
    CHECK(thing_at({}, 0.5, 0.5) == nullptr);
}
