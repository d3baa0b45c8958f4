// The writer with a network that is small, but has a state.
#include <catch_amalgamated.hpp>

#include "tiny_text.hpp"

using namespace mllab;
using namespace mllab::tiny_text;
using text_generation::Writer;

namespace {

std::string written(Writer& writer, int count, const core::SamplingSettings& settings = {}) {
    std::string text;
    for (int i = 0; i < count; ++i) text += core::run_now(writer.next(settings)).text;
    return text;
}

}  // namespace

TEST_CASE("the same seed and prompt give the same text, another seed another") {
    Desk desk;
    Writer first = desk.writer(1, "ab");
    Writer second = desk.writer(1, "ab");
    Writer other = desk.writer(2, "ab");
    const std::string text = written(first, 60);
    CHECK(written(second, 60) == text);
    CHECK(written(other, 60) != text);
}

TEST_CASE("reading again begins anew, generator and memory") {
    Desk desk;
    Writer writer = desk.writer(1, "ab");
    const std::string text = written(writer, 40);
    core::run_now(writer.read(text_generation::encode("ab", parameters())));
    CHECK(written(writer, 40) == text);
}

TEST_CASE("a prompt that is read in parts is the same as one read in one run") {
    Desk desk;
    std::string prompt;
    for (int i = 0; i < 333; ++i) prompt += "abc "[(i * i + i / 7) % 4];
    Writer writer = desk.writer(1, prompt);
    const auto next = core::run_now(writer.next({.temperature = 0}));
    const auto p = parameters();
    const auto outputs = core::run_now(desk.session.run(
        text_generation::request(text_generation::encode(prompt, p).tokens, text_generation::blank_state(p))));
    core::Random random(1);
    const auto choice = core::choose(text_generation::next_logits(outputs, p), {.temperature = 0}, random);
    CHECK(next.choice.chosen.index == choice.chosen.index);
    CHECK(next.choice.chosen.probability == Catch::Approx(choice.chosen.probability).epsilon(1e-4));
}

TEST_CASE("what was written is remembered: it is read like a prompt") {
    Desk desk;
    Writer writer = desk.writer(4, "a");
    const std::string text = written(writer, 10, {.temperature = 0});
    Writer reader = desk.writer(4, "a" + text);
    CHECK(written(writer, 10, {.temperature = 0}) == written(reader, 10, {.temperature = 0}));
}

TEST_CASE("the penalty ends the loop in which the likeliest characters go round") {
    Desk desk;
    Writer looping = desk.writer(1, "ab");
    (void)written(looping, 100, {.temperature = 0});
    const std::string loop = written(looping, 40, {.temperature = 0});
    const auto comes_again = [](const std::string& text) { return text.find(text.substr(0, 20), 1) < text.size(); };
    REQUIRE(comes_again(loop));
    Writer penalised = desk.writer(1, "ab");
    const std::string text = written(penalised, 140, {.temperature = 0, .repetition_penalty = 1});
    CHECK_FALSE(comes_again(text.substr(100)));
    // What the prompt has counts as well, and reading again forgets.
    core::run_now(penalised.read(text_generation::encode("ab", parameters())));
    CHECK(written(penalised, 140, {.temperature = 0, .repetition_penalty = 1}) == text);
}

TEST_CASE("a writer that reads what was written goes on as the one that wrote it, to the bit") {
    Desk desk;
    const core::SamplingSettings settings{.temperature = 1.3F, .repetition_penalty = 1};
    const auto p = parameters();
    for (const int count : {0, 1, 2, 150}) {
        CAPTURE(count);
        Writer first = desk.writer(9, "abc");
        const std::string text = written(first, count, settings);
        Writer second(desk.session, p, 9);
        core::run_now(second.read(text_generation::encode("abc", p), p.alphabet.encode(text).tokens));
        CHECK(second.ready());
        for (int i = 0; i < 30; ++i) {
            const auto one = core::run_now(first.next(settings));
            const auto other = core::run_now(second.next(settings));
            CHECK(one.choice.chosen.index == other.choice.chosen.index);
            CHECK(one.logits == other.logits);
        }
    }
}

