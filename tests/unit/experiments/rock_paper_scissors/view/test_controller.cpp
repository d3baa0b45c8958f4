// What is seen and said, what is remembered, what is heard; in the twin.
#include <algorithm>

#include "experiments/rock_paper_scissors/examples/tricks.hpp"
#include "play_fixture.hpp"

using namespace mllab;
using namespace mllab::rock_paper_scissors;
using fake::hand;
using fake::Play;

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

TEST_CASE("Secrets are 128 bits, and no two are the same") {
    const std::string one = random_secret();
    CHECK(one.size() == 32);
    CHECK(std::ranges::all_of(one, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
    CHECK(one != random_secret());
}

TEST_CASE_METHOD(Play, "A picture that fools the network is explained once it is fooled, and no other picture is") {
    const viewfinder::PictureTrick& corner = tricks.front();
    const auto arrives = [&](std::uint8_t shade, const std::string& name) {
        controller->picture(hand(shade), name);
        twin.page();
    };
    const std::string label(corner.label);
    REQUIRE(corner.taken_for == "paper");
    press("trick-0");
    arrives(fake::paper_shade, label);
    CHECK(twin.result().value == "paper");
    CHECK(text().ends_with(corner.why));
    press("trick-0");
    arrives(fake::scissors_shade, label);
    CHECK(text().ends_with("It is not fooled."));
    press("trick-0");
    arrives(fake::rock_shade, label);
    CHECK(text().ends_with("% sure)."));
    open(fake::paper_shade);
    CHECK(text().ends_with("% sure)."));
    // It can be played like any other picture, and then the round is what is told.
    press("trick-0");
    arrives(fake::paper_shade, label);
    press("play");
    CHECK_FALSE(says(std::string(corner.why)));
}
