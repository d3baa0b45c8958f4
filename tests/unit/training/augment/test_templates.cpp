#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "support/message.hpp"
#include "training/augment/templates.hpp"

using namespace mllab;
using namespace mllab::augment;

TEST_CASE("a template is read from its text") {
    const Template shape = template_of("0,0! 50,-8 100,0 ; 20,30");
    REQUIRE(shape.size() == 2);
    REQUIRE(shape[0].size() == 3);
    CHECK(shape[0][0].corner);
    CHECK_FALSE(shape[0][1].corner);
    CHECK(shape[0][1].at.y == -8);
    CHECK(shape[1][0].at.x == 20);
    for (const char* broken : {"", "1", "1,", ",1", "1,2,3", "a,b", "1,2 ;", "1,2! ; ; 3,4", "1,2!!"}) {
        INFO(broken);
        CHECK_THROWS_AS(template_of(broken), std::invalid_argument);
    }
    CHECK_THROWS_MATCHES(template_of("1,2 x,3"), std::invalid_argument, testing::MessageWith({"x,3"}));
}

TEST_CASE("a template is drawn with its corners, round between them, and differently each time") {
    core::Random random(3);
    const Template shape = template_of("0,0! 100,0! 100,50 50,100");
    const ink::Strokes steady = drawn(shape, {.unsteady = 0, .angular_chance = 0}, random);
    REQUIRE(steady.size() == 1);
    bool corner = false;
    double beyond = 0;
    for (const ink::Point& p : steady.front()) {
        if (p.x == 100 && p.y == 0) corner = true;
        // The straight line from 100,50 to 50,100 keeps x + y at 150.
        if (p.y > 50) beyond = std::max(beyond, static_cast<double>(p.x + p.y) - 150);
    }
    CHECK(corner);
    CHECK(beyond > 1);
    const ink::Strokes angular = drawn(shape, {.unsteady = 0, .angular_chance = 1}, random);
    for (const ink::Point& p : angular.front())
        if (p.y > 50) CHECK(p.x + p.y == Catch::Approx(150).margin(0.01));
    const ink::Strokes one = drawn(shape, {}, random);
    const ink::Strokes other = drawn(shape, {}, random);
    CHECK(one.front().back().x != other.front().back().x);
}