TEST_CASE("a character that is given is taken; one that was chosen anyway changes nothing") {
    Desk desk;
    Writer free = desk.writer(2, "ab");
    Writer held = desk.writer(2, "ab");
    CHECK(written(free, 10) == written(held, 10));
    const auto chosen = core::run_now(free.next({}));
    const auto given = core::run_now(held.next({}, chosen.choice.chosen.index));
    CHECK(given.text == chosen.text);
    CHECK(given.choice.chosen.probability == chosen.choice.chosen.probability);
    CHECK(written(free, 20) == written(held, 20));

    const auto last = core::run_now(free.next({.top_k = 1}));
    const std::size_t other = (last.choice.chosen.index + 1) % characters;
    const auto taken = core::run_now(held.next({.top_k = 1}, other));
    CHECK(taken.choice.chosen.index == other);
    CHECK(taken.choice.chosen.chance == 0);
    CHECK_THROWS_AS(core::run_now(held.next({}, characters)), std::invalid_argument);
    // It is read like any other.
    Writer reader(desk.session, parameters(), 2);
    const std::string text = written(held, 10, {.temperature = 0});
    Writer again = desk.writer(2, "ab");
    const std::string before = written(again, 10) + chosen.text;
    core::run_now(reader.read(text_generation::encode("ab", parameters()),
                              parameters().alphabet.encode(before + taken.text).tokens));
    CHECK(written(reader, 10, {.temperature = 0}) == text);
}

TEST_CASE("a look at what would come next leaves the text as it is, and saves its run") {
    Desk desk;
    Writer looking = desk.writer(1, "ab");
    Writer undisturbed = desk.writer(1, "ab");
    CHECK(written(looking, 5) == written(undisturbed, 5));
    core::run_now(looking.look());
    const std::vector<float> seen = looking.logits();
    core::run_now(looking.look());
    CHECK(looking.logits() == seen);
    const auto next = core::run_now(looking.next({}));
    CHECK(next.logits == seen);
    CHECK(next.run_ms == 0);
    CHECK(next.text == core::run_now(undisturbed.next({})).text);
    CHECK(written(looking, 20) == written(undisturbed, 20));
    Writer unread(desk.session, parameters(), 1);
    CHECK_THROWS_AS(core::run_now(unread.look()), std::logic_error);
}

TEST_CASE("a penalty where nothing is repeated changes nothing") {
    Desk desk;
    Writer with = desk.writer(7, "");
    Writer without = desk.writer(7, "");
    CHECK(written(with, 7, {.repetition_penalty = 3}) == written(without, 7));
}

TEST_CASE("a step that is asked for and not awaited changes nothing") {
    Desk desk;
    Writer writer = desk.writer(1, "ab");
    Writer undisturbed = desk.writer(1, "ab");
    CHECK(written(writer, 5) == written(undisturbed, 5));
    {
        const auto stopped = writer.next({});
    }  // destroyed before it ran
    CHECK(written(writer, 20) == written(undisturbed, 20));
}

TEST_CASE("a writer without a prompt, and senseless settings, are refused, and then it goes on") {
    Desk desk;
    Writer writer(desk.session, parameters(), 1);
    CHECK_FALSE(writer.ready());
    CHECK_THROWS_AS(core::run_now(writer.next({})), std::logic_error);
    core::run_now(writer.read(text_generation::encode("", parameters())));
    CHECK_THROWS_AS(core::run_now(writer.next({.temperature = -1})), std::invalid_argument);
    Writer other = desk.writer(1, "");
    CHECK(written(writer, 10) == written(other, 10));
}

TEST_CASE("the units are told only when they are watched") {
    Desk desk;
    Writer writer = desk.writer(1, "ab");
    CHECK(writer.units().empty());
    writer.watch_units(true);
    (void)written(writer, 3);
    REQUIRE(writer.units().size() == units);
    for (const float unit : writer.units()) CHECK(std::abs(unit) <= 1);
}
