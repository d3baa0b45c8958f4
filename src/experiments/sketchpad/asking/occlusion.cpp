#include "experiments/sketchpad/asking/occlusion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace mllab::sketchpad {

namespace {

constexpr float ink_from = 0.05F;  // paler pixels are paper

// Calls `visit` with the index of every pixel of the input that the spot covers.
template <typename Visit>
void in_spot(const image::GrayImage& input, const Spot& spot, const Cover& cover, const Visit& visit) {
    for (int y = std::max(0, spot.y); y < std::min(input.height, spot.y + cover.side_px); ++y)
        for (int x = std::max(0, spot.x); x < std::min(input.width, spot.x + cover.side_px); ++x)
            visit(static_cast<std::size_t>(y) * static_cast<std::size_t>(input.width) + static_cast<std::size_t>(x));
}

}  // namespace

Cover cover_for(int size_px) {
    const int side = std::max(3, static_cast<int>(std::lround(size_px * 0.18)) | 1);
    return {.side_px = side, .step_px = side / 2};
}

std::vector<Spot> spots_with_ink(const image::GrayImage& input, const Cover& cover) {
    std::vector<Spot> spots;
    for (int y = -cover.step_px; y < input.height; y += cover.step_px)
        for (int x = -cover.step_px; x < input.width; x += cover.step_px) {
            bool ink = false;
            in_spot(input, {x, y}, cover, [&](std::size_t i) { ink = ink || input.pixels[i] >= ink_from; });
            if (ink) spots.push_back({x, y});
        }
    return spots;
}

core::Tensor covered(const image::GrayImage& input, std::span<const Spot> spots, const Cover& cover) {
    std::vector<float> values;
    values.reserve(spots.size() * input.pixels.size());
    for (const Spot& spot : spots) {
        const std::size_t begin = values.size();
        values.insert(values.end(), input.pixels.begin(), input.pixels.end());
        in_spot(input, spot, cover, [&](std::size_t i) { values[begin + i] = 0; });
    }
    return {core::Shape{static_cast<std::int64_t>(spots.size()), 1, input.height, input.width}, std::move(values)};
}

float log_odds(std::span<const float> logits, std::size_t label) {
    if (label >= logits.size() || logits.size() < 2) throw std::out_of_range("there is no such class, or no other");
    float largest = -std::numeric_limits<float>::infinity();  // of the others
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (i != label) largest = std::max(largest, logits[i]);
    double others = 0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (i != label) others += std::exp(static_cast<double>(logits[i] - largest));
    return static_cast<float>(logits[label] - largest - std::log(others));
}

std::vector<float> spread(const image::GrayImage& input, std::span<const Spot> spots, std::span<const float> taken,
                          const Cover& cover) {
    if (spots.size() != taken.size()) throw std::invalid_argument("every spot took something");
    std::vector<float> sums(input.pixels.size());
    std::vector<float> times(input.pixels.size());
    for (std::size_t s = 0; s < spots.size(); ++s)
        in_spot(input, spots[s], cover, [&](std::size_t i) {
            sums[i] += taken[s];
            times[i] += 1;
        });
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] = times[i] > 0 && input.pixels[i] >= ink_from ? sums[i] / times[i] : 0;
    return sums;
}

}  // namespace mllab::sketchpad
