// Things as points: a network that says for each place how much it looks like a thing's centre, and how far from there
// its edges are (CenterNet, Zhou et al. 2019; distances to four edges: TTFNet, Liu et al. 2020).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::geometry {

struct CentreMaps {
    std::size_t classes = 0;
    std::size_t height = 0;  // in cells
    std::size_t width = 0;
    std::span<const float> heat{};       // [classes, height, width], probabilities
    std::span<const float> distances{};  // [4, height, width]: left, top, right, bottom, in pixels of the model's input
};

struct PeakSettings {
    float threshold = 0.3F;  // a peak is at least as high
    std::size_t most = 100;  // of all classes together
    double stride_px = 4;    // of a cell, in pixels of the model's input
};

// The peaks as boxes in 0..1 of the model's input, highest first, equal ones by class, then row, then column. A peak is
// a cell that no neighbour of its class (3 x 3) exceeds; of neighbours that are equally high the first is one. Its
// centre is the cell's upper left corner, its box the centre ± the distances there. Cells that are no number are no
// peaks and hide none; boxes that are not sound (is_sound) are left out. Throws std::invalid_argument where the spans
// do not have the sizes that are said, and on a stride that is not positive.
[[nodiscard]] std::vector<Detection> peaks(const CentreMaps& maps, const PeakSettings& settings = {});

}  // namespace mllab::geometry
