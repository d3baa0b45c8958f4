#include "training/augment/strokes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mllab::augment {

namespace {

// Points closer than this, in units of the box, follow every bend of the distortion.
constexpr float spacing = 0.04F;

ink::Strokes in_unit_box(const ink::Strokes& drawing) {
    const ink::Box box = ink::bounding_box(drawing);
    const float side = box.longer_side();
    const float scale = side > 0 ? 1 / side : 1;
    return ink::transformed(drawing, {.a = scale,
                                      .b = 0,
                                      .c = 0,
                                      .d = scale,
                                      .tx = -scale * (box.left + box.right) / 2,
                                      .ty = -scale * (box.top + box.bottom) / 2});
}

// A slow tremor: noise with memory, so that neighbouring points move together.
void shake(ink::Stroke& stroke, double amplitude, core::Random& random) {
    constexpr double memory = 0.6;
    double x = 0;
    double y = 0;
    for (ink::Point& p : stroke) {
        x = memory * x + std::sqrt(1 - memory * memory) * random.normal(0, amplitude);
        y = memory * y + std::sqrt(1 - memory * memory) * random.normal(0, amplitude);
        p.x += static_cast<float>(x);
        p.y += static_cast<float>(y);
    }
}

// Takes a piece of about `length` out of a stroke that is long enough to lose it.
void lift_pen(ink::Strokes& strokes, float length, core::Random& random) {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < strokes.size(); ++i)
        if (ink::ink_length({&strokes[i], 1}) > 4 * length && strokes[i].size() > 4) candidates.push_back(i);
    if (candidates.empty()) return;
    const std::size_t which = candidates[random.below(candidates.size())];
    const ink::Stroke whole = strokes[which];
    const std::size_t from = 1 + random.below(whole.size() - 2);
    std::size_t to = from;
    float gone = 0;
    while (to + 1 < whole.size() && gone < length) {
        gone += std::hypot(whole[to + 1].x - whole[to].x, whole[to + 1].y - whole[to].y);
        ++to;
    }
    strokes[which].assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(from));
    if (to + 1 < whole.size())
        strokes.insert(strokes.begin() + static_cast<std::ptrdiff_t>(which) + 1,
                       ink::Stroke(whole.begin() + static_cast<std::ptrdiff_t>(to), whole.end()));
}

// Lengthens a stroke's end (or, reversed, its start) in a direction near its own.
void add_tail(ink::Stroke& stroke, double length, core::Random& random) {
    if (stroke.size() < 2) return;
    const bool at_start = random.chance(0.4);
    if (at_start) std::ranges::reverse(stroke);
    const ink::Point& last = stroke.back();
    const ink::Point& before = stroke[stroke.size() - 2];
    const double angle = std::atan2(static_cast<double>(last.y - before.y), static_cast<double>(last.x - before.x)) +
                         random.normal(0, 0.7);
    stroke.push_back({last.x + static_cast<float>(length * std::cos(angle)),
                      last.y + static_cast<float>(length * std::sin(angle)), last.t_ms});
    if (at_start) std::ranges::reverse(stroke);
}

// The same line with points no farther apart than `most`, all of its own kept.
ink::Stroke with_points_between(const ink::Stroke& stroke, float most) {
    ink::Stroke result;
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
        const ink::Stroke segment{stroke[i], stroke[i + 1]};
        const ink::Stroke points = ink::resampled(segment, most);
        result.insert(result.end(), points.begin(), points.end() - 1);
    }
    if (!stroke.empty()) result.push_back(stroke.back());
    return result;
}

}  // namespace

ink::Strokes another_hand(const ink::Strokes& drawing, const HandRange& range, core::Random& random) {
    if (drawing.empty()) return drawing;
    ink::Strokes strokes = in_unit_box(drawing);
    for (ink::Stroke& stroke : strokes) stroke = ink::resampled(stroke, spacing);
    const Distortion bend(range.shape, random);
    for (ink::Stroke& stroke : strokes) {
        const auto dx = static_cast<float>(random.normal(0, range.stroke_shift / 2));
        const auto dy = static_cast<float>(random.normal(0, range.stroke_shift / 2));
        for (ink::Point& p : stroke) {
            p = bend(p);
            if (strokes.size() > 1) {
                p.x += dx;
                p.y += dy;
            }
        }
    }
    if (random.chance(range.tail_chance))
        add_tail(strokes[random.below(strokes.size())], range.tail * random.uniform(), random);
    if (random.chance(range.polygon_chance)) {
        const auto tolerance = static_cast<float>(range.polygon * random.uniform());
        for (ink::Stroke& stroke : strokes) stroke = ink::simplified(stroke, tolerance);
    }
    if (range.angular_chance > 0 && random.chance(range.angular_chance)) {
        const auto tolerance = static_cast<float>(range.angular * random.uniform(0.2, 1));
        for (ink::Stroke& stroke : strokes) stroke = with_points_between(ink::simplified(stroke, tolerance), spacing);
    }
    if (random.chance(range.shaky_chance)) {
        const double amplitude = range.shaky * random.uniform();
        for (ink::Stroke& stroke : strokes) shake(stroke, amplitude, random);
    }
    if (random.chance(range.gap_chance))
        lift_pen(strokes, static_cast<float>(range.gap * random.uniform(0.2, 1)), random);
    std::erase_if(strokes, [](const ink::Stroke& stroke) { return stroke.empty(); });
    if (range.sparse_chance > 0 && random.chance(range.sparse_chance)) {
        const auto apart = static_cast<float>(range.sparse * random.uniform(1.0 / 3, 1));
        for (ink::Stroke& stroke : strokes) stroke = ink::resampled(stroke, apart);
    }
    return strokes;
}

}  // namespace mllab::augment
