#include "ink/strokes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace mllab::ink {

namespace {

// A drawing holds at most so many points per stroke after resampling: enormous coordinates must not exhaust memory.
constexpr std::size_t most_points = 1U << 16;

// Arithmetic is done in double, so that no product or difference of finite floats overflows on its way.
float to_float(double v) {
    constexpr double most = std::numeric_limits<float>::max();
    return static_cast<float>(std::clamp(v, -most, most));
}

double distance(const Point& a, const Point& b) {
    return std::hypot(static_cast<double>(b.x) - a.x, static_cast<double>(b.y) - a.y);
}

Point between(const Point& a, const Point& b, double part) {
    return {to_float(std::lerp(static_cast<double>(a.x), b.x, part)),
            to_float(std::lerp(static_cast<double>(a.y), b.y, part)),
            to_float(std::lerp(static_cast<double>(a.t_ms), b.t_ms, part))};
}

double length(const Stroke& stroke) {
    double sum = 0;
    for (std::size_t i = 1; i < stroke.size(); ++i) sum += distance(stroke[i - 1], stroke[i]);
    return sum;
}

double distance_to_segment(const Point& p, const Point& a, const Point& b) {
    const double dx = static_cast<double>(b.x) - a.x;
    const double dy = static_cast<double>(b.y) - a.y;
    const double px = static_cast<double>(p.x) - a.x;
    const double py = static_cast<double>(p.y) - a.y;
    const double squared = dx * dx + dy * dy;
    const double along = squared > 0 ? std::clamp((px * dx + py * dy) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(px - along * dx, py - along * dy);
}

// Into how many pieces of about `spacing` a length is cut, at least 1.
std::size_t pieces(double length, double spacing, std::size_t most) {
    return static_cast<std::size_t>(std::clamp(std::round(length / spacing), 1.0, static_cast<double>(most)));
}

double ratio(std::size_t part, std::size_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

void need_spacing(float spacing) {
    if (!(spacing > 0)) throw std::invalid_argument("points on a stroke need a spacing above 0");
}

}  // namespace

Strokes without_broken_points(const Strokes& strokes) {
    Strokes whole;
    for (const Stroke& stroke : strokes) {
        Stroke kept;
        for (Point point : stroke) {
            if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
            if (!std::isfinite(point.t_ms)) point.t_ms = 0;
            kept.push_back(point);
        }
        if (!kept.empty()) whole.push_back(std::move(kept));
    }
    return whole;
}

Box bounding_box(std::span<const Stroke> strokes) {
    constexpr float most = std::numeric_limits<float>::max();
    Box box{most, most, -most, -most};
    for (const Stroke& stroke : strokes) {
        for (const Point& p : stroke) {
            box.left = std::min(box.left, p.x);
            box.right = std::max(box.right, p.x);
            box.top = std::min(box.top, p.y);
            box.bottom = std::max(box.bottom, p.y);
        }
    }
    return box;
}

float ink_length(std::span<const Stroke> strokes) {
    double sum = 0;
    for (const Stroke& stroke : strokes) sum += length(stroke);
    return to_float(sum);
}

Strokes first_part(std::span<const Stroke> strokes, float fraction) {
    if (!(fraction > 0)) return {};
    if (fraction >= 1) return {strokes.begin(), strokes.end()};
    double whole = 0;
    for (const Stroke& stroke : strokes) whole += length(stroke);
    double left = whole * static_cast<double>(fraction);

    Strokes part;
    for (const Stroke& stroke : strokes) {
        if (left <= 0 && whole > 0) break;
        Stroke drawn;
        for (const Point& point : stroke) {
            const double step = drawn.empty() ? 0 : distance(drawn.back(), point);
            if (step > left) {
                drawn.push_back(between(drawn.back(), point, left / step));
                left = 0;
                break;
            }
            drawn.push_back(point);
            left -= step;
        }
        part.push_back(std::move(drawn));
    }
    return part;
}

Strokes transformed(std::span<const Stroke> strokes, const Affine& by) {
    Strokes result(strokes.begin(), strokes.end());
    for (Stroke& stroke : result) {
        for (Point& p : stroke) {
            const double x = p.x;
            const double y = p.y;
            p.x = to_float(by.a * x + by.b * y + by.tx);
            p.y = to_float(by.c * x + by.d * y + by.ty);
        }
    }
    return result;
}

Stroke simplified(const Stroke& stroke, float tolerance) {
    if (stroke.size() < 3) return stroke;
    std::vector<bool> kept(stroke.size(), false);
    kept.front() = kept.back() = true;
    // A stack of our own: the recursion could be as deep as the stroke is long.
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, stroke.size() - 1}};
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        double farthest = std::max(0.0F, tolerance);
        std::size_t split = from;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double away = distance_to_segment(stroke[i], stroke[from], stroke[to]);
            if (away > farthest) {
                farthest = away;
                split = i;
            }
        }
        if (split == from) continue;
        kept[split] = true;
        open.emplace_back(from, split);
        open.emplace_back(split, to);
    }
    Stroke result;
    for (std::size_t i = 0; i < stroke.size(); ++i)
        if (kept[i]) result.push_back(stroke[i]);
    return result;
}

