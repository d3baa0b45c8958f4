#include <catch_amalgamated.hpp>

#include <limits>

#include "core/text.hpp"

using mllab::core::decimals;
using mllab::core::joined;

TEST_CASE("A number is written with exactly the digits that were asked for") {
    CHECK(decimals(98.34, 1) == "98.3");
    CHECK(decimals(98.35001, 1) == "98.4");
    CHECK(decimals(0, 2) == "0.00");
    CHECK(decimals(0.05, 2) == "0.05");
    CHECK(decimals(1.005, 0) == "1");
    CHECK(decimals(9.96, 1) == "10.0");
    CHECK(decimals(-1.25, 2) == "-1.25");
    CHECK(decimals(123456789.5, 3) == "123456789.500");
    CHECK(decimals(0.000001, 6) == "0.000001");
}

TEST_CASE("What rounds to nothing has no sign") { CHECK(decimals(-0.001, 2) == "0.00"); }

TEST_CASE("What is no number is said in words") {
    CHECK(decimals(std::numeric_limits<double>::quiet_NaN(), 2) == "not a number");
    CHECK(decimals(std::numeric_limits<double>::infinity(), 2) == "infinity");
    CHECK(decimals(-1e300, 2) == "-infinity");
}

TEST_CASE("Texts and whole numbers are joined as they are") {
    CHECK(joined("digit-", 7, ".png") == "digit-7.png");
    CHECK(joined(std::string("a"), std::string_view("b"), -1, std::size_t{2}) == "ab-12");
    CHECK(joined().empty());
}
