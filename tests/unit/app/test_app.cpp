// The app's error boundary and the registry of experiments.
#include <catch_amalgamated.hpp>

#include <new>
#include <stdexcept>

#include "app/app.hpp"
#include "app/registry.hpp"
#include "platform/twin.hpp"

using namespace mllab;

namespace {

// Fails where and how the test wants it.
struct Clumsy final : ui::Experiment {
    std::string fails_in;
    bool out_of_memory = false;
    int drawn = 0;
    std::optional<ink::Point> seen_pointer;
    platform::PageState shown{.state = platform::State::ready};

    void fail(const char* where) const {
        if (fails_in != where) return;
        if (out_of_memory) throw std::bad_alloc();
        throw std::runtime_error(std::string("It slipped in ") + where + ".");
    }
    [[nodiscard]] platform::PageState page() const override { return shown; }
    void advance(const platform::Frame&) override { fail("advance"); }
    void update() override { fail("update"); }
    ui::Layout lay_out(ui::Painter& painter) override {
        fail("lay_out");
        drawn += painter.measures() ? 0 : 1;
        seen_pointer = painter.pointer_in({0, 0, 1000, 1000});
        return {.height = 300, .areas = {{.name = "all", .rect = {0, 0, painter.frame().width, 300}}}};
    }
    void pointer(const platform::PointerSample&) override { fail("pointer"); }
    bool key(const platform::Key&) override {
        fail("key");
        return true;
    }
    void focus(std::string_view, bool) override { fail("focus"); }
    void command(const platform::Command&) override { fail("command"); }
    void picture(image::RgbaImage, const std::string&) override { fail("picture"); }
};

struct Fixture {
    platform::Twin twin;
    std::unique_ptr<Clumsy> owned = std::make_unique<Clumsy>();
    Clumsy& experiment = *owned;
    app::App app{twin, std::move(owned)};

    void everything() {
        twin.draw(app, {.width = 400});
        app.pointer({.x = 10, .y = 10, .area = ""});
        app.key({.area = "pad", .name = "a"});
        app.focus("pad", true);
        app.command({.verb = "clear"});
        app.update();
        app.picture(image::RgbaImage(1, 1), "one.png");
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "Whatever an experiment throws becomes one sentence, and the app goes on") {
    for (const char* where : {"advance", "lay_out", "pointer", "key", "focus", "command", "update", "picture"}) {
        CAPTURE(where);
        const std::size_t before = twin.errors().size();
        // The experiment has something new to show, so that what went wrong before is over.
        ++experiment.shown.revision;
        app.update();
        CHECK(twin.page().state == platform::State::ready);
        experiment.fails_in = where;
        everything();
        CHECK(twin.page().state == platform::State::error);
        REQUIRE(twin.errors().size() == before + 1);
        CHECK(twin.errors().back() == std::string("It slipped in ") + where + ".");
        experiment.fails_in.clear();
    }
    const int before = experiment.drawn;
    twin.draw(app, {.width = 400});
    CHECK(experiment.drawn == before + 1);
}

TEST_CASE_METHOD(Fixture, "A frame that fails again and again is reported once") {
    experiment.fails_in = "lay_out";
    for (int i = 0; i < 10; ++i) twin.draw(app, {.width = 400});
    CHECK(twin.errors().size() == 1);
}

TEST_CASE_METHOD(Fixture, "What went wrong stays to be read until the experiment has something new to show") {
    experiment.fails_in = "command";
    app.command({.verb = "clear"});
    experiment.fails_in.clear();
    for (int i = 0; i < 3; ++i) {
        twin.draw(app, {.width = 400});
        app.pointer({.x = 10, .y = 10, .area = ""});
    }
    CHECK(twin.page().state == platform::State::error);
    experiment.shown.result.text = "Something new.";
    app.update();
    CHECK(twin.page().state == platform::State::ready);
    CHECK(twin.page().error.empty());
}

TEST_CASE_METHOD(Fixture, "The page is what the experiment says, with the areas that were drawn") {
    CHECK(twin.page().state == platform::State::ready);
    CHECK_FALSE(twin.area("all"));
    twin.draw(app, {.width = 400});
    REQUIRE(twin.area("all"));
    CHECK(twin.area("all")->rect.w == 400);
    experiment.shown.actions = {{.verb = "clear", .label = "Clear"}};
    app.update();
    CHECK(twin.action("clear"));
    CHECK(twin.area("all"));
}

TEST_CASE_METHOD(Fixture, "When memory runs out, the sentence says what to do") {
    experiment.fails_in = "command";
    experiment.out_of_memory = true;
    app.command({.verb = "clear"});
    REQUIRE(twin.errors().size() == 1);
    CHECK(twin.errors()[0].find("Close other tabs") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "What a finger tapped stays under the pointer until a mouse comes") {
    twin.draw(app, {.width = 400});
    CHECK_FALSE(experiment.seen_pointer);
    app.pointer({.phase = platform::Phase::down, .kind = platform::PointerKind::touch, .x = 40, .y = 50, .area = ""});
    twin.draw(app, {.width = 400});
    CHECK(experiment.seen_pointer.value_or(ink::Point{}).x == 40);
    app.pointer({.phase = platform::Phase::move, .kind = platform::PointerKind::mouse, .x = 1, .y = 1, .area = ""});
    twin.draw(app, {.width = 400});
    CHECK_FALSE(experiment.seen_pointer);
}

TEST_CASE("An app's registry knows its family of experiments and names the one that it does not know") {
    CHECK(app::experiment_named("digits") != nullptr);
    CHECK(app::experiment_named("sketches") != nullptr);
    CHECK_THROWS_WITH(app::experiment_named("summation"), Catch::Matchers::ContainsSubstring("“summation”"));
    CHECK_THROWS_WITH(app::experiment_named("alchemy"), Catch::Matchers::ContainsSubstring("“alchemy”"));
}
