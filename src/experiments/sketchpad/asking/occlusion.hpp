// What made a network say what it says, found by covering its input spot by spot (Zeiler and Fergus 2014): where the
// answer gets less sure without the ink, that ink spoke for it. Arithmetic only; explaining.hpp asks the network.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/tensor.hpp"
#include "image/image.hpp"

namespace mllab::sketchpad {

// Squares that are covered, in pixels of the input.
struct Cover {
    int side_px = 5;
    int step_px = 2;  // from one to the next
};
// For an input of this size: about a stroke's width and a half.
[[nodiscard]] Cover cover_for(int size_px);

// The top left corner of a covered square; part of it may lie outside.
struct Spot {
    int x = 0, y = 0;
    bool operator==(const Spot&) const = default;
};

// Those of all squares that have ink in them: covering the others would change nothing.
[[nodiscard]] std::vector<Spot> spots_with_ink(const image::GrayImage& input, const Cover& cover);

// [spots, 1, height, width]: the input, each time without the ink of one spot.
[[nodiscard]] core::Tensor covered(const image::GrayImage& input, std::span<const Spot> spots, const Cover& cover);

// log(p / (1 - p)) of a class's softmax: goes on growing where p is as good as one. Throws std::out_of_range
// where there is no such class, or no other.
[[nodiscard]] float log_odds(std::span<const float> logits, std::size_t label);

// height x width: of every pixel with ink, what the spots over it took away from the answer, their mean; elsewhere 0.
// `taken`: of every spot. Throws std::invalid_argument where the two differ in length.
[[nodiscard]] std::vector<float> spread(const image::GrayImage& input, std::span<const Spot> spots,
                                        std::span<const float> taken, const Cover& cover);

}  // namespace mllab::sketchpad
