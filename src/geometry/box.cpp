#include "geometry/box.hpp"

#include <algorithm>
#include <cmath>

namespace mllab::geometry {

bool is_sound(const Box& box) {
    return std::isfinite(box.x) && std::isfinite(box.y) && std::isfinite(box.right()) && std::isfinite(box.bottom()) &&
           box.w >= 0 && box.h >= 0;
}

Box clipped(const Box& box) {
    // What lies inside keeps its numbers to the last bit: (x + w) - x is not always w.
    if (box.x >= 0 && box.y >= 0 && box.right() <= 1 && box.bottom() <= 1) return box;
    const double left = std::clamp(box.x, 0.0, 1.0);
    const double top = std::clamp(box.y, 0.0, 1.0);
    return {left, top, std::clamp(box.right(), 0.0, 1.0) - left, std::clamp(box.bottom(), 0.0, 1.0) - top};
}

}  // namespace mllab::geometry
