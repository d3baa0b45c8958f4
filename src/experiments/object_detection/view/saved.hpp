// The picture with its boxes as one to keep.
#pragma once

#include <string>
#include <vector>

#include "experiments/object_detection/view/things.hpp"
#include "image/image.hpp"

namespace mllab::object_detection {

// The boxes and labels drawn into the picture's own pixels; a small picture is made larger first, so that its labels
// can be read. Throws std::invalid_argument on an empty picture.
[[nodiscard]] image::RgbaImage with_boxes(const image::RgbaImage& picture, const std::vector<Thing>& things,
                                          const std::vector<std::string>& labels);

}  // namespace mllab::object_detection
