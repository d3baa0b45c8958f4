#include "ui/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace mllab::ui {

namespace {

ink::Point between(const ink::Point& a, const ink::Point& b, float t) {
    return {.x = a.x + (b.x - a.x) * t, .y = a.y + (b.y - a.y) * t, .t_ms = a.t_ms + (b.t_ms - a.t_ms) * t};
}

struct Span {
    float from = 0, to = 0;
};

// The part of the segment a-b inside the circle, as fractions of the segment.
std::optional<Span> inside_circle(const ink::Point& a, const ink::Point& b, const ink::Point& centre, float radius) {
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float ox = a.x - centre.x;
    const float oy = a.y - centre.y;
    const float squared = dx * dx + dy * dy;
    const float c = ox * ox + oy * oy - radius * radius;
    if (squared <= 0) return c < 0 ? std::optional<Span>({0, 1}) : std::nullopt;
    const float half = (ox * dx + oy * dy) / squared;
    const float root = half * half - c / squared;
    if (root <= 0) return std::nullopt;
    const float reach = std::sqrt(root);
    const Span span{std::max(0.0F, -half - reach), std::min(1.0F, -half + reach)};
    return span.from < span.to ? std::optional<Span>(span) : std::nullopt;
}

// The pieces of one stroke outside the circle; nothing if the circle does not touch it.
std::optional<ink::Strokes> cut(const ink::Stroke& stroke, const ink::Point& centre, float radius) {
    ink::Strokes pieces;
    ink::Stroke piece;
    bool touched = false;
    const auto finish = [&] {
        if (piece.size() > 1) pieces.push_back(piece);
        piece.clear();
    };
    if (stroke.size() == 1) {
        if (!inside_circle(stroke[0], stroke[0], centre, radius)) return std::nullopt;
        return pieces;
    }
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
        const ink::Point& a = stroke[i];
        const ink::Point& b = stroke[i + 1];
        const auto hole = inside_circle(a, b, centre, radius);
        if (piece.empty() && (!hole || hole->from > 0)) piece.push_back(a);
        if (!hole) {
            piece.push_back(b);
            continue;
        }
        touched = true;
        if (hole->from > 0) piece.push_back(between(a, b, hole->from));
        finish();
        if (hole->to < 1) piece = {between(a, b, hole->to), b};
    }
    finish();
    if (!touched) return std::nullopt;
    return pieces;
}

}  // namespace

ink::Strokes Drawing::polylines() const {
    ink::Strokes all;
    all.reserve(strokes.size());
    for (const auto& stroke : strokes) all.push_back(*stroke);
    return all;
}

void History::commit(Drawing next) {
    if (next == now()) return;
    steps_.resize(at_ + 1);
    steps_.push_back(std::move(next));
    if (steps_.size() > most_steps) steps_.erase(steps_.begin());
    at_ = steps_.size() - 1;
}

Drawing erased(const Drawing& drawing, const ink::Point& from, const ink::Point& to, float radius) {
    // The eraser's path as circles close enough that nothing slips through between them.
    const float distance = std::hypot(to.x - from.x, to.y - from.y);
    const int steps = std::clamp(static_cast<int>(std::ceil(distance / (radius / 3))), 1, 1000);
    Drawing left = drawing;
    for (int step = 1; step <= steps; ++step) {
        const ink::Point centre = between(from, to, static_cast<float>(step) / static_cast<float>(steps));
        std::vector<std::shared_ptr<const ink::Stroke>> next;
        for (const auto& stroke : left.strokes) {
            auto pieces = cut(*stroke, centre, radius);
            if (!pieces) {
                next.push_back(stroke);
                continue;
            }
            for (auto& piece : *pieces) next.push_back(std::make_shared<const ink::Stroke>(std::move(piece)));
        }
        left.strokes = std::move(next);
    }
    return left;
}

}  // namespace mllab::ui
