// Drawings that fool the networks, and drawings from outside.
#include <catch_amalgamated.hpp>

#include "digits_fixture.hpp"
#include "ink/stroke_text.hpp"

using namespace mllab;
using Fixture = fake::DigitsFixture;

namespace {

struct Tricked : Fixture {
    fake::DigitsController controller{twin, fake::launch()};

    // Plays this trick to its end before a network that sees `found`.
    void play(const std::string& id, std::size_t label) {
        finds(label);
        controller.action(id);
        for (int frame = 0; frame < 200 && controller.pad().playing(); ++frame) {
            twin.clock_ms += 50;
            controller.advance(twin.clock_ms, false);
        }
        twin.page();
    }
    [[nodiscard]] std::size_t trick(const std::string& taken_for) const {
        const auto& tricks = controller.subject().tricks;
        for (std::size_t i = 0; i < tricks.size(); ++i)
            if (tricks[i].taken_for == taken_for) return i;
        FAIL("no trick is taken for " << taken_for);
        return 0;
    }
};

}  // namespace

TEST_CASE_METHOD(Tricked, "What fools the network is drawn, and once it is fooled the page says why") {
    const std::size_t five = trick("5");
    const auto& chosen = controller.subject().tricks[five];
    const std::string id = "trick-" + std::to_string(five);
    REQUIRE(twin.action(id));
    CHECK(twin.action(id)->group == "fool");
    CHECK(twin.action(id)->label == chosen.label);
    finds(5);
    controller.action(id);
    twin.page();
    CHECK(twin.result().text.find(chosen.why) == std::string::npos);  // not before it is all there
    play(id, 5);
    CHECK(twin.result().text.ends_with(chosen.why));
    CHECK(twin.result().settled);
}

TEST_CASE_METHOD(Tricked, "A network that is not fooled is said not to be, and another mistake is not explained") {
    const std::size_t five = trick("5");
    const auto& chosen = controller.subject().tricks[five];
    REQUIRE(chosen.truth == "2");
    play("trick-" + std::to_string(five), 2);
    CHECK(twin.result().text.ends_with("It is not fooled."));
    play("trick-" + std::to_string(five), 7);
    CHECK_FALSE(twin.result().text.ends_with("It is not fooled."));
    CHECK(twin.result().text.find(chosen.why) == std::string::npos);
}

TEST_CASE_METHOD(Tricked, "What is changed is no trick any more") {
    const std::size_t five = trick("5");
    const std::string why{controller.subject().tricks[five].why};
    const auto says_why = [&] { return twin.result().text.find(why) != std::string::npos; };
    const std::string id = "trick-" + std::to_string(five);
    play(id, 5);
    REQUIRE(says_why());
    stroke(controller);
    twin.page();
    CHECK_FALSE(says_why());
    play(id, 5);
    REQUIRE(says_why());
    controller.action("undo");
    CHECK_FALSE(says_why());
    play(id, 5);
    REQUIRE(says_why());
    controller.action("clear");
    CHECK_FALSE(says_why());
    controller.action(id);
    controller.action("clear");
    stroke(controller);
    twin.page();
    CHECK_FALSE(says_why());
}

TEST_CASE_METHOD(Tricked,
                 "A drawing from outside stands on the pad at once, and one that cannot be read changes nothing") {
    finds(4);
    const ink::Strokes drawing{{{60, 40, 0}, {60, 140, 100}, {200, 140, 200}}, {{140, 40, 300}, {140, 240, 400}}};
    controller.command(twin.command("put-drawing", ink::text_of(drawing, ui::DrawingPad::side)));
    CHECK_FALSE(controller.pad().playing());
    REQUIRE(controller.pad().ink().size() == 2);
    CHECK(controller.pad().ink()[1].back().x == Catch::Approx(140).margin(1));
    twin.page();
    CHECK(twin.result().value == "4");
    for (const char* text : {"", "no drawing", "a", "aB"}) controller.command(twin.command("put-drawing", text));
    CHECK(controller.pad().ink().size() == 2);
    controller.action("undo");
    CHECK(controller.pad().empty());
}
