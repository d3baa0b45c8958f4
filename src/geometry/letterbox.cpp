#include "geometry/letterbox.hpp"

#include <algorithm>
#include <stdexcept>

namespace mllab::geometry {

Letterbox::Letterbox(int width, int height) {
    if (width < 1 || height < 1) throw std::invalid_argument("a letterbox needs a picture with pixels");
    const double side = std::max(width, height);
    const double w = width / side;
    const double h = height / side;
    part_ = {(1 - w) / 2, (1 - h) / 2, w, h};
}

Box Letterbox::to_square(const Box& in_picture) const {
    return {part_.x + in_picture.x * part_.w, part_.y + in_picture.y * part_.h, in_picture.w * part_.w,
            in_picture.h * part_.h};
}

Box Letterbox::to_picture(const Box& in_square) const {
    return {(in_square.x - part_.x) / part_.w, (in_square.y - part_.y) / part_.h, in_square.w / part_.w,
            in_square.h / part_.h};
}

}  // namespace mllab::geometry
