// Probabilities as bars, and the names that stand beside them.
#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

#include "canvas.hpp"
#include "ui/bars.hpp"

using namespace mllab;
using Fixture = fake::Canvases;

TEST_CASE("Percentages never claim a certainty that no network has") {
    CHECK(ui::percentage(0.9834) == "98.3\u00a0%");
    CHECK(ui::percentage(1) == "> 99.9\u00a0%");
    CHECK(ui::percentage(0.9996) == "> 99.9\u00a0%");
    CHECK(ui::percentage(0) == "< 0.1\u00a0%");
    CHECK(ui::percentage(0.001) == "0.1\u00a0%");
}

TEST_CASE_METHOD(Fixture, "Bars move for a moment and then ask for no more frames") {
    ui::ProbabilityBars bars;
    const std::vector<ui::ProbabilityBars::Row> rows{{"0", 0.9F, true}, {"1", 0.1F, false}};
    const auto content = [&](ui::Painter& p) { return bars.draw(p, {0, 0, 300, 0}, 1.5F, rows, true, true); };
    CHECK(draw(content) == 48);
    CHECK(twin.frames_wanted == 1);
    twin.clock_ms += 200;
    draw(content);
    CHECK(twin.frames_wanted == 0);

    ui::ProbabilityBars calm;
    frame.reduced_motion = true;
    draw([&](ui::Painter& p) { return calm.draw(p, {0, 0, 300, 0}, 1.5F, rows, true, true); });
    CHECK(twin.frames_wanted == 0);
}

TEST_CASE_METHOD(Fixture,
                 "A bar with round ends glides, is seen where it is short, and is nothing where it is nothing") {
    ui::RoundBar bar;
    const auto drawn_with = [&](float p) {
        int drawn = 0;
        draw([&](ui::Painter& painter) {
            bar.draw(painter, {0, 0, 200, 8}, p, painter.colours().accent);
            if (!painter.measures()) drawn = vertices();
            return 10.0F;
        });
        return drawn;
    };
    const int track_alone = drawn_with(0);
    CHECK(twin.frames_wanted == 0);
    CHECK(drawn_with(0.001F) == track_alone);  // it begins at nothing
    CHECK(twin.frames_wanted == 1);
    twin.clock_ms += 200;
    CHECK(drawn_with(0.001F) > track_alone);
    CHECK(twin.frames_wanted == 0);
}

TEST_CASE_METHOD(Fixture, "A name that is too long is cut between characters, and fits") {
    draw([&](ui::Painter& painter) {
        CHECK(painter.fitted("cat", ui::Type::small, 200) == "cat");
        const std::string cut = painter.fitted("école élémentaire", ui::Type::small, 60);
        CHECK(cut.ends_with("…"));
        CHECK(cut.starts_with("école"));
        CHECK(painter.measure(cut, ui::Type::small).w <= 60);
        CHECK(painter.fitted("éé", ui::Type::small, 0) == "…");
        return 10.0F;
    });
}
