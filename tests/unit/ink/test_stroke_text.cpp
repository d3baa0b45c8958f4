#include <catch_amalgamated.hpp>

#include <cmath>
#include <limits>
#include <numbers>

#include "core/random.hpp"
#include "ink/stroke_text.hpp"

using namespace mllab;

namespace {

constexpr float side = 320;

// A spiral, as a hand draws one in two seconds: 240 samples.
ink::Stroke spiral() {
    ink::Stroke stroke;
    for (int i = 0; i < 240; ++i) {
        const float turn = static_cast<float>(i) / 240 * 4 * std::numbers::pi_v<float>;
        stroke.push_back({.x = 160 + 8 * turn * std::cos(turn),
                          .y = 160 + 8 * turn * std::sin(turn),
                          .t_ms = static_cast<float>(i) * 8.3F});
    }
    return stroke;
}

float distance_to(const ink::Point& p, const ink::Stroke& line) {
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const float dx = line[i + 1].x - line[i].x;
        const float dy = line[i + 1].y - line[i].y;
        const float length = dx * dx + dy * dy;
        const float along =
            length > 0 ? std::clamp(((p.x - line[i].x) * dx + (p.y - line[i].y) * dy) / length, 0.0F, 1.0F) : 0;
        least = std::min(least, std::hypot(p.x - line[i].x - along * dx, p.y - line[i].y - along * dy));
    }
    return line.size() == 1 ? std::hypot(p.x - line[0].x, p.y - line[0].y) : least;
}

}  // namespace

TEST_CASE("a drawing comes back from its text as nobody could tell apart") {
    const ink::Strokes drawn{spiral(), {{.x = 10, .y = 20, .t_ms = 2500}}, {{.x = 0, .y = 0}, {.x = 320, .y = 320}}};
    const std::string text = ink::text_of(drawn, side);
    const auto read = ink::strokes_from(text, side);
    REQUIRE(read);
    REQUIRE(read->size() == drawn.size());
    for (std::size_t s = 0; s < drawn.size(); ++s)
        for (const ink::Point& point : drawn[s]) CHECK(distance_to(point, (*read)[s]) <= side / 400);
    CHECK((*read)[0].front().t_ms == 0);
    CHECK((*read)[0].back().t_ms == Catch::Approx(239 * 8.3).margin(5.1));
    CHECK((*read)[1].front().t_ms == Catch::Approx(2500).margin(5.1));
}

TEST_CASE("the text of a drawing is short and may stand in an address") {
    ink::Strokes sketch;
    for (int i = 0; i < 6; ++i) sketch.push_back(spiral());
    const std::string text = ink::text_of(sketch, side);
    CHECK(text.size() <= 2048);
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
}

TEST_CASE("what is read has points as near to each other as a hand leaves them") {
    const ink::Strokes diagonal{{{.x = 0, .y = 0}, {.x = 320, .y = 320}}};
    const auto read = ink::strokes_from(ink::text_of(diagonal, side), side);
    REQUIRE(read);
    const ink::Stroke& line = read->front();
    for (std::size_t i = 1; i < line.size(); ++i)
        CHECK(std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y) <= side / 128 + 0.01F);
    CHECK(line.back().x == 320);
}

TEST_CASE("a text of few characters cannot ask for endless ink") {
    ink::Stroke zigzag;  // from side to side, 3,000 times
    for (int i = 0; i < 3000; ++i)
        zigzag.push_back({.x = i % 2 == 0 ? 0.0F : side, .y = static_cast<float>(i) / 3000 * side});
    const std::string text = ink::text_of(ink::Strokes{zigzag}, side);
    CHECK(text.size() < ink::longest_stroke_text);
    CHECK_FALSE(ink::strokes_from(text, side));
}

TEST_CASE("nothing drawn is no text, and no text is nothing drawn") {
    CHECK(ink::text_of({}, side).empty());
    const auto read = ink::strokes_from("", side);
    REQUIRE(read);
    CHECK(read->empty());
}

TEST_CASE("what was read is written as the same text again") {
    const std::string text = ink::text_of(ink::Strokes{spiral()}, side);
    const auto once = ink::strokes_from(text, side);
    REQUIRE(once);
    const std::string again = ink::text_of(*once, side);
    const auto twice = ink::strokes_from(again, side);
    REQUIRE(twice);
    CHECK(ink::text_of(*twice, side) == again);
}

TEST_CASE("points that are broken or outside of the pad do no harm") {
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    constexpr float endless = std::numeric_limits<float>::infinity();
    const ink::Strokes drawn{
        {{.x = none, .y = 1}, {.x = -50, .y = 1e30F, .t_ms = 1e30F}, {.x = 5, .y = 5, .t_ms = none}},
        {{.x = endless, .y = 0}}};
    const auto read = ink::strokes_from(ink::text_of(drawn, side), side);
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    for (const ink::Point& point : read->front()) {
        CHECK((point.x >= 0 && point.x <= side && point.y >= 0 && point.y <= side));
        CHECK((point.t_ms >= 0 && point.t_ms <= 600'000));
    }
}

TEST_CASE("a text that no drawing has is refused") {
    const std::string good = ink::text_of(ink::Strokes{spiral()}, side);
    CHECK_FALSE(ink::strokes_from("a", side));                   // a version and nothing else
    CHECK_FALSE(ink::strokes_from("b" + good.substr(1), side));  // another version
    CHECK_FALSE(ink::strokes_from("aA", side));                  // a stroke without points
    CHECK_FALSE(ink::strokes_from("a§", side));
    CHECK_FALSE(ink::strokes_from(good + "gggggg", side));  // a number without an end
    CHECK_FALSE(ink::strokes_from("aB999fAA", side));       // far outside of the pad
    CHECK_FALSE(ink::strokes_from("a999f", side));          // more points than there are
    CHECK_FALSE(ink::strokes_from(std::string(ink::longest_stroke_text + 1, 'a'), side));
    for (std::size_t length = 1; length < good.size(); ++length)
        CHECK_FALSE(ink::strokes_from(good.substr(0, length), side));
}

TEST_CASE("any text at all gives a drawing on the pad or none") {
    core::Random random(7);
    for (int i = 0; i < 20'000; ++i) {
        std::string text = "a";
        const std::size_t length = random.below(60);
        for (std::size_t c = 0; c < length; ++c) text += static_cast<char>(random.below(256));
        if (const auto read = ink::strokes_from(text, side))
            for (const auto& stroke : *read)
                for (const auto& point : stroke)
                    if (!(point.x >= 0 && point.x <= side && point.y >= 0 && point.y <= side)) FAIL(text);
    }
    SUCCEED();
}

TEST_CASE("a pad without a side is a mistake") {
    CHECK_THROWS_AS(ink::text_of({}, 0), std::invalid_argument);
    CHECK_THROWS_AS(ink::strokes_from("", std::numeric_limits<float>::quiet_NaN()), std::invalid_argument);
}
