// What is seen, the game and what the page shows, in the twin.
#include <algorithm>

#include "hands_fixture.hpp"

using namespace mllab;
using namespace mllab::rock_paper_scissors;
using fake::hand;
using platform::CameraState;
using Phase = Game::Phase;

namespace {

struct Play : fake::Hands {
    std::optional<Controller> controller;

    explicit Play(std::map<std::string, std::string> settings = {}) {
        controller.emplace(twin, launch(std::move(settings)), fixed_secrets());
        follow(*controller);
        controller->start();
        twin.page();
    }
    void press(const std::string& id) {
        controller->command(twin.command(id));
        twin.page();
    }
    void open(std::uint8_t shade) {
        controller->picture(hand(shade), "made up");
        twin.page();
    }
    void run_camera() {
        press("camera");
        camera().allow();
        twin.page();
    }
    // Time passes, in frames of 50 ms; the camera, if it runs, shows this.
    void pass(double ms, std::optional<std::uint8_t> shade = {}) {
        for (double gone = 0; gone < ms; gone += 50) {
            twin.clock_ms += 50;
            controller->advance();
            if (shade && camera().light()) camera().give(hand(*shade));
            twin.page();
        }
    }
    void count_down(std::optional<std::uint8_t> shade = {}) { pass(Game::beats * Game::beat_ms + 50, shade); }
    [[nodiscard]] std::string text() { return twin.result().text; }
    [[nodiscard]] std::string label(const std::string& id) {
        const auto* action = twin.action(id);
        return action == nullptr ? "" : action->label;
    }
    [[nodiscard]] bool enabled(const std::string& id) { return twin.action(id) != nullptr && twin.action(id)->enabled; }
    [[nodiscard]] const Game& game() const { return controller->game(); }
    [[nodiscard]] bool says(const std::string& part) { return text().find(part) != std::string::npos; }
};

}  // namespace

TEST_CASE_METHOD(Play, "Without a source the page says how to begin, and nothing is asked") {
    CHECK(text() == "Press Play and show your hand: to the camera, in a picture, or by a button.");
    CHECK(twin.page().state == platform::State::ready);
    CHECK(twin.result().value.empty());
    CHECK(twin.result().top.empty());
    CHECK(runtime.runs_asked == 0);
    CHECK(twin.lights_on() == 0);
    CHECK_FALSE(twin.page().source_note.empty());
    for (const char* id : {"play", "hand-rock", "hand-paper", "hand-scissors", "best-of", "learner", "sound", "camera",
                           "open-picture", "look-inside", "model-rock_paper_scissors_cnn", "save-model"})
        CHECK(enabled(id));
    CHECK_FALSE(enabled("copy-proof"));
}

TEST_CASE_METHOD(Play, "A picture is recognised at once, with its probabilities") {
    open(fake::paper_shade);
    CHECK(twin.result().value == "paper");
    REQUIRE(twin.result().top.size() == 4);
    CHECK(twin.result().top[0].label == "paper");
    CHECK(says("Paper ("));
    CHECK(current());
    open(fake::empty_shade);
    CHECK(twin.result().value.empty());
    CHECK(text() == "No hand in the square.");
    open(fake::unclear_shade);
    CHECK(twin.result().value.empty());
    CHECK(text() == "Not sure which of the three this is.");
}

TEST_CASE_METHOD(Play, "A round with the camera") {
    run_camera();
    pass(1000, fake::rock_shade);
    CHECK(twin.result().value == "rock");
    press("play");
    CHECK(label("play") == "Stop");
    CHECK(text() == "Three, two, one …");
    CHECK_FALSE(enabled("best-of"));
    CHECK_FALSE(enabled("learner"));
    count_down(fake::rock_shade);
    CHECK(text() == "Now! Hold your hand still.");
    pass(1500, fake::scissors_shade);
    REQUIRE(game().phase() == Phase::revealed);
    CHECK(game().last()->visitor == Gesture::scissors);
    CHECK(game().last()->shown_by == ShownBy::camera);
    CHECK(says("You: scissors, computer: "));
    CHECK(label("play") == (game().match().over() ? "Rematch" : "Next round"));
    // What the camera sees now goes on, and the round is still what is said.
    const std::string said = text();
    pass(2000, fake::empty_shade);
    CHECK(text() == said);
    CHECK(twin.result().value.empty());
    press("copy-proof");
    REQUIRE(twin.copied.size() == 1);
    CHECK(twin.copied[0].find(game().last()->seal.opening()) != std::string::npos);
}

