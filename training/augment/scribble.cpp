#include "training/augment/scribble.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mllab::augment {

namespace {

constexpr double turn = 2 * std::numbers::pi;

ink::Point point(double x, double y) { return {static_cast<float>(x), static_cast<float>(y), 0}; }

// Two sums of sines, one for each coordinate: closed or open tangles.
ink::Stroke loops(core::Random& random) {
    const double laps = random.uniform(1.6, 4);
    const double a = random.uniform(1, 3);
    const double b = random.uniform(1, 3);
    const double phase = random.uniform(0, turn);
    const double drift_x = random.uniform(-1.5, 1.5);
    const double drift_y = random.uniform(-1.5, 1.5);
    ink::Stroke stroke;
    for (int i = 0; i <= 80; ++i) {
        const double t = i / 80.0;
        stroke.push_back(point(std::sin(turn * laps * t) + 0.4 * std::sin(turn * laps * a * t) + drift_x * t,
                               std::cos(turn * laps * t + phase) + 0.4 * std::sin(turn * laps * b * t) + drift_y * t));
    }
    return stroke;
}

ink::Stroke zigzag(core::Random& random) {
    const int corners = 4 + static_cast<int>(random.below(7));
    const double height = random.uniform(0.3, 1.5);
    ink::Stroke stroke;
    for (int i = 0; i <= corners; ++i)
        stroke.push_back(
            point(2.0 * i / corners + random.normal(0, 0.06), (i % 2 == 0 ? 0 : height) + random.normal(0, 0.08)));
    return stroke;
}

ink::Stroke walk(core::Random& random) {
    ink::Stroke stroke;
    double x = 0;
    double y = 0;
    double heading = random.uniform(0, turn);
    const double restless = random.uniform(0.4, 1.4);
    const std::size_t steps = 14 + random.below(40);
    for (std::size_t i = 0; i < steps; ++i) {
        heading += random.normal(0, restless);
        x += std::cos(heading);
        y += std::sin(heading);
        stroke.push_back(point(x, y));
    }
    return stroke;
}

ink::Stroke spiral(core::Random& random) {
    const double laps = random.uniform(2, 4.5);
    const double squash = random.uniform(0.6, 1);
    const double hand = random.chance(0.5) ? 1 : -1;
    ink::Stroke stroke;
    for (int i = 0; i <= 90; ++i) {
        const double t = i / 90.0;
        stroke.push_back(point(t * std::cos(turn * laps * t) * hand, squash * t * std::sin(turn * laps * t)));
    }
    return stroke;
}

ink::Strokes hatching(core::Random& random) {
    const std::size_t lines = 3 + random.below(5);
    const bool crossed = random.chance(0.5);
    ink::Strokes strokes;
    for (std::size_t i = 0; i < lines; ++i) {
        const double at = static_cast<double>(i) / static_cast<double>(lines);
        strokes.push_back({point(at + random.normal(0, 0.04), random.normal(0, 0.06)),
                           point(at + random.normal(0.1, 0.1), 1 + random.normal(0, 0.06))});
        if (crossed)
            strokes.push_back({point(random.normal(0, 0.06), at + random.normal(0, 0.04)),
                               point(1 + random.normal(0, 0.06), at + random.normal(0, 0.06))});
    }
    return strokes;
}

ink::Strokes lines(core::Random& random) {
    ink::Strokes strokes;
    const std::size_t count = 3 + random.below(4);
    for (std::size_t i = 0; i < count; ++i)
        strokes.push_back({point(random.uniform(), random.uniform()), point(random.uniform(), random.uniform())});
    return strokes;
}

ink::Strokes rays(core::Random& random) {
    ink::Strokes strokes;
    const std::size_t count = 4 + random.below(5);
    const double inner = random.uniform(0, 0.6);
    for (std::size_t i = 0; i < count; ++i) {
        const double angle = turn * (static_cast<double>(i) + random.normal(0, 0.1)) / static_cast<double>(count);
        strokes.push_back(
            {point(inner * std::cos(angle), inner * std::sin(angle)), point(std::cos(angle), std::sin(angle))});
    }
    if (random.chance(0.5)) {
        ink::Stroke ring;
        for (int i = 0; i <= 24; ++i)
            ring.push_back(point(inner * std::cos(turn * i / 24.0), inner * std::sin(turn * i / 24.0)));
        strokes.push_back(std::move(ring));
    }
    return strokes;
}

}  // namespace

ink::Strokes scribble(core::Random& random) {
    switch (random.below(8)) {
        case 0:
            return {loops(random)};
        case 1:
            return {zigzag(random)};
        case 2:
            return {walk(random)};
        case 3:
            return {spiral(random)};
        case 4:
            return hatching(random);
        case 5:
            return lines(random);
        case 6:
            return rays(random);
        default:
            return {loops(random), zigzag(random)};
    }
}

ink::Strokes side_by_side(const ink::Strokes& left, const ink::Strokes& right, core::Random& random) {
    const ink::Box a = ink::bounding_box(left);
    const ink::Box b = ink::bounding_box(right);
    if (a.empty() || b.empty()) return left.empty() ? right : left;
    // The same height, give or take; a gap from touching to a third of it.
    const float height = std::max(a.height(), 1e-3F);
    const auto scale = static_cast<float>(random.uniform(0.8, 1.25)) * height / std::max(b.height(), 1e-3F);
    const auto gap = static_cast<float>(random.uniform(0.0, 0.35)) * height;
    const float tx = a.right + gap - scale * b.left;
    const float ty = a.top - scale * b.top + static_cast<float>(random.normal(0, 0.08)) * height;
    ink::Strokes both = left;
    for (auto& stroke : ink::transformed(right, {.a = scale, .b = 0, .c = 0, .d = scale, .tx = tx, .ty = ty}))
        both.push_back(std::move(stroke));
    return both;
}

ink::Strokes overlapping(const ink::Strokes& one, const ink::Strokes& other, core::Random& random) {
    const ink::Box a = ink::bounding_box(one);
    const ink::Box b = ink::bounding_box(other);
    if (a.empty() || b.empty()) return one.empty() ? other : one;
    const double side = std::max(static_cast<double>(a.longer_side()), 1e-3);
    const double scale = random.uniform(0.75, 1.3) * side / std::max(static_cast<double>(b.longer_side()), 1e-3);
    // Mostly beside each other, as they are written; then in any direction. Nearer than a fifth, two may be one.
    const double direction = random.chance(0.7) ? random.normal(0, 0.35) : random.uniform(0, turn);
    const double away = random.uniform(0.22, 0.7) * side * (random.chance(0.5) ? 1 : -1);
    const double dx = away * std::cos(direction) + (static_cast<double>(a.left) + a.right) / 2;
    const double dy = away * std::sin(direction) + (static_cast<double>(a.top) + a.bottom) / 2;
    ink::Strokes both = one;
    for (auto& stroke :
         ink::transformed(other, {.a = static_cast<float>(scale),
                                  .b = 0,
                                  .c = 0,
                                  .d = static_cast<float>(scale),
                                  .tx = static_cast<float>(dx - scale * (static_cast<double>(b.left) + b.right) / 2),
                                  .ty = static_cast<float>(dy - scale * (static_cast<double>(b.top) + b.bottom) / 2)}))
        both.push_back(std::move(stroke));
    return both;
}

}  // namespace mllab::augment
