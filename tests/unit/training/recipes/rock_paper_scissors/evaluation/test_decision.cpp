#include <catch_amalgamated.hpp>

#include "answers.hpp"
#include "training/recipes/rock_paper_scissors/evaluation/decision.hpp"

using namespace mllab;
using gestures_evaluation::Answers;
using gestures_evaluation::choose_decision;
using testing::add;
using testing::logits_of;
using testing::sure_of;

namespace {

bool answers_something(const evaluation::Logits& logits, const gestures_evaluation::Decision& decision) {
    return rock_paper_scissors::decode(logits, gestures_evaluation::with(decision, {})).gesture.has_value();
}

// As sure as it is often right: the temperature is one.
Answers honest_hands() {
    Answers hands{.data = "hands", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 90; ++i)
        add(hands, static_cast<std::size_t>(i) % 3, sure_of(static_cast<std::size_t>(i) % 3, 0.9F));
    for (int i = 0; i < 10; ++i)
        add(hands, static_cast<std::size_t>(i + 1) % 3, sure_of(static_cast<std::size_t>(i) % 3, 0.9F));
    return hands;
}

}  // namespace

TEST_CASE("thresholds keep what is no hand from being a gesture and lose no more hands than that needs") {
    Answers hands = honest_hands();
    Answers rooms{.data = "rooms", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 96; ++i) add(rooms, testing::no_hand, sure_of(testing::no_hand, 0.95F));
    // Four rooms look like a rock, but less than hands do.
    for (int i = 0; i < 4; ++i) add(rooms, testing::no_hand, logits_of({0.7F, 0.05F, 0.05F, 0.2F}));
    const auto decision = choose_decision({hands, rooms}, 0.01);
    for (const auto& logits : rooms.logits) CHECK_FALSE(answers_something(logits, decision));
    for (const auto& logits : hands.logits) CHECK(answers_something(logits, decision));
    // Where four of a hundred are allowed, they may be.
    const auto generous = choose_decision({hands, rooms}, 0.05);
    CHECK(answers_something(hands.logits.front(), generous));
}

TEST_CASE("the worst set decides how many false gestures there are, not the largest") {
    const Answers hands = honest_hands();
    Answers many{.data = "rooms", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 500; ++i) add(many, testing::no_hand, sure_of(testing::no_hand, 0.95F));
    Answers few{.data = "faces", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 10; ++i) add(few, testing::no_hand, logits_of({0.05F, 0.75F, 0.05F, 0.15F}));
    const auto decision = choose_decision({hands, many, few}, 0.01);
    for (const auto& logits : few.logits) CHECK_FALSE(answers_something(logits, decision));
}

TEST_CASE("where hands and rooms look the same, the fewest false gestures are chosen") {
    Answers hands{.data = "hands", .logits = {}, .labels = {}, .groups = {}};
    Answers rooms{.data = "rooms", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 20; ++i) {
        add(hands, testing::rock, sure_of(testing::rock, 0.8F));
        add(rooms, testing::no_hand, sure_of(testing::rock, 0.8F));
    }
    const auto decision = choose_decision({hands, rooms}, 0.01);
    CHECK_FALSE(answers_something(rooms.logits.front(), decision));
}

TEST_CASE("answers that are surer than right are softened") {
    Answers hands{.data = "hands", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 100; ++i) add(hands, i < 70 ? testing::rock : testing::paper, sure_of(testing::rock, 0.999F));
    CHECK(choose_decision({hands}).temperature > 1.5F);
    CHECK(choose_decision({honest_hands()}).temperature == Catch::Approx(1).margin(0.05));
}

TEST_CASE("rooms that are more surely rooms than the network says move the bias, not the temperature of hands") {
    Answers rooms{.data = "rooms", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 95; ++i) add(rooms, testing::no_hand, sure_of(testing::no_hand, 0.6F));
    for (int i = 0; i < 5; ++i) add(rooms, static_cast<std::size_t>(i) % 3, sure_of(testing::no_hand, 0.6F));
    const auto decision = choose_decision({honest_hands(), rooms}, 1);
    CHECK(decision.no_hand_bias > 0.5F);
    CHECK(decision.temperature == Catch::Approx(1).margin(0.25));
    const auto room = rock_paper_scissors::probabilities(rooms.logits.front(), gestures_evaluation::with(decision, {}));
    CHECK(room[testing::no_hand] > 0.75F);
    // Where both are right as often as they say, little is moved: these hands are never none, though the network gives
    // that a thirtieth.
    Answers honest{.data = "rooms", .logits = {}, .labels = {}, .groups = {}};
    for (int i = 0; i < 100; ++i)
        add(honest, i < 90 ? testing::no_hand : static_cast<std::size_t>(i) % 3, sure_of(testing::no_hand, 0.9F));
    CHECK(choose_decision({honest_hands(), honest}, 1).no_hand_bias == Catch::Approx(0).margin(0.4));
}
