#include "ink/timing.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace mllab::ink {

namespace {

constexpr float longest_pause_ms = 600;
constexpr float usual_pause_ms = 150;  // between strokes of which nobody knows when they were made
constexpr float longest_ms = 30'000;

bool says_nothing(const Stroke& stroke) { return stroke.size() > 1 && !(stroke.back().t_ms > stroke.front().t_ms); }

}  // namespace

Strokes timed(std::span<const Stroke> strokes, float units_per_ms) {
    if (!(units_per_ms > 0)) throw std::invalid_argument("a pen's speed is a positive number");
    Strokes result = without_broken_points({strokes.begin(), strokes.end()});
    float now = 0;
    float before = 0;  // the last point's time, as it was given
    for (std::size_t i = 0; i < result.size(); ++i) {
        Stroke& stroke = result[i];
        const bool unknown = says_nothing(stroke);
        const float pause = std::clamp(stroke.front().t_ms - before, unknown ? usual_pause_ms : 0, longest_pause_ms);
        if (i > 0) now += pause;
        before = stroke.back().t_ms;
        Point last = stroke.front();
        for (Point& point : stroke) {
            const Point given = point;
            now += unknown ? std::hypot(given.x - last.x, given.y - last.y) / units_per_ms
                           : std::clamp(given.t_ms - last.t_ms, 0.0F, longest_pause_ms);
            point.t_ms = now;
            last = given;
        }
    }
    if (now > longest_ms)
        for (Stroke& stroke : result)
            for (Point& point : stroke) point.t_ms *= longest_ms / now;
    return result;
}

float duration_ms(std::span<const Stroke> timed) { return timed.empty() ? 0 : timed.back().back().t_ms; }

Strokes until(std::span<const Stroke> timed, float t_ms) {
    Strokes result;
    for (const Stroke& stroke : timed) {
        if (stroke.front().t_ms > t_ms) break;
        const auto next = std::ranges::find_if(stroke, [&](const Point& point) { return point.t_ms > t_ms; });
        Stroke& part = result.emplace_back(stroke.begin(), next);
        if (next == stroke.end()) continue;
        const Point& from = part.back();
        const float share = (t_ms - from.t_ms) / (next->t_ms - from.t_ms);
        part.push_back(
            {.x = from.x + share * (next->x - from.x), .y = from.y + share * (next->y - from.y), .t_ms = t_ms});
    }
    return result;
}

}  // namespace mllab::ink
