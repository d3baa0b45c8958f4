#include "experiments/viewfinder/frame_size.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace mllab::viewfinder {

namespace {

constexpr double margin = 1.5;
constexpr int largest_usual_px = 640;  // what cameras are asked for

constexpr double rounding = 1e-9;

int rounded_up(double px) { return static_cast<int>(std::ceil(px - rounding)); }

}  // namespace

FrameNeed need_of_square(int side_px, double share) {
    if (!(share > 0)) throw std::invalid_argument("a network sees some part of a frame");
    return {.shorter_px = rounded_up(side_px / share)};
}

FrameNeed need_of_both(const FrameNeed& one, const FrameNeed& other) {
    return {.shorter_px = std::max(one.shorter_px, other.shorter_px),
            .longer_px = std::max(one.longer_px, other.longer_px)};
}

int longest_side(const FrameNeed& need, int width, int height) {
    if (width < 1 || height < 1) throw std::invalid_argument("a camera's frame has at least one pixel");
    auto [shorter, longer] = std::minmax({width, height});
    const double for_shorter = static_cast<double>(need.shorter_px) * longer / shorter;
    const double least = std::max({static_cast<double>(need.longer_px), for_shorter, 1.0});
    const auto enough = [&](int side) { return std::abs(side - least) < rounding || side > margin * least - rounding; };
    while (shorter % 2 == 0 && longer % 2 == 0 && enough(longer / 2)) {
        shorter /= 2;
        longer /= 2;
    }
    return std::min(longer, std::max(rounded_up(least), largest_usual_px));
}

}  // namespace mllab::viewfinder
