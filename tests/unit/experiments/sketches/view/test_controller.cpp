// What the page is told: guesses, the game on the pad, the word that somebody picked.
#include <catch_amalgamated.hpp>

#include "sketches_fixture.hpp"

using namespace mllab;
using Fixture = fake::SketchesFixture;
using fake::sketches_launch;
using platform::Phase;
using platform::State;
using sketches::Game;

namespace {

// A controller that has begun, its game, and the network's eye.
struct Play : Fixture {
    sketches::Controller controller{twin, sketches_launch()};

    Play() {
        finds(0);
        controller.start();
        follow(controller);
    }
    // A press on the page's action.
    void action(std::string_view id, std::string text = "") { controller.command(twin.command(id, std::move(text))); }
    [[nodiscard]] const Game& game() const { return controller.game(); }
    [[nodiscard]] std::size_t word() const { return game().round().word; }
    // The network sees `category` from now on, and somebody draws.
    void draw_what_looks_like(std::size_t category) {
        finds(category);
        stroke(controller);
    }
    [[nodiscard]] std::size_t another_than_the_word() const { return word() == 0 ? 1 : 0; }
    void pass(double ms) {
        twin.clock_ms += ms;
        controller.advance(twin.clock_ms, false);
    }
    [[nodiscard]] std::string said() { return twin.result().text; }
    [[nodiscard]] bool says(const std::string& part) { return said().find(part) != std::string::npos; }
    [[nodiscard]] std::string quoted_word() const { return "“" + controller.word() + "”"; }
};

}  // namespace

TEST_CASE_METHOD(Play, "The page hears of every action that the contract promises, and of no picture") {
    for (const char* id :
         {"undo", "redo", "clear", "eraser", "pen-width", "model-sketches_cnn", "model-sketches_mlp", "compare",
          "example-0", "example-9", "look-inside", "save-drawing", "save-model", "game", "category"}) {
        CAPTURE(id);
        REQUIRE(twin.action(id));
        CHECK_FALSE(twin.action(id)->label.empty());
    }
    CHECK_FALSE(twin.action("open-picture"));
    CHECK_FALSE(twin.action("skip"));
    CHECK(twin.action("example-0")->label == "cat");
    controller.picture(image::RgbaImage(20, 20), "photo.png");
    CHECK(controller.pad().empty());
}

TEST_CASE_METHOD(Play, "The answer is the best guess, with the ten best behind it") {
    CHECK(said() == "Draw something.");
    CHECK(twin.result().top.empty());
    draw_what_looks_like(fake::cat);
    CHECK(current());
    CHECK(twin.result().value == "cat");
    REQUIRE(twin.result().top.size() == 10);
    CHECK(twin.result().top[0].label == "cat");
    CHECK(says("Looks like a cat ("));
    action("save-drawing");
    CHECK(twin.saved_pictures.at(0).file_name == "sketch-cat.png");
}

TEST_CASE_METHOD(Play, "Every example is drawn, and asked about") {
    controller.advance(twin.clock_ms, true);
    for (std::size_t i = 0; i < controller.subject().examples.size(); ++i) {
        CAPTURE(controller.subject().examples[i].label);
        const int before = runtime.runs_asked;
        action("example-" + std::to_string(i));
        CHECK(runtime.runs_asked == before + 1);
        const ink::Box box = ink::bounding_box(controller.pad().ink());
        CHECK(box.left >= 0);
        CHECK(box.right <= ui::DrawingPad::side);
        CHECK(box.longer_side() > ui::DrawingPad::side / 2);
    }
}

TEST_CASE_METHOD(Fixture, "A game waits for the network") {
    runtime.load_at_once = false;
    sketches::Controller controller(twin, sketches_launch());
    controller.start();
    follow(controller);
    CHECK_FALSE(twin.action("game")->enabled);
    finish_load();
    CHECK(twin.action("game")->enabled);
}

TEST_CASE_METHOD(Play, "A game begins with an empty pad, its word and its rule in the page's text") {
    draw_what_looks_like(fake::cat);
    action("game");
    CHECK(controller.pad().empty());
    CHECK(said() == "Draw " + quoted_word() + ": 20 seconds. It counts as soon as it is the CNN’s best guess.");
    CHECK(twin.result().settled);
    CHECK(twin.action("game")->label == "Stop");
    REQUIRE(twin.action("skip"));
    // No examples while one plays.
    CHECK_FALSE(twin.action("example-0")->enabled);
    CHECK_FALSE(twin.action("category")->enabled);
    action("example-0");
    action("category", "cat");
    CHECK(controller.pad().empty());
    CHECK(game().playing());
}

TEST_CASE_METHOD(Play, "Drawing the word scores, at once and while the pen is still down") {
    action("game");
    const std::string word = quoted_word();
    draw_what_looks_like(another_than_the_word());
    CHECK(game().phase() == Game::Phase::word);
    CHECK(says("Looks like "));
    pass(7000);
    finds(game().round().word);
    sample(controller, Phase::down, 200, 60);
    sample(controller, Phase::move, 200, 160);
    CHECK(game().phase() == Game::Phase::outcome);
    CHECK(said() == "Yes, " + word + ", after 7 seconds! 1 of 1.");
    CHECK(twin.result().settled);
    // The next word waits for the pen.
    pass(Game::outcome_ms + 100);
    CHECK(game().phase() == Game::Phase::outcome);
    sample(controller, Phase::up, 200, 160);
    pass(10);
    CHECK(game().phase() == Game::Phase::word);
    CHECK(game().number() == 2);
    CHECK(controller.pad().empty());
}

