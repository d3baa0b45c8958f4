// Numbers that are written down and read again must be the same.
#include <catch_amalgamated.hpp>

#include <limits>
#include <string>

#include "core/random.hpp"
#include "core/shortest.hpp"

using mllab::core::number_from;
using mllab::core::shortest;

TEST_CASE("A number is written with as few digits as it needs") {
    CHECK(shortest(0) == "0");
    CHECK(shortest(1) == "1");
    CHECK(shortest(0.8F) == "0.8");
    CHECK(shortest(0.05F) == "0.05");
    CHECK(shortest(0.333F) == "0.333");
    CHECK(shortest(1.2345678F) == "1.2345678");
    CHECK(shortest(20'000) == "20000");
    CHECK(shortest(0.00001F) == "0.00001");
}

TEST_CASE("Whatever the number, the very same is read back") {
    mllab::core::Random random(7);
    const auto back = [](float value) { return static_cast<float>(number_from(shortest(value)).value_or(-1)); };
    for (int i = 0; i < 20'000; ++i) {
        auto value = static_cast<float>(random.below(1'000'000'007)) / 333'333'336.0F;
        CHECK(back(value) == value);
        while (value > 1e-30F) value *= 0.0071F;
        CHECK(back(value) == value);
    }
    for (const float value :
         {std::numeric_limits<float>::min(), std::numeric_limits<float>::denorm_min(), 1e9F, 0.99999994F, 1.0000001F})
        CHECK(back(value) == value);
}

TEST_CASE("What is no plain number is neither written nor read") {
    CHECK_THROWS_AS(shortest(-1), std::invalid_argument);
    CHECK_THROWS_AS(shortest(2e9F), std::invalid_argument);
    CHECK_THROWS_AS(shortest(std::numeric_limits<float>::quiet_NaN()), std::invalid_argument);
    CHECK_THROWS_AS(shortest(std::numeric_limits<float>::infinity()), std::invalid_argument);
    for (const std::string& text :
         {std::string(), std::string("."), std::string("1.0.0"), std::string("-1"), std::string("1e3"),
          std::string("0x1"), std::string("nan"), std::string(" 1"), std::string(65, '1')}) {
        CAPTURE(text);
        CHECK_FALSE(number_from(text));
    }
    CHECK(number_from("1.") == 1.0);
    CHECK(number_from(".5") == 0.5);
}
