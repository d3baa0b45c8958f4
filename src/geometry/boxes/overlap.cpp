#include "geometry/boxes/overlap.hpp"

#include <algorithm>

namespace mllab::geometry {

namespace {

// Of two areas. Edges are rounded sums, so that a box and itself may have a last bit too much in common.
double ratio(double part, double whole) { return part > 0 && whole > 0 ? std::min(part / whole, 1.0) : 0; }

}  // namespace

double intersection(const Box& a, const Box& b) {
    if (!is_sound(a) || !is_sound(b)) return 0;
    const double across = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const double down = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return across > 0 && down > 0 ? across * down : 0;
}

double iou(const Box& a, const Box& b) {
    const double both = intersection(a, b);
    return ratio(both, a.area() + b.area() - both);
}

double share_inside(const Box& box, const Box& region) { return ratio(intersection(box, region), box.area()); }

}  // namespace mllab::geometry
