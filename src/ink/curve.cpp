#include "ink/curve.hpp"

#include <cmath>
#include <numbers>

namespace mllab::ink {

namespace {

struct Vec {
    double x = 0, y = 0;
};

Vec step(const Point& from, const Point& to) {
    return {static_cast<double>(to.x) - from.x, static_cast<double>(to.y) - from.y};
}

bool is_corner(const Point& before, const Point& here, const Point& after) {
    const Vec in = step(before, here);
    const Vec out = step(here, after);
    const double turn = std::atan2(in.x * out.y - in.y * out.x, in.x * out.x + in.y * out.y);
    // What is no number (coordinates whose product is beyond a double) is none.
    return std::abs(turn) > corner_degrees * std::numbers::pi / 180;
}

}  // namespace

Stroke curved(const Stroke& stroke, float spacing) {
    Stroke knots;
    for (const Point& p : stroke)
        if (knots.empty() || knots.back().x != p.x || knots.back().y != p.y) knots.push_back(p);
    if (knots.size() < 3) return smoothed(knots, spacing);
    Stroke result;
    std::size_t from = 0;
    for (std::size_t i = 1; i < knots.size(); ++i) {
        if (i + 1 < knots.size() && !is_corner(knots[i - 1], knots[i], knots[i + 1])) continue;
        const Stroke part(knots.begin() + static_cast<std::ptrdiff_t>(from),
                          knots.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        const Stroke curve = smoothed(part, spacing);
        // The corner itself stands at the end of one part and at the beginning of the next.
        result.insert(result.end(), curve.begin() + (result.empty() ? 0 : 1), curve.end());
        from = i;
    }
    return result;
}

Strokes curved(std::span<const Stroke> strokes, float spacing) {
    Strokes result;
    result.reserve(strokes.size());
    for (const Stroke& stroke : strokes) result.push_back(curved(stroke, spacing));
    return result;
}

}  // namespace mllab::ink
