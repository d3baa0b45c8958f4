// How much of two boxes is the same. A box that is not sound (is_sound) has nothing in common with any.
#pragma once

#include "geometry/box.hpp"

namespace mllab::geometry {

// Area of what both have; 0 where they only touch.
[[nodiscard]] double intersection(const Box& a, const Box& b);

// Intersection over union, 0..1; 0 where the union has no area.
[[nodiscard]] double iou(const Box& a, const Box& b);

// The share of `box` that lies in `region`, 0..1; 0 where `box` has no area. For regions that hold many things.
[[nodiscard]] double share_inside(const Box& box, const Box& region);

}  // namespace mllab::geometry
