// Drawings as they stand in a source file: small whole numbers, in a unit of their own.
#pragma once

#include <cstdint>
#include <span>

#include "ink/strokes.hpp"

namespace mllab::ink {

struct SmallPoint {
    std::uint8_t x, y;
};
using SmallStroke = std::span<const SmallPoint>;

// The same numbers as strokes, without times.
[[nodiscard]] inline Strokes strokes_of(std::span<const SmallStroke> drawing) {
    Strokes strokes;
    for (const SmallStroke& points : drawing) {
        Stroke& stroke = strokes.emplace_back();
        for (const SmallPoint& p : points)
            stroke.push_back({.x = static_cast<float>(p.x), .y = static_cast<float>(p.y), .t_ms = 0});
    }
    return strokes;
}

}  // namespace mllab::ink
