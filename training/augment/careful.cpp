#include "training/augment/careful.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "ink/curve.hpp"

namespace mllab::augment {

namespace {

constexpr float spacing = 0.02F;       // of points, part of the drawing
constexpr float corner_degrees = 50;   // a line that turns by more has a corner there, for being level between two
constexpr double nearly_round = 0.82;  // an ellipse whose axes are in this proportion was meant as a circle

double apart(const ink::Point& a, const ink::Point& b) {
    return std::hypot(static_cast<double>(a.x) - b.x, static_cast<double>(a.y) - b.y);
}

double turn_degrees(const ink::Point& before, const ink::Point& here, const ink::Point& after) {
    const double x1 = static_cast<double>(here.x) - before.x;
    const double y1 = static_cast<double>(here.y) - before.y;
    const double x2 = static_cast<double>(after.x) - here.x;
    const double y2 = static_cast<double>(after.y) - here.y;
    return std::abs(std::atan2(x1 * y2 - y1 * x2, x1 * x2 + y1 * y2)) * 180 / std::numbers::pi;
}

// Moves the end of a stroke by (dx, dy) and what is before it the less the farther it is along the line: nothing at
// `reach`. Both ends of a whole stroke: its length.
void pull_end(ink::Stroke& stroke, double dx, double dy, double reach) {
    double along = 0;
    for (std::size_t i = stroke.size(); i-- > 0;) {
        if (i + 1 < stroke.size()) along += apart(stroke[i], stroke[i + 1]);
        const double part = std::max(0.0, 1 - along / std::max(reach, 1e-9));
        stroke[i].x += static_cast<float>(part * dx);
        stroke[i].y += static_cast<float>(part * dy);
    }
}

bool is_closed(const ink::Stroke& stroke) { return stroke.size() > 2 && apart(stroke.front(), stroke.back()) < 1e-3; }

void close(ink::Stroke& stroke, const CarefulRange& range, double side) {
    const double length = ink::ink_length({&stroke, 1});
    const double gap = apart(stroke.front(), stroke.back());
    if (stroke.size() < 4 || gap > range.close * side || gap > range.closed_length * length) return;
    pull_end(stroke, static_cast<double>(stroke.front().x) - stroke.back().x,
             static_cast<double>(stroke.front().y) - stroke.back().y, length);
    stroke.back() = stroke.front();
}

// The ellipse that a closed stroke was meant to be, if it was: from the spread of its points, whose axes are those of
// the ellipse and whose variances are half of the squared radii.
std::optional<ink::Stroke> as_ellipse(const ink::Stroke& stroke, const CarefulRange& range) {
    constexpr std::size_t points = 40;
    const ink::Stroke even = ink::resampled(stroke, ink::ink_length({&stroke, 1}) / static_cast<float>(points));
    if (even.size() < points / 2) return std::nullopt;
    const auto n = static_cast<double>(even.size());
    double cx = 0, cy = 0, xx = 0, xy = 0, yy = 0;
    for (const ink::Point& p : even) {
        cx += p.x / n;
        cy += p.y / n;
    }
    for (const ink::Point& p : even) {
        xx += (p.x - cx) * (p.x - cx) / n;
        xy += (p.x - cx) * (p.y - cy) / n;
        yy += (p.y - cy) * (p.y - cy) / n;
    }
    const double middle = (xx + yy) / 2;
    const double spread = std::hypot((xx - yy) / 2, xy);
    if (middle - spread < 1e-3 * middle) return std::nullopt;
    double a = std::sqrt(2 * (middle + spread));
    double b = std::sqrt(2 * (middle - spread));
    double angle = 0.5 * std::atan2(2 * xy, xx - yy);
    double mean = 0, squares = 0;
    for (const ink::Point& p : even) {
        const double u = ((p.x - cx) * std::cos(angle) + (p.y - cy) * std::sin(angle)) / a;
        const double v = ((p.y - cy) * std::cos(angle) - (p.x - cx) * std::sin(angle)) / b;
        mean += std::hypot(u, v) / n;
        squares += (u * u + v * v) / n;
    }
    if (std::sqrt(std::max(0.0, squares - mean * mean)) > range.round * mean) return std::nullopt;
    a *= mean;
    b *= mean;
    if (b > nearly_round * a) a = b = (a + b) / 2;
    constexpr double quarter = std::numbers::pi / 2;
    const double upright = quarter * std::round(angle / quarter);
    if (std::abs(angle - upright) < 2 * range.level_degrees * std::numbers::pi / 180) angle = upright;
    ink::Stroke ellipse;
    for (std::size_t i = 0; i <= points; ++i) {
        const double t = 2 * std::numbers::pi * static_cast<double>(i % points) / static_cast<double>(points);
        const double u = a * std::cos(t);
        const double v = b * std::sin(t);
        ellipse.push_back({static_cast<float>(cx + u * std::cos(angle) - v * std::sin(angle)),
                           static_cast<float>(cy + u * std::sin(angle) + v * std::cos(angle)), stroke.front().t_ms});
    }
    return ellipse;
}

// Lines between two corners that are nearly level or upright become so.
void level(ink::Stroke& knots, const CarefulRange& range, double side) {
    const auto stops = [&](std::size_t i) {
        return i == 0 || i + 1 == knots.size() ||
               turn_degrees(knots[i - 1], knots[i], knots[i + 1]) > static_cast<double>(corner_degrees);
    };
    const double slope = std::tan(range.level_degrees * std::numbers::pi / 180);
    for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
        ink::Point& a = knots[i];
        ink::Point& b = knots[i + 1];
        if (apart(a, b) < 0.15 * side || !stops(i) || !stops(i + 1)) continue;
        const double dx = std::abs(static_cast<double>(a.x) - b.x);
        const double dy = std::abs(static_cast<double>(a.y) - b.y);
        if (dy < slope * dx) a.y = b.y = (a.y + b.y) / 2;
        if (dx < slope * dy) a.x = b.x = (a.x + b.x) / 2;
    }
}

ink::Point nearest_on(const ink::Point& p, const ink::Point& a, const ink::Point& b) {
    const double dx = static_cast<double>(b.x) - a.x;
    const double dy = static_cast<double>(b.y) - a.y;
    const double squared = dx * dx + dy * dy;
    const double t = squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0;
    return {static_cast<float>(a.x + t * dx), static_cast<float>(a.y + t * dy), p.t_ms};
}

// The end of stroke `which` onto the nearest other line, where one is near.
void join_end(ink::Strokes& strokes, std::size_t which, double reach) {
    ink::Stroke& stroke = strokes[which];
    const ink::Point end = stroke.back();
    ink::Point best{};
    double least = reach;
    for (std::size_t other = 0; other < strokes.size(); ++other) {
        if (other == which) continue;
        for (std::size_t i = 0; i + 1 < strokes[other].size(); ++i) {
            const ink::Point p = nearest_on(end, strokes[other][i], strokes[other][i + 1]);
            if (apart(p, end) >= least) continue;
            least = apart(p, end);
            best = p;
        }
    }
    if (least < reach)
        pull_end(stroke, static_cast<double>(best.x) - end.x, static_cast<double>(best.y) - end.y,
                 0.4 * ink::ink_length({&stroke, 1}));
}

// The same line once more, a little beside itself.
ink::Stroke again(const ink::Stroke& stroke, double by, core::Random& random) {
    ink::Stroke second = stroke;
    const double turn = random.uniform(0, 2 * std::numbers::pi);
    const auto n = static_cast<double>(second.size());
    for (std::size_t i = 0; i < second.size(); ++i) {
        const double t = turn + 2 * std::numbers::pi * static_cast<double>(i) / n;
        second[i].x += static_cast<float>(by * std::cos(t));
        second[i].y += static_cast<float>(by * std::sin(2 * t + turn));
    }
    return second;
}

}  // namespace

