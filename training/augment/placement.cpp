#include "training/augment/placement.hpp"

#include <algorithm>
#include <cmath>

namespace mllab::augment {

ink::Strokes freely_placed(const ink::Strokes& drawing, core::Random& random) {
    const ink::Box box = ink::bounding_box(drawing);
    if (box.empty()) return drawing;
    const double side = random.uniform(0.35, 0.85) * static_cast<double>(pad_side_px);
    const double scale = side / std::max(1e-6, static_cast<double>(box.longer_side()));
    const double left = random.uniform(0, static_cast<double>(pad_side_px) - scale * static_cast<double>(box.width()));
    const double top = random.uniform(0, static_cast<double>(pad_side_px) - scale * static_cast<double>(box.height()));
    ink::Strokes placed = drawing;
    for (ink::Stroke& stroke : placed) {
        for (ink::Point& p : stroke) {
            p.x = static_cast<float>(std::round(left + scale * static_cast<double>(p.x - box.left)));
            p.y = static_cast<float>(std::round(top + scale * static_cast<double>(p.y - box.top)));
        }
    }
    return placed;
}

}  // namespace mllab::augment
