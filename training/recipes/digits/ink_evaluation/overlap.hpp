// How well the ink that was found covers the ink that is there.
#pragma once

#include <cstdint>

#include "image/image.hpp"

namespace mllab::ink_evaluation {

// Pixels counted over any number of pictures.
struct Overlap {
    std::int64_t both = 0, only_said = 0, only_there = 0;

    // `said` is ink above the threshold, `there` above 1/2.
    void add(const image::GrayImage& said, const image::GrayImage& there, float threshold);
    [[nodiscard]] double f1() const;
    [[nodiscard]] double iou() const;  // intersection over union
};

}  // namespace mllab::ink_evaluation
