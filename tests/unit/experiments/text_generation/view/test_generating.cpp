// Texts in the making: the same seed, stop and continue, pace, memory.
#include <catch_amalgamated.hpp>

#include "text_fixture.hpp"

using namespace mllab;
using Fixture = fake::TextFixture;
using text_generation::Character;
using text_generation::Generating;
using text_generation::Order;

namespace {

std::vector<std::uint16_t> tokens(const Generating& generating) {
    std::vector<std::uint16_t> all;
    for (const Character& c : generating.written()) all.push_back(c.chosen.token);
    return all;
}

Order order(std::string prompt, std::uint64_t seed, std::size_t length) {
    return {.prompt = std::move(prompt), .sampling = {}, .seed = seed, .length = length};
}

}  // namespace

TEST_CASE_METHOD(Fixture, "The same seed writes the same text, another seed or prompt another one") {
    Generating generating(twin, launch());
    generating.load();
    generating.generate(order("ROMEO:\n", 7, 200));
    const auto first = tokens(generating);
    CHECK(first.size() == 200);
    CHECK_FALSE(generating.busy());
    generating.generate(order("ROMEO:\n", 7, 200));
    CHECK(tokens(generating) == first);
    generating.generate(order("ROMEO:\n", 8, 200));
    CHECK(tokens(generating) != first);
    generating.generate(order("JULIET:\n", 7, 200));
    CHECK(tokens(generating) != first);
}

TEST_CASE_METHOD(Fixture, "Every character costs one run, the first one none; the state never leaves the network") {
    Generating generating(twin, launch());
    generating.load();
    generating.generate(order("A", 7, 100));
    CHECK(runtime.runs_asked == 101);  // one reads the prompt, one the last character: what would come next?
    CHECK_FALSE(state_came_back);
    CHECK(generating.written().at(50).best_count == Character::most);
    CHECK(generating.written().at(50).best.at(0).p >= generating.written().at(50).best.at(1).p);
}

TEST_CASE_METHOD(Fixture, "Stop works at once, wherever a text is, and Continue goes on with the very same text") {
    Generating generating(twin, launch());
    generating.load();
    generating.generate(order("ROMEO:\n", 7, 60));
    const auto whole = tokens(generating);
    runtime.answer_at_once = false;
    for (const std::size_t stop_at : {0U, 1U, 2U, 31U}) {
        CAPTURE(stop_at);
        generating.generate(order("ROMEO:\n", 7, 60));
        CHECK(generating.activity() == Generating::Activity::reading);
        CHECK_FALSE(generating.can_go_on());
        finish_run();
        for (std::size_t i = 1; i < stop_at; ++i) finish_run();
        REQUIRE(generating.busy());
        REQUIRE(runtime.runs.size() == 1);
        generating.stop();
        CHECK_FALSE(generating.busy());
        CHECK(runtime.runs.size() == 1);  // what would come next?
        if (stop_at == 2) finish_run();   // known before it goes on, or not
        const std::size_t written = generating.written().size();
        REQUIRE(generating.can_go_on());
        generating.go_on(60 - written);
        while (generating.busy()) finish_run();
        CHECK(tokens(generating) == whole);
    }
    generating.go_on(5);
    while (generating.busy()) finish_run();
    CHECK(generating.written().size() == 65);
}

TEST_CASE_METHOD(Fixture, "A text that is stopped while its prompt is read cannot go on, but begin again") {
    runtime.answer_at_once = false;
    Generating generating(twin, launch());
    generating.load();
    generating.generate(order(std::string(300, 'a'), 7, 10));
    finish_run();
    generating.stop();
    CHECK_FALSE(generating.can_go_on());
    generating.go_on(10);
    CHECK_FALSE(generating.busy());
    generating.generate(order("", 7, 10));
    while (generating.busy()) finish_run();
    CHECK(generating.written().size() == 10);
    CHECK(most_read_at_once <= 100);
}

