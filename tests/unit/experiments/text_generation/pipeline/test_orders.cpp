// What near and far side of a text say to each other.
#include <catch_amalgamated.hpp>

#include "experiments/text_generation/pipeline/orders.hpp"

using namespace mllab;
using namespace mllab::text_generation;

TEST_CASE("Orders to read and to write come through as they were given") {
    const auto read = std::get<ReadOrder>(
        order_of(bytes_of(ReadOrder{.seed = 0xFFFF'FFFF'FFFFULL, .tokens = {0, 7, -1}, .written = {5}})));
    CHECK(read.written == std::vector<std::int64_t>{5});
    CHECK(read.seed == 0xFFFF'FFFF'FFFFULL);
    CHECK(read.tokens == std::vector<std::int64_t>{0, 7, -1});
    CHECK(std::get<ReadOrder>(order_of(bytes_of(ReadOrder{}))).tokens.empty());

    const WriteOrder given{.from = 5,
                           .until = 20'000,
                           .sampling = {.temperature = 0.25F, .top_k = 9, .top_p = 0.5F},
                           .units = true,
                           .look = true,
                           .given = 96,
                           .interval_ms = 16.5};
    const auto write = std::get<WriteOrder>(order_of(bytes_of(given)));
    CHECK(write.from == 5);
    CHECK(write.until == 20'000);
    CHECK(write.sampling.temperature == 0.25F);
    CHECK(write.sampling.top_k == 9);
    CHECK(write.sampling.top_p == 0.5F);
    CHECK(write.units);
    CHECK(write.look);
    CHECK(write.given == 96);
    CHECK(write.interval_ms == 16.5);
}

TEST_CASE("What was written comes through with its candidates and units") {
    Batch batch{.from = 3,
                .characters = std::vector<Character>(2),
                .logits = {1.5F, -2},
                .pointed = 7,
                .units = {0.5F, -1},
                .run_ms = 1.25};
    batch.characters[1].chosen = {.token = 40'000, .p = 0.75F};
    batch.characters[1].best[4] = {.token = 2, .p = 0.125F};
    batch.characters[1].best_count = 5;
    batch.characters[1].pointed = 99;
    const Batch got = batch_of(bytes_of(batch));
    CHECK(got.from == 3);
    REQUIRE(got.characters.size() == 2);
    CHECK(got.characters[1].chosen.token == 40'000);
    CHECK(got.characters[1].chosen.p == 0.75F);
    CHECK(got.characters[1].best[4].token == 2);
    CHECK(got.characters[1].best[4].p == 0.125F);
    CHECK(got.characters[1].best_count == 5);
    CHECK(got.characters[1].pointed == 99);
    CHECK(got.logits == batch.logits);
    CHECK(got.pointed == 7);
    CHECK(got.units == batch.units);
    CHECK(got.run_ms == 1.25);
    CHECK(batch_of(bytes_of(Batch{})).characters.empty());
}

TEST_CASE("Bytes that are no message are refused, whatever they are") {
    CHECK_THROWS_AS(order_of({}), std::invalid_argument);
    CHECK_THROWS_AS(batch_of({}), std::invalid_argument);
    auto order = bytes_of(ReadOrder{.seed = 1, .tokens = {1, 2, 3}});
    auto batch = bytes_of(Batch{.characters = std::vector<Character>(3)});
    for (auto* const bytes : {&order, &batch}) {
        const inference::Bytes whole = *bytes;
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const inference::Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
            CHECK_THROWS_AS(bytes == &order ? (void)order_of(part) : (void)batch_of(part), std::invalid_argument);
        }
        bytes->push_back(std::byte{0});
    }
    CHECK_THROWS_AS(order_of(order), std::invalid_argument);
    CHECK_THROWS_AS(batch_of(batch), std::invalid_argument);
    auto unknown = bytes_of(ReadOrder{});
    unknown.front() = std::byte{2};
    CHECK_THROWS_AS(order_of(unknown), std::invalid_argument);
    // More tokens than there could be bytes.
    auto greedy = bytes_of(ReadOrder{});
    greedy.back() = std::byte{0xFF};
    CHECK_THROWS_AS(order_of(greedy), std::invalid_argument);
}