TEST_CASE_METHOD(Play, "Frames taken before the end of the countdown do not count, though they are answered after it") {
    run_camera();
    press("play");
    runtime.answer_at_once = false;
    count_down(fake::rock_shade);
    REQUIRE(game().phase() == Phase::looking);
    CHECK(runtime.runs.size() == 1);
    // The run of before the end is answered now; then nothing is to be seen.
    pass(400);
    finish_run();
    runtime.answer_at_once = true;
    while (!runtime.runs.empty()) finish_run();
    pass(4000, fake::empty_shade);
    CHECK(game().phase() == Phase::waiting);
    CHECK(game().trouble() == Trouble::no_hand);
    CHECK(says("No hand was seen"));
    CHECK(label("play") == "Play");
}

TEST_CASE_METHOD(Play, "A slow camera plays, too") {
    run_camera();
    press("play");
    for (int i = 0; i < 30 && game().phase() != Phase::revealed; ++i) {
        pass(150);
        pass(50, fake::paper_shade);
    }
    REQUIRE(game().phase() == Phase::revealed);
    CHECK(game().last()->visitor == Gesture::paper);
}

TEST_CASE_METHOD(Play, "A camera that goes away in mid-round ends it with a sentence") {
    const auto why = GENERATE(CameraState::lost, CameraState::paused, CameraState::off);
    // A picture of before must not be taken for the hand.
    open(fake::rock_shade);
    run_camera();
    press("play");
    count_down(fake::paper_shade);
    REQUIRE(game().phase() == Phase::looking);
    if (why == CameraState::lost) camera().fail(why);
    if (why == CameraState::paused) camera().hide_page();
    if (why == CameraState::off) press("camera");
    twin.page();
    CHECK(game().phase() == Phase::waiting);
    CHECK(game().trouble() == Trouble::source_gone);
    CHECK(says("The camera stopped"));
    CHECK(game().match().rounds().empty());
    press("hand-rock");
    CHECK(says("You: rock"));
}