TEST_CASE_METHOD(Fixture, "Twenty thousand characters leave nothing behind where the model runs") {
    Generating generating(twin, launch());
    generating.load();
    generating.generate(order("", 7, 100));
    const int kept = runtime.tensors_kept;
    runtime.most_tensors_kept = kept;
    generating.generate(order("", 7, text_generation::longest_text));
    CHECK(generating.written().size() == text_generation::longest_text);
    CHECK(runtime.tensors_kept == kept);
    CHECK(runtime.most_tensors_kept <= kept + 4);
    CHECK(sizeof(Character) <= 52);
}

TEST_CASE_METHOD(Fixture, "At readable pace a text waits for the frames, and goes on at once when it may") {
    Generating generating(twin, launch());
    generating.load();
    generating.slow_down(true);
    generating.generate(order("", 7, 200));
    const auto frames = [&](int count) {
        for (int i = 0; i < count; ++i) {
            twin.clock_ms += 1000.0 / 60;
            generating.advance(twin.clock_ms);
        }
    };
    frames(60);
    CHECK(generating.written().size() >= 36);
    CHECK(generating.written().size() <= 44);
    CHECK(twin.frames_wanted > 0);
    CHECK(generating.characters_per_second() == Catch::Approx(40).margin(4));
    generating.stop();
    frames(10);
    const std::size_t stopped = generating.written().size();
    frames(10);
    CHECK(generating.written().size() == stopped);
    generating.go_on(1000);
    generating.slow_down(false);
    CHECK(generating.written().size() == stopped + 1000);
    CHECK_FALSE(generating.busy());
}

TEST_CASE_METHOD(Fixture, "A run that fails ends the text; trying again makes the same one") {
    Generating generating(twin, launch());
    generating.load();
    generating.generate(order("", 7, 50));
    const auto whole = tokens(generating);
    runtime.answer_at_once = false;
    generating.generate(order("", 7, 50));
    finish_run();
    finish_run();
    fail_run(inference::Failure::out_of_memory, "No memory.");
    CHECK_FALSE(generating.busy());
    CHECK_FALSE(generating.can_go_on());
    CHECK(generating.model().message() == "No memory.");
    generating.generate(order("", 7, 50));
    CHECK_FALSE(generating.busy());
    runtime.answer_at_once = true;
    generating.load();
    generating.generate(order("", 7, 50));
    CHECK(tokens(generating) == whole);
}

TEST_CASE_METHOD(Fixture, "Units and pace may change while a text is written, and the text stays the same") {
    Generating generating(twin, launch());
    generating.load();
    generating.generate(order("ROMEO:\n", 7, 60));
    const auto whole = tokens(generating);
    CHECK(generating.units().empty());
    runtime.answer_at_once = false;
    generating.generate(order("ROMEO:\n", 7, 60));
    for (int i = 0; i < 10; ++i) finish_run();
    generating.watch_units(true);
    CHECK(generating.units().empty());
    finish_run();
    CHECK(generating.units().size() == 4);
    CHECK(generating.written().size() == 11);
    generating.slow_down(true);
    finish_run();
    CHECK(runtime.runs.empty());  // it waits for those who read along
    generating.watch_units(false);
    CHECK(generating.units().empty());
    generating.slow_down(false);
    while (generating.busy()) finish_run();
    CHECK(generating.units().empty());
    CHECK(tokens(generating) == whole);
}

TEST_CASE_METHOD(Fixture, "A text may be begun anew, and the stage closed, while a run is under way") {
    runtime.answer_at_once = false;
    {
        Generating generating(twin, launch());
        generating.load();
        generating.generate(order("", 7, 50));
        finish_run();
        generating.generate(order("B", 8, 50));
        CHECK(runtime.runs.size() == 1);
        CHECK(generating.written().empty());
        finish_run();
        CHECK(runtime.runs.size() == 1);
    }
    CHECK(runtime.runs.empty());
    CHECK(runtime.tensors_kept == 0);
}
