// The program that writes texts beside the model: what it tells is what a writer writes.
#include <catch_amalgamated.hpp>

#include "experiments/text_generation/pipeline/writing_program.hpp"
#include "tiny_text.hpp"

using namespace mllab;
using namespace mllab::tiny_text;
using namespace mllab::text_generation;

namespace {

struct Told {
    std::vector<Batch> batches;
    std::vector<std::uint16_t> tokens;

    inference::Tell listener() {
        return [this](const inference::Bytes& message) {
            batches.push_back(batch_of(message));
            CHECK(batches.back().from == tokens.size());
            CHECK(batches.back().logits.size() ==
                  std::max<std::size_t>(batches.back().characters.size(), 1) * characters);
            for (const Character& c : batches.back().characters) tokens.push_back(c.chosen.token);
        };
    }
};

struct Office : Desk {
    WritingProgram program{session, parameters()};
    Told told;

    void read(std::uint64_t seed, const std::string& prompt) {
        told = {};
        const ReadOrder order{.seed = seed, .tokens = encode(prompt, parameters()).tokens};
        core::run_now(program.perform(bytes_of(order), {}));
    }
    void write(std::uint64_t until, WriteOrder order = {}) {
        order.from = told.tokens.size();
        order.until = until;
        core::run_now(program.perform(bytes_of(order), told.listener()));
    }
    std::vector<std::uint16_t> written(std::uint64_t seed, const std::string& prompt, int count) {
        Writer w = writer(seed, prompt);
        std::vector<std::uint16_t> all;
        for (int i = 0; i < count; ++i)
            all.push_back(static_cast<std::uint16_t>(core::run_now(w.next({})).choice.chosen.index));
        return all;
    }
};

}  // namespace

TEST_CASE("the program writes what a writer writes, however it is asked to") {
    Office office;
    const auto whole = office.written(3, "ab", 90);
    office.read(3, "ab");
    office.write(90);
    CHECK(office.told.tokens == whole);
    CHECK(office.told.batches.size() == 90);  // without an interval each one at once
    office.read(3, "ab");
    for (const std::uint64_t until : {1ULL, 2ULL, 30ULL, 30ULL, 90ULL}) office.write(until);
    CHECK(office.told.tokens == whole);
    office.read(4, "ab");
    office.write(90);
    CHECK(office.told.tokens != whole);
}

TEST_CASE("with an interval there are fewer messages: the first character at once, the last with the end") {
    Office office;
    office.read(3, "ab");
    office.write(200, {.interval_ms = 1e6});
    REQUIRE(office.told.batches.size() == 2);
    CHECK(office.told.batches[0].characters.size() == 1);
    CHECK(office.told.batches[1].characters.size() == 199);
    CHECK(office.told.tokens == office.written(3, "ab", 200));
}

TEST_CASE("what was told and not received is told again, and the text is the same") {
    Office office;
    const auto whole = office.written(3, "ab", 60);
    office.read(3, "ab");
    office.write(40);
    office.told.tokens.resize(25);  // the rest was lost on its way
    office.write(60);
    CHECK(office.told.tokens == whole);
    // What was received is not kept.
    office.told.tokens.resize(10);
    CHECK_THROWS_AS(office.write(60), std::logic_error);
    office.told.tokens.resize(70);
    CHECK_THROWS_AS(office.write(80), std::logic_error);
}

TEST_CASE("units are told with the newest character, where they are asked for") {
    Office office;
    office.read(3, "ab");
    office.write(2);
    for (const Batch& batch : office.told.batches) CHECK(batch.units.empty());
    office.write(4, {.units = true});
    CHECK(office.told.batches.back().units.size() == units);
    CHECK(office.told.batches.back().run_ms > 0);
}

TEST_CASE("what would come next is told at the end, where it is asked for, and the text stays the same") {
    Office office;
    const auto whole = office.written(3, "ab", 60);
    office.read(3, "ab");
    office.write(20, {.units = true, .look = true});
    REQUIRE(office.told.batches.back().characters.empty());
    CHECK(office.told.batches.back().units.size() == units);
    const std::vector<float> next = office.told.batches.back().logits;
    office.write(20, {.look = true});
    CHECK(office.told.batches.back().logits == next);
    office.write(21);
    CHECK(office.told.batches.back().logits == next);
    office.write(60);
    CHECK(office.told.tokens == whole);
    // Of what was written and did not arrive, the first one would come next.
    office.told.tokens.resize(40);
    office.read(3, "ab");
    office.write(60);
    const std::vector<float> at_50 = office.told.batches.at(office.told.batches.size() - 10).logits;
    office.told.tokens.resize(50);
    office.write(50, {.look = true});
    CHECK(office.told.batches.back().characters.empty());
    CHECK(office.told.batches.back().logits == at_50);
    office.write(60);
    CHECK(office.told.tokens == whole);
}

TEST_CASE("a text goes on from what was written before, with a character that is given") {
    Office office;
    const auto whole = office.written(3, "ab", 60);
    const auto begin_after = [&](std::size_t count) {
        const ReadOrder order{.seed = 3,
                              .tokens = encode("ab", parameters()).tokens,
                              .written = {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(count)}};
        office.told = {};
        office.told.tokens.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(count));
        core::run_now(office.program.perform(bytes_of(order), {}));
    };
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{30}}) {
        CAPTURE(count);
        begin_after(count);
        office.write(60);
        CHECK(office.told.tokens == whole);
        begin_after(count);
        office.write(60, {.given = whole.at(count)});
        CHECK(office.told.tokens == whole);
        begin_after(count);
        const auto other = static_cast<std::uint16_t>((whole.at(count) + 1) % characters);
        office.write(60, {.given = other});
        CHECK(office.told.tokens.at(count) == other);
        CHECK(office.told.tokens != whole);
    }
    CHECK_THROWS_AS(office.write(61, {.given = characters}), std::invalid_argument);
}

TEST_CASE("nothing can be written before something was read, and senseless orders change nothing") {
    Office office;
    CHECK_THROWS_AS(office.write(1), std::logic_error);
    CHECK_THROWS_AS(core::run_now(office.program.perform({}, {})), std::invalid_argument);
    office.read(3, "ab");
    office.write(5);
    CHECK_THROWS_AS(office.write(9, {.sampling = {.temperature = -1}}), std::invalid_argument);
    office.write(9);
    CHECK(office.told.tokens == office.written(3, "ab", 9));
}

TEST_CASE("after a run that failed only reading helps") {
    Office office;
    office.read(3, "ab");
    office.write(5);
    const ReadOrder impossible{.seed = 3, .tokens = {1'000'000}};  // a character that the network does not have
    CHECK_THROWS_AS(core::run_now(office.program.perform(bytes_of(impossible), {})), inference::ModelError);
    office.told = {};
    CHECK_THROWS_AS(office.write(5), std::logic_error);
    office.read(3, "ab");
    office.write(9);
    CHECK(office.told.tokens == office.written(3, "ab", 9));
}
