#include "ink/stroke_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace mllab::ink {

namespace {

// The text: a letter for the version, then for every stroke the number of its points, and of each point the steps in x,
// y and time since the point before. Numbers are written five bits a character, the lowest first; the sixth bit says
// that more follow. Steps in space have their sign in the lowest bit.
constexpr char version = 'a';
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint32_t bits = 5;
constexpr std::uint32_t low = (1U << bits) - 1;
constexpr std::uint32_t more = 1U << bits;
constexpr std::int32_t grid = 1024;      // steps along a side
constexpr float tolerance = 1.0F / 600;  // of a side; half a step of the grid comes on top
constexpr float time_step_ms = 10;
constexpr std::int32_t latest = 60'000;  // in steps of time
constexpr std::uint32_t largest_number = 1U << 24U;

void append(std::string& text, std::uint32_t number) {
    for (; number > low; number >>= bits) text += alphabet[(number & low) | more];
    text += alphabet[number];
}
void append_signed(std::string& text, std::int32_t number) {
    append(text, number < 0 ? static_cast<std::uint32_t>(-number) * 2 - 1 : static_cast<std::uint32_t>(number) * 2);
}

// Reads numbers until the text ends or makes no sense.
class Numbers {
 public:
    explicit Numbers(std::string_view text) : left_(text) {}

    [[nodiscard]] bool ended() const { return left_.empty(); }
    std::optional<std::uint32_t> next() {
        std::uint32_t number = 0;
        for (std::uint32_t shift = 0; !left_.empty() && shift < 32; shift += bits) {
            const std::size_t value = alphabet.find(left_.front());
            if (value == std::string_view::npos) return std::nullopt;
            left_.remove_prefix(1);
            number |= (static_cast<std::uint32_t>(value) & low) << shift;
            if (number > largest_number) return std::nullopt;
            if (value < more) return number;
        }
        return std::nullopt;
    }
    std::optional<std::int32_t> next_signed() {
        const auto number = next();
        if (!number) return std::nullopt;
        const auto half = static_cast<std::int32_t>(*number / 2);
        return *number % 2 == 0 ? half : -half - 1;
    }

 private:
    std::string_view left_;
};

constexpr float densest = 128;               // points to a side, at least, in what is read
constexpr std::size_t most_points = 50'000;  // some 400 sides of ink

struct Place {
    std::int32_t x = 0, y = 0, t = 0;
};

void require_positive(float side) {
    if (!(side > 0) || !std::isfinite(side)) throw std::invalid_argument("a pad's side is a positive number");
}

Place place_of(const Point& point, float side) {
    const auto step = [side](float v) {
        return static_cast<std::int32_t>(std::lround(std::clamp(v / side, 0.0F, 1.0F) * grid));
    };
    const float steps = std::clamp(point.t_ms / time_step_ms, 0.0F, static_cast<float>(latest));
    return {.x = step(point.x), .y = step(point.y), .t = static_cast<std::int32_t>(std::lround(steps))};
}

std::optional<Place> read_place(Numbers& numbers, const Place& before) {
    const auto x = numbers.next_signed();
    const auto y = numbers.next_signed();
    const auto t = numbers.next();
    if (!x || !y || !t) return std::nullopt;
    const Place place{.x = before.x + *x, .y = before.y + *y, .t = before.t + static_cast<std::int32_t>(*t)};
    const bool inside =
        place.x >= 0 && place.x <= grid && place.y >= 0 && place.y <= grid && place.t >= 0 && place.t <= latest;
    return inside ? std::optional(place) : std::nullopt;
}

// Goes on to `to` in steps that are small enough.
void go_on(Stroke& stroke, const Point& to, float side) {
    if (!stroke.empty()) {
        const Point from = stroke.back();
        const int steps = static_cast<int>(std::ceil(std::hypot(to.x - from.x, to.y - from.y) * densest / side));
        for (int i = 1; i < steps; ++i) {
            const float part = static_cast<float>(i) / static_cast<float>(steps);
            stroke.push_back({.x = from.x + part * (to.x - from.x),
                              .y = from.y + part * (to.y - from.y),
                              .t_ms = from.t_ms + part * (to.t_ms - from.t_ms)});
        }
    }
    stroke.push_back(to);
}

}  // namespace

std::string text_of(std::span<const Stroke> strokes, float side) {
    require_positive(side);
    std::string text;
    Place before;
    for (const Stroke& stroke : without_broken_points({strokes.begin(), strokes.end()})) {
        const Stroke few = simplified(stroke, tolerance * side);
        if (text.empty()) text += version;
        append(text, static_cast<std::uint32_t>(few.size()));
        for (const Point& point : few) {
            Place place = place_of(point, side);
            place.t = std::max(place.t, before.t);  // a stroke that an eraser cut, or one without times
            append_signed(text, place.x - before.x);
            append_signed(text, place.y - before.y);
            append(text, static_cast<std::uint32_t>(place.t - before.t));
            before = place;
        }
    }
    return text;
}

std::optional<Strokes> strokes_from(std::string_view text, float side) {
    require_positive(side);
    if (text.empty()) return Strokes{};
    if (text.size() > longest_stroke_text || text.front() != version) return std::nullopt;
    Numbers numbers(text.substr(1));
    Strokes strokes;
    std::size_t points = 0;
    Place place;
    while (!numbers.ended()) {
        const auto count = numbers.next();
        if (!count || *count == 0) return std::nullopt;
        Stroke& stroke = strokes.emplace_back();  // grows with what is really there, whatever the count says
        for (std::uint32_t i = 0; i < *count; ++i) {
            const auto next = read_place(numbers, place);
            if (!next) return std::nullopt;
            place = *next;
            go_on(stroke,
                  {.x = static_cast<float>(place.x) * side / grid,
                   .y = static_cast<float>(place.y) * side / grid,
                   .t_ms = static_cast<float>(place.t) * time_step_ms},
                  side);
            if (points + stroke.size() > most_points) return std::nullopt;
        }
        points += stroke.size();
    }
    if (strokes.empty()) return std::nullopt;
    return strokes;
}

}  // namespace mllab::ink
