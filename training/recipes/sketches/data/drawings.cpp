#include "training/recipes/sketches/data/drawings.hpp"

#include <cmath>

namespace mllab::sketches_data {

namespace {

constexpr float largest = 255;
constexpr float units = 16;

// How the drawing gets into 0..255; the identity where it is there already.
ink::Affine fit(const ink::Strokes& drawing) {
    const ink::Box box = ink::bounding_box(drawing);
    if (box.empty() || (box.left >= 0 && box.top >= 0 && box.right <= largest && box.bottom <= largest)) return {};
    const float side = box.longer_side();
    const float scale = side > 0 ? largest / side : 1;
    return {.a = scale, .b = 0, .c = 0, .d = scale, .tx = -scale * box.left, .ty = -scale * box.top};
}

std::int16_t kept(float value) { return static_cast<std::int16_t>(std::lround(units * value)); }

}  // namespace

void Drawings::add(const ink::Strokes& drawing) {
    for (const ink::Stroke& stroke : ink::transformed(drawing, fit(drawing))) {
        for (const ink::Point& p : stroke) points_.push_back({kept(p.x), kept(p.y)});
        first_point_.push_back(static_cast<std::uint32_t>(points_.size()));
    }
    first_stroke_.push_back(static_cast<std::uint32_t>(first_point_.size() - 1));
}

void Drawings::add_to(files::Fingerprint& fingerprint) const {
    fingerprint.add(std::span<const Place>(points_))
        .add(std::span<const std::uint32_t>(first_point_))
        .add(std::span<const std::uint32_t>(first_stroke_));
}

ink::Strokes Drawings::at(std::size_t i) const {
    const std::uint32_t end = first_stroke_.at(i + 1);
    ink::Strokes drawing;
    drawing.reserve(end - first_stroke_[i]);
    for (std::uint32_t s = first_stroke_[i]; s < end; ++s) {
        ink::Stroke& stroke = drawing.emplace_back();
        stroke.reserve(first_point_[s + 1] - first_point_[s]);
        for (std::uint32_t p = first_point_[s]; p < first_point_[s + 1]; ++p)
            stroke.push_back({static_cast<float>(points_[p].x) / units, static_cast<float>(points_[p].y) / units, 0});
    }
    return drawing;
}

}  // namespace mllab::sketches_data