Stroke resampled(const Stroke& stroke, float spacing) {
    need_spacing(spacing);
    const double whole = length(stroke);
    if (whole <= 0) return {stroke.begin(), stroke.begin() + (stroke.empty() ? 0 : 1)};

    const std::size_t count = pieces(whole, spacing, most_points - 1);
    Stroke result{stroke.front()};
    double walked = 0;
    std::size_t next = 1;
    for (std::size_t i = 1; i < count; ++i) {
        const double wanted = whole * ratio(i, count);
        double step = distance(stroke[next - 1], stroke[next]);
        while (walked + step < wanted && next + 1 < stroke.size()) {
            walked += step;
            ++next;
            step = distance(stroke[next - 1], stroke[next]);
        }
        const double part = step > 0 ? std::clamp((wanted - walked) / step, 0.0, 1.0) : 1.0;
        result.push_back(between(stroke[next - 1], stroke[next], part));
    }
    result.push_back(stroke.back());
    return result;
}

Stroke smoothed(const Stroke& stroke, float spacing) {
    need_spacing(spacing);
    Stroke knots;
    for (const Point& p : stroke)
        if (knots.empty() || distance(knots.back(), p) > 0) knots.push_back(p);
    if (knots.size() < 3) return resampled(knots, spacing);

    struct Vec {
        double x = 0, y = 0;
    };
    const auto mix = [](const Vec& a, const Vec& b, double from, double to, double at) {
        const double share = (at - from) / (to - from);
        return Vec{std::lerp(a.x, b.x, share), std::lerp(a.y, b.y, share)};
    };
    const auto knot = [&knots](std::size_t i) { return Vec{knots[i].x, knots[i].y}; };
    const auto mirrored = [](const Vec& end, const Vec& inner) {
        return Vec{2 * end.x - inner.x, 2 * end.y - inner.y};
    };

    const std::size_t segments = knots.size() - 1;
    const std::size_t most_pieces = std::max<std::size_t>(1, most_points / segments);
    Stroke result{knots.front()};
    for (std::size_t i = 0; i < segments; ++i) {
        const Vec p1 = knot(i);
        const Vec p2 = knot(i + 1);
        const Vec p0 = i > 0 ? knot(i - 1) : mirrored(p1, p2);
        const Vec p3 = i + 1 < segments ? knot(i + 2) : mirrored(p2, p1);
        // Centripetal: the parameter grows with the square root of the distance, which rules out loops and cusps.
        const auto grown = [](const Vec& a, const Vec& b) { return std::sqrt(std::hypot(b.x - a.x, b.y - a.y)); };
        const double t1 = grown(p0, p1);
        const double t2 = t1 + grown(p1, p2);
        const double t3 = t2 + grown(p2, p3);
        const std::size_t count = pieces(distance(knots[i], knots[i + 1]), spacing, most_pieces);
        for (std::size_t k = 1; k < count; ++k) {
            // Barry and Goldman (1988): three rounds of linear interpolation.
            const double part = ratio(k, count);
            const double t = std::lerp(t1, t2, part);
            const Vec a1 = mix(p0, p1, 0, t1, t);
            const Vec a2 = mix(p1, p2, t1, t2, t);
            const Vec a3 = mix(p2, p3, t2, t3, t);
            const Vec b1 = mix(a1, a2, 0, t2, t);
            const Vec b2 = mix(a2, a3, t1, t3, t);
            const Vec c = mix(b1, b2, t1, t2, t);
            result.push_back({to_float(c.x), to_float(c.y), between(knots[i], knots[i + 1], part).t_ms});
        }
        result.push_back(knots[i + 1]);
    }
    return result;
}

}  // namespace mllab::ink