ink::Strokes drawn_carefully(const ink::Strokes& drawing, const CarefulRange& range, core::Random& random) {
    ink::Strokes strokes = drawing;
    const double side = ink::bounding_box(drawing).longer_side();
    if (!(side > 0)) return strokes;
    const bool closes = random.chance(range.close_chance);
    const bool rounds = random.chance(range.round_chance);
    const bool ruler = random.chance(range.ruler_chance);
    const auto tremor = static_cast<float>(side * random.uniform(range.tremor_from, range.tremor));
    const auto step = static_cast<float>(spacing * side);
    for (ink::Stroke& stroke : strokes) {
        if (stroke.size() < 2) continue;
        if (closes) close(stroke, range, side);
        if (rounds && is_closed(stroke))
            if (auto ellipse = as_ellipse(stroke, range)) {
                stroke = std::move(*ellipse);
                continue;
            }
        ink::Stroke knots = ink::simplified(stroke, tremor);
        const bool closed = is_closed(stroke);
        level(knots, range, side);
        if (closed) knots.back() = knots.front();
        stroke = ruler ? std::move(knots) : ink::curved(knots, step);
    }
    if (random.chance(range.join_chance))
        for (std::size_t i = 0; i < strokes.size(); ++i) {
            if (strokes[i].size() < 2 || is_closed(strokes[i])) continue;
            for (int end = 0; end < 2; ++end) {
                join_end(strokes, i, range.join * side);
                std::ranges::reverse(strokes[i]);
            }
        }
    if (random.chance(range.again_chance)) {
        ink::Strokes twice;
        for (const ink::Stroke& stroke : strokes) {
            twice.push_back(stroke);
            if (stroke.size() > 1 && random.chance(0.6))
                twice.push_back(
                    again(ink::resampled(stroke, step), range.again * side * random.uniform(0.3, 1), random));
        }
        strokes = std::move(twice);
    }
    return strokes;
}

}  // namespace mllab::augment
