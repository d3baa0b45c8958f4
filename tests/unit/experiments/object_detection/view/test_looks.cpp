#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <set>
#include <utility>

#include "experiments/object_detection/view/looks.hpp"

using namespace mllab;
using namespace mllab::object_detection;

namespace {

double luminance(ui::Colour colour) {
    const auto channel = [&](unsigned shift) {
        const double v = ((colour >> shift) & 255U) / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

}  // namespace

TEST_CASE("classes near each other differ by colour, those far from each other by pattern") {
    std::set<std::pair<ui::Colour, Pattern>> looks;
    for (std::size_t label = 0; label < 32; ++label) {
        const Look look = look_of(label);
        looks.emplace(look.colour, look.pattern);
    }
    CHECK(looks.size() == 32);
    CHECK(look_of(0).colour == look_of(8).colour);
    CHECK(look_of(0).pattern != look_of(8).pattern);
}

TEST_CASE("text can be read on every colour") {
    for (std::size_t label = 0; label < 8; ++label) {
        const Look look = look_of(label);
        const double a = luminance(look.colour);
        const double b = luminance(look.on_colour);
        CAPTURE(label);
        CHECK((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= 4.5);
    }
}

TEST_CASE("outlines stay inside of their rectangle, reach every corner, and patterns have gaps") {
    const ui::Rect rect{10, 20, 100, 60};
    for (const Pattern pattern : {Pattern::solid, Pattern::dashed, Pattern::dotted, Pattern::dash_dot}) {
        const auto lines = outline_of(rect, pattern, 4);
        float drawn = 0;
        for (const Segment& s : lines) {
            for (const auto [x, y] : {std::pair(s.x1, s.y1), std::pair(s.x2, s.y2)}) {
                CHECK(x >= rect.x + 2 - 1e-3F);
                CHECK(x <= rect.right() - 2 + 1e-3F);
                CHECK(y >= rect.y + 2 - 1e-3F);
                CHECK(y <= rect.bottom() - 2 + 1e-3F);
            }
            CHECK((s.x1 == s.x2 || s.y1 == s.y2));
            drawn += std::hypot(s.x2 - s.x1, s.y2 - s.y1);
        }
        const float around = 2 * (96 + 56);
        if (pattern == Pattern::solid)
            CHECK(drawn == Catch::Approx(around));
        else
            CHECK(drawn < 0.8F * around);
        CHECK(drawn > 0.3F * around);
    }
    // Smaller than its line, and of no size at all.
    CHECK(outline_of({5, 5, 1, 1}, Pattern::dotted, 4).size() == 4);
    CHECK(outline_of({5, 5, 0, 0}, Pattern::dashed, 4).size() == 4);
}
