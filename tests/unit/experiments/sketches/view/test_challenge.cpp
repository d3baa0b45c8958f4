// A game that is handed on: six words, and a score to beat.
#include <catch_amalgamated.hpp>
#include <format>
#include <vector>

#include "core/random.hpp"
#include "sketches_fixture.hpp"

using namespace mllab;
using namespace mllab::sketches;
using Phase = Game::Phase;

namespace {

const Challenge four{.score = 4, .words = {3, 0, 11, 7, 5, 2}};

struct Play : fake::SketchesFixture {
    std::optional<sketches::Controller> controller;

    void open(const std::string& challenge, bool again = false) {
        platform::Launch launch = fake::sketches_launch();
        launch.fields = {{"challenge", challenge}};
        launch.again = again;
        finds(1);
        controller.emplace(twin, launch);
        controller->start();
        follow(*controller);
    }
    ~Play() { twin.follow({}, {}); }
    void action(std::string_view id) { controller->command(twin.command(id)); }
    [[nodiscard]] bool says(const std::string& part) { return twin.result().text.contains(part); }
    // Plays the game under way: the first `score` words are guessed.
    void play(std::size_t score) {
        for (std::size_t i = 0; i < Game::rounds; ++i) {
            twin.clock_ms += 1000;
            if (i < score) {
                finds(controller->game().round().word);
                stroke(*controller);
            }
            action("skip");
        }
    }
};

}  // namespace

TEST_CASE("A challenge is a short text, and comes back from it") {
    CHECK(sketches::text_of(four) == "4.3.0.11.7.5.2");
    CHECK(challenge_from("4.3.0.11.7.5.2", 12) == four);
    CHECK(challenge_from("1.1.0", 2) == Challenge{.score = 1, .words = {1, 0}});
}

TEST_CASE("A text that is no challenge of such a game is none, whatever it is") {
    for (const char* text :
         {"", ".", "4", "4.", "4.3.0.11.7.5", "4.3.0.11.7.5.2.1", "4.3.0.11.7.5.2.", "7.3.0.11.7.5.2", "4.3.0.12.7.5.2",
          "4.3.3.11.7.5.2", "-4.3.0.11.7.5.2", "4.3.0.11.7.5.2 ", "4..0.11.7.5.2", "+4.3.0.11.7.5.2", "4,3,0,11,7,5,2",
          "4.3.0.11.7.5.99999999999999999999999999"}) {
        CAPTURE(text);
        CHECK_FALSE(challenge_from(text, 12));
    }
    CHECK_FALSE(challenge_from(std::string(1'000'000, '1'), 12));
    core::Random random(3);
    for (int i = 0; i < 20'000; ++i) {
        std::string text(random.below(24), '.');
        for (char& c : text)
            c = random.chance(0.8) ? "0123456789.."[random.below(12)] : static_cast<char>(random.below(256));
        const auto read = challenge_from(text, 12);
        if (read) CHECK(challenge_from(sketches::text_of(*read), 12) == read);
    }
}

TEST_CASE_METHOD(Play, "A challenge says what is to beat, gives the same words, and compares at the end") {
    const auto [score, words] =
        GENERATE(std::pair(5, "You beat your friend’s 4 of 6!"), std::pair(4, "Your friend had as many."),
                 std::pair(1, "Your friend is still ahead, with 4 of 6."));
    open(sketches::text_of(four));
    CHECK(says("the network guessed 4 of 6. Press “Beat 4 of 6”"));
    CHECK(twin.action("game")->label == "Beat 4 of 6");
    action("game");
    for (std::size_t i = 0; i < Game::rounds; ++i) CHECK(controller->game().all_rounds()[i].word == four.words[i]);
    play(static_cast<std::size_t>(score));
    CHECK(controller->game().phase() == Phase::over);
    CHECK(says(std::format("The game is over: {} of 6.", score)));
    CHECK(says(words));
    CHECK(twin.action("game")->label == "Play again");
    action("game");
    CHECK_FALSE(controller->challenge());
    CHECK(twin.action("game")->label == "Stop");
}

TEST_CASE_METHOD(Play, "A broken challenge says so until something is drawn, and one can play all the same") {
    open("6 words");
    CHECK(says("The challenge in this link cannot be read"));
    CHECK(twin.action("game")->label == "Draw me a …");
    stroke(*controller);
    CHECK_FALSE(says("The challenge in this link"));
    action("game");
    CHECK(controller->game().phase() == Phase::word);
}

TEST_CASE_METHOD(Play, "Drawing before the game keeps the challenge, also over a reload") {
    open(sketches::text_of(four));
    CHECK(twin.page().kept.empty());
    stroke(*controller);
    CHECK(twin.page().kept.at("challenge") == sketches::text_of(four));
    controller->command(twin.command("clear"));
    open(sketches::text_of(four), true);
    CHECK(twin.action("game")->label == "Beat 4 of 6");
}

TEST_CASE_METHOD(Play, "After a game it can be handed on and kept as a picture, not before") {
    open("");
    CHECK_FALSE(twin.action("challenge"));
    CHECK_FALSE(twin.action("save-card"));
    action("game");
    CHECK_FALSE(twin.action("challenge"));
    play(2);
    REQUIRE(twin.action("challenge"));
    action("challenge");
    REQUIRE(twin.shared.size() == 1);
    const auto shared = challenge_from(twin.shared[0].at("challenge"), fake::categories.size());
    REQUIRE(shared);
    CHECK(shared->score == 2);
    for (std::size_t i = 0; i < Game::rounds; ++i) CHECK(controller->game().all_rounds()[i].word == shared->words[i]);
    action("save-card");
    REQUIRE(twin.saved_pictures.size() == 1);
    CHECK(twin.saved_pictures[0].file_name == "sketches-2-of-6.png");
    CHECK(twin.saved_pictures[0].picture.width == 1200);
}
