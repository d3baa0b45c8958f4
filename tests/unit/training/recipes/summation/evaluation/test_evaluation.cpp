#include <catch_amalgamated.hpp>

#include "training/recipes/summation/evaluation/sums.hpp"

using namespace mllab;
using summation::Expression;
using summation_evaluation::held_out;
using summation_evaluation::pairs_up_to;

TEST_CASE("all pairs are all pairs, row by row") {
    const auto pairs = pairs_up_to(2);
    REQUIRE(pairs.size() == 9);
    CHECK(pairs.front() == Expression{0, 0});
    CHECK(pairs[1] == Expression{0, 1});
    CHECK(pairs.back() == Expression{2, 2});
    CHECK(pairs_up_to(999).size() == 1'000'000);
    CHECK(pairs_up_to(9, [](const Expression& e) { return e.left == e.right; }).size() == 10);
}

TEST_CASE("a pair is held out whichever number stands first, always the same ones, as many as wanted") {
    int held = 0;
    for (int left = 0; left < 300; ++left) {
        for (int right = 0; right <= left; ++right) {
            const bool out = held_out({left, right}, 0.1, 7);
            CHECK(out == held_out({right, left}, 0.1, 7));
            held += out ? 1 : 0;
        }
    }
    CHECK(std::abs(held - 4515) < 300);  // a tenth of 45,150
    CHECK_FALSE(held_out({17, 38}, 0, 7));
}