TEST_CASE_METHOD(Play, "Whoever draws on after an outcome begins the next word with that stroke") {
    action("game");
    draw_what_looks_like(word());
    REQUIRE(game().phase() == Game::Phase::outcome);
    finds(11);
    sample(controller, Phase::down, 40, 60);
    CHECK(game().number() == 2);
    sample(controller, Phase::move, 40, 160);
    sample(controller, Phase::up, 40, 160);
    REQUIRE(controller.pad().ink().size() == 1);
    CHECK(controller.pad().ink()[0].front().x == 40);
}

TEST_CASE_METHOD(Play, "When the time is up the page says so, and a warning came before") {
    action("game");
    const std::string word = quoted_word();
    draw_what_looks_like(another_than_the_word());
    pass(10'000);
    CHECK(said() == "Ten seconds left for " + word + ".");
    pass(Game::warning_shown_ms);
    CHECK(says("Looks like "));
    pass(10'000);
    CHECK(said() == "The time for " + word + " is up. 0 of 1.");
    pass(Game::outcome_ms);
    CHECK(game().number() == 2);
    CHECK(says("Draw “"));
}

TEST_CASE_METHOD(Play, "An answer to an older word's ink does not count for the next one") {
    runtime.answer_at_once = false;
    action("game");
    stroke(controller);
    REQUIRE(runtime.runs.size() == 1);
    action("skip");
    CHECK(controller.pad().empty());
    finish_run(word());
    CHECK(game().phase() == Game::Phase::word);
    CHECK(game().score() == 0);
}

TEST_CASE_METHOD(Play, "The chosen model decides, not the other one of a comparison") {
    twin.run_idle_work();
    action("compare");
    runtime.answer_at_once = false;
    action("game");
    stroke(controller);
    while (!runtime.runs.empty()) {
        const bool chosen = runtime.runs.front()->model == "sketches_cnn";
        finish_run(chosen ? another_than_the_word() : word());
    }
    CHECK(game().phase() == Game::Phase::word);
    action("model-sketches_mlp");
    CHECK(game().phase() == Game::Phase::outcome);
}

TEST_CASE_METHOD(Play, "The end of the game names what was guessed and what was not; then one can play again") {
    action("game");
    std::vector<std::string> guessed;
    for (std::size_t i = 0; i < Game::rounds; ++i) {
        if (i < 2) {
            guessed.push_back(controller.word());
            draw_what_looks_like(word());
        }
        action("skip");
    }
    CHECK(game().phase() == Game::Phase::over);
    CHECK(says("The game is over: 2 of 6. Guessed: " + guessed[0] + ", " + guessed[1] + ". Not guessed: "));
    CHECK(twin.action("game")->label == "Play again");
    CHECK_FALSE(twin.action("skip")->enabled);
    CHECK(twin.action("example-0")->enabled);
    action("game");
    CHECK(game().playing());
    CHECK(game().score() == 0);
    action("game");
    CHECK(game().phase() == Game::Phase::off);
    CHECK(twin.action("game")->label == "Draw me a …");
    CHECK_FALSE(twin.action("skip"));
    CHECK(said() == "Draw something.");
}

TEST_CASE_METHOD(Play, "Frames are asked for while the clock runs, and not otherwise") {
    CHECK_FALSE(controller.advance(twin.clock_ms, false));
    action("game");
    CHECK(controller.advance(twin.clock_ms, false));
    action("game");
    CHECK_FALSE(controller.advance(twin.clock_ms, false));
    action("category", "zebra");
    CHECK_FALSE(controller.advance(twin.clock_ms, false));
}

TEST_CASE_METHOD(Play, "A category with an example plays it, another becomes the word to draw") {
    controller.advance(twin.clock_ms, true);
    finds(fake::cat);
    action("category", "cat");
    CHECK_FALSE(controller.pad().empty());
    CHECK(game().phase() == Game::Phase::off);

    action("category", "zebra");
    CHECK(controller.pad().empty());
    CHECK(said() == "Draw “zebra”: no clock. It counts as soon as it is the CNN’s best guess.");
    CHECK(twin.action("game")->label == "Stop");
    draw_what_looks_like(fake::dog);
    CHECK(game().phase() == Game::Phase::word);
    pass(1e6);
    draw_what_looks_like(11);
    CHECK(said() == "Yes, “zebra”!");

    // An example is nobody's answer to a wish.
    action("category", "dog");
    finds(fake::dog);
    controller.advance(twin.clock_ms, true);
    action("example-1");
    CHECK(game().phase() == Game::Phase::off);
    CHECK(says("Looks like a dog"));
}

TEST_CASE_METHOD(Play, "A category that does not exist changes nothing") {
    draw_what_looks_like(fake::cat);
    for (const char* name : {"", "unicorn", "CAT", "cat "}) {
        action("category", name);
        CHECK(game().phase() == Game::Phase::off);
        CHECK_FALSE(controller.pad().empty());
    }
}

TEST_CASE_METHOD(Play, "A run that fails during a game costs the word at worst, never the game") {
    runtime.answer_at_once = false;
    action("game");
    stroke(controller);
    while (!runtime.runs.empty()) fail_run(inference::Failure::runtime_error, "The run failed.");
    CHECK(twin.page().state == State::error);
    pass(Game::round_ms + 1);
    CHECK(says("is up"));
    pass(Game::outcome_ms);
    draw_what_looks_like(word());
    CHECK(game().score() == 1);
    CHECK(twin.page().state == State::ready);
}
