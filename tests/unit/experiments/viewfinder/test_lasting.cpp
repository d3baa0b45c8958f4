#include <catch_amalgamated.hpp>

#include "experiments/viewfinder/lasting.hpp"

using mllab::viewfinder::Lasting;

TEST_CASE("What is said of a picture is news at once") {
    Lasting lasting;
    CHECK(lasting.settled(0));
    lasting.note("a cat", false, 10);
    CHECK(lasting.settled(10));
    lasting.note("a dog", false, 11);
    CHECK(lasting.settled(11));
}

TEST_CASE("What is said of a camera's frames is news once it has stood for 400 ms") {
    Lasting lasting;
    lasting.note("a cat", true, 1000);
    CHECK_FALSE(lasting.settled(1399));
    lasting.note("a cat", true, 1399);  // again: it goes on
    CHECK(lasting.settled(1400));
    lasting.note("a dog", true, 1500);
    CHECK_FALSE(lasting.settled(1899));
    lasting.note("a cat", true, 1899);
    CHECK_FALSE(lasting.settled(1900));
    CHECK(lasting.settled(2299));
}
