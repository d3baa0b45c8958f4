#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <stdexcept>
#include <vector>

#include "core/random.hpp"

using mllab::core::Random;

// The vectors were computed by an independent implementation from the papers; the state 1, 2, 3, 4 and the SplitMix64
// seed 1234567 are the ones that other implementations publish.
TEST_CASE("random numbers are those of xoshiro256++") {
    Random random(0);
    random.restore({1, 2, 3, 4});
    const std::vector<std::uint64_t> reference{41943041ULL,
                                               58720359ULL,
                                               3588806011781223ULL,
                                               3591011842654386ULL,
                                               9228616714210784205ULL,
                                               9973669472204895162ULL,
                                               14011001112246962877ULL,
                                               12406186145184390807ULL,
                                               15849039046786891736ULL,
                                               10450023813501588000ULL};
    for (const std::uint64_t wanted : reference) CHECK(random.next() == wanted);
}

TEST_CASE("a seed is spread over the state by SplitMix64") {
    using State = std::array<std::uint64_t, 4>;
    CHECK(Random(1234567).state() ==
          State{6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL, 4593380528125082431ULL});
    CHECK(Random(0).state() ==
          State{16294208416658607535ULL, 7960286522194355700ULL, 487617019471545679ULL, 17909611376780542444ULL});

    Random zero(0);
    CHECK(zero.next() == 0x53175d61490b23dfULL);
    CHECK(zero.next() == 0x61da6f3dc380d507ULL);
    Random last(~std::uint64_t{0});
    CHECK(last.next() == 0x56ccf8ce948e27b2ULL);
}

TEST_CASE("the thousandth number of a seed is still the reference's") {
    Random random(42);
    for (int i = 0; i < 999; ++i) random.next();
    CHECK(random.next() == 11812103565718292368ULL);
}

TEST_CASE("uniform numbers are exact, so they are the same on every machine") {
    Random random(42);
    CHECK(random.uniform() == 0.8143051451229099);
    CHECK(random.uniform() == 0.3188210400616611);
    CHECK(random.uniform() == 0.9838941681774888);
}

TEST_CASE("a restored state continues the sequence, and the state of zeros is refused") {
    Random first(7);
    first.next();
    Random second(8);
    second.restore(first.state());
    for (int i = 0; i < 10; ++i) CHECK(first.next() == second.next());

    const auto before = second.state();
    CHECK_THROWS_AS(second.restore({0, 0, 0, 0}), std::invalid_argument);
    CHECK(second.state() == before);
}

TEST_CASE("below(n) reaches every number under n, evenly, and never n") {
    Random random(3);
    std::array<int, 7> counts{};
    constexpr int draws = 70'000;
    for (int i = 0; i < draws; ++i) ++counts.at(random.below(7));
    // 10,000 expected each, deviation 93: five deviations.
    for (const int count : counts) CHECK(std::abs(count - draws / 7) < 465);
    for (int i = 0; i < 100; ++i) CHECK(random.below(1) == 0);
}

TEST_CASE("normal numbers have the mean and the spread that was asked for") {
    Random random(11);
    constexpr int draws = 100'000;
    double sum = 0;
    double squares = 0;
    int beyond_two = 0;
    for (int i = 0; i < draws; ++i) {
        const double x = random.normal(5, 3);
        REQUIRE(std::isfinite(x));
        sum += x;
        squares += (x - 5) * (x - 5);
        beyond_two += std::abs(x - 5) > 6 ? 1 : 0;
    }
    CHECK(std::abs(sum / draws - 5) < 0.05);
    CHECK(std::abs(std::sqrt(squares / draws) - 3) < 0.05);
    // 4.55 % of a normal distribution lies beyond two deviations.
    CHECK(std::abs(beyond_two / static_cast<double>(draws) - 0.0455) < 0.004);
}

TEST_CASE("shuffling keeps every item and gives every order the same chance") {
    Random random(5);
    std::vector<int> empty;
    random.shuffle(std::span(empty));
    CHECK(empty.empty());

    std::array<int, 6> counts{};
    for (int i = 0; i < 6'000; ++i) {
        std::array<int, 3> items{0, 1, 2};
        random.shuffle(std::span(items));
        REQUIRE(std::ranges::is_permutation(items, std::array{0, 1, 2}));
        ++counts.at(2 * static_cast<std::size_t>(items[0]) + (items[1] > items[2] ? 1 : 0));
    }
    // 1,000 expected each, deviation 29: five deviations.
    for (const int count : counts) CHECK(std::abs(count - 1'000) < 145);
}

TEST_CASE("forks do not depend on each other, nor disturb their parent") {
    const Random parent(9);
    const auto state = parent.state();
    Random late = parent.fork(5);
    const Random other = parent.fork(4);
    Random again = parent.fork(5);
    CHECK(parent.state() == state);
    for (int i = 0; i < 10; ++i) CHECK(late.next() == again.next());
    CHECK(other.state() != parent.fork(5).state());

    // No two streams share a word of their state, as neighbouring seeds of SplitMix64 would.
    std::set<std::uint64_t> words;
    for (std::uint64_t i = 0; i < 10'000; ++i)
        for (const std::uint64_t word : parent.fork(i).state()) words.insert(word);
    CHECK(words.size() == 40'000);
}

TEST_CASE("numbers of neighbouring forks are not correlated") {
    const Random parent(1);
    double product = 0;
    constexpr int pairs = 20'000;
    for (std::uint64_t i = 0; i < pairs; ++i)
        product += (parent.fork(i).uniform() - 0.5) * (parent.fork(i + 1).uniform() - 0.5);
    // A product of independent numbers has mean 0 and deviation 1/12: five deviations of the mean.
    CHECK(std::abs(product / pairs) < 5.0 / 12.0 / std::sqrt(static_cast<double>(pairs)));
}