TEST_CASE_METHOD(Play, "Without a camera the countdown waits for a picture or a button") {
    press("play");
    count_down();
    pass(20'000);
    CHECK(game().phase() == Phase::looking);
    CHECK(text() == "Now! Pick a picture, or press Rock, Paper or Scissors.");
    open(fake::scissors_shade);
    REQUIRE(game().phase() == Phase::revealed);
    CHECK(game().last()->shown_by == ShownBy::picture);
    CHECK(says("You: scissors"));
    // The same picture is not played twice: the next round waits for another.
    press("play");
    count_down();
    pass(1000);
    CHECK(game().phase() == Phase::looking);
    open(fake::unclear_shade);
    CHECK(game().trouble() == Trouble::unsure);
    CHECK(says("not clear"));
}

TEST_CASE_METHOD(Play, "A picture that was opened before or during the countdown is the hand at its end") {
    open(fake::paper_shade);
    press("play");
    pass(500);
    CHECK(game().phase() == Phase::counting);
    count_down();
    REQUIRE(game().phase() == Phase::revealed);
    CHECK(game().last()->visitor == Gesture::paper);
    press("play");
    pass(500);
    open(fake::rock_shade);
    CHECK(game().phase() == Phase::counting);
    count_down();
    REQUIRE(game().phase() == Phase::revealed);
    CHECK(game().last()->visitor == Gesture::rock);
}

TEST_CASE_METHOD(Play, "Buttons play without a camera and without a model, and are marked as such") {
    press("hand-paper");
    REQUIRE(game().phase() == Phase::revealed);
    CHECK(game().last()->shown_by == ShownBy::button);
    CHECK(says("You: paper"));
    CHECK(runtime.runs_asked == 0);
    controller->command({.verb = "hand", .argument = "lizard"});
    controller->command({.verb = "hand"});
    CHECK(game().match().rounds().size() == 1);
}

TEST_CASE_METHOD(Play, "A whole match, its end, and a rematch") {
    int rounds = 0;
    while (!game().match().over() && rounds < 100) {
        press("hand-rock");
        ++rounds;
    }
    CHECK(says(game().match().won() ? "You win the match, " : "The computer wins the match, "));
    CHECK(label("play") == "Rematch");
    press("play");
    CHECK(game().match().rounds().empty());
    press("play");
    CHECK(text() == "Stopped: the round does not count.");
}

TEST_CASE_METHOD(Play, "Opponent, length and sound are remembered") {
    press("learner");
    press("best-of");
    press("sound");
    CHECK(twin.settings["rock_paper_scissors/opponent"] == "learner");
    CHECK(twin.settings["rock_paper_scissors/best-of"] == "5");
    CHECK(twin.settings["rock_paper_scissors/sound"] == "on");
    press("best-of");
    CHECK(label("best-of") == "Best of 1");
    press("learner");
    CHECK(twin.settings["rock_paper_scissors/opponent"] == "fair");

    Play later({{"rock_paper_scissors/opponent", "learner"}, {"rock_paper_scissors/best-of", "1"}});
    CHECK(later.game().opponent() == Opponent::learner);
    CHECK(later.game().match().best_of() == 1);
    Play hostile({{"rock_paper_scissors/opponent", "<b>"},
                  {"rock_paper_scissors/best-of", "7"},
                  {"rock_paper_scissors/sound", std::string(1000, 'x')}});
    CHECK(hostile.game().opponent() == Opponent::fair);
    CHECK(hostile.game().match().best_of() == 3);
}

TEST_CASE_METHOD(Play, "Sound is off until it is switched on; then beats, shoot and outcome are heard") {
    press("hand-rock");
    press("play");
    count_down();
    CHECK(twin.tones.empty());
    press("play");
    press("sound");
    press("play");
    count_down();
    press("hand-paper");
    REQUIRE(twin.tones.size() == 5);
    CHECK(twin.tones[0].frequency_hz == twin.tones[2].frequency_hz);
    CHECK(twin.tones[3].frequency_hz > twin.tones[2].frequency_hz);
}

TEST_CASE_METHOD(Play, "The live region hears a hand when it lasts, and not every frame") {
    run_camera();
    pass(300, fake::rock_shade);
    CHECK(text().empty());
    pass(500, fake::rock_shade);
    const std::string rock = text();
    CHECK(rock.starts_with("Rock ("));
    // Flickers of other answers are not said.
    for (int i = 0; i < 10; ++i) {
        pass(100, fake::paper_shade);
        CHECK(text() == rock);
        pass(100, fake::rock_shade);
        CHECK(text() == rock);
    }
    pass(800, fake::paper_shade);
    CHECK(text().starts_with("Paper ("));
}

TEST_CASE_METHOD(Play, "The look inside asks for more, and asks again about a picture that is there") {
    open(fake::rock_shade);
    CHECK(inside_runs == 0);
    press("look-inside");
    CHECK(inside_runs == 1);
    REQUIRE(controller->reading() != nullptr);
    CHECK(controller->reading()->answer.class_activation);
    press("look-inside");
    open(fake::paper_shade);
    CHECK(inside_runs == 1);
    CHECK_FALSE(controller->reading()->answer.features);
}

TEST_CASE_METHOD(Play, "The learner shows its guess after the round") {
    for (int i = 0; i < 12; ++i) press("hand-rock");
    press("learner");
    press("hand-rock");
    CHECK(says("It expected rock ("));
}

TEST_CASE("Secrets are 128 bits, and no two are the same") {
    const std::string one = random_secret();
    CHECK(one.size() == 32);
    CHECK(std::ranges::all_of(one, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
    CHECK(one != random_secret());
}
