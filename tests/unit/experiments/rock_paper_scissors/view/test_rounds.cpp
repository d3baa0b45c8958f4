// Rounds of the game: with the camera, with pictures, with buttons, and what ends them early.
#include "play_fixture.hpp"

using namespace mllab;
using namespace mllab::rock_paper_scissors;
using fake::hand;
using fake::Play;
using platform::CameraState;
using Phase = Game::Phase;

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

TEST_CASE_METHOD(Play, "The learner shows its guess after the round") {
    for (int i = 0; i < 12; ++i) press("hand-rock");
    press("learner");
    press("hand-rock");
    CHECK(says("It expected rock ("));
}
