// A picture's way through the network that marks ink (`digits_ink`), which says for every pixel how likely a pen's
// stroke is there: what goes in, and where on the picture what comes out lies.
#pragma once

#include <vector>

#include "image/cutting.hpp"
#include "image/image.hpp"
#include "inference/model_card.hpp"

namespace mllab::digits {

struct InkParameters {
    int longest_side_px = 256;  // of what the network is shown
    int step_px = 16;           // both sides of its input are multiples of this
    float ink_above = 0.5F;     // a pixel is ink where it is more likely than this

    // Reads "longest_side_px" and "step_px" of the preprocessing, "ink_above" of the decision. Throws
    // inference::CardError where one is missing or senseless.
    [[nodiscard]] static InkParameters from(const inference::ModelCard& card);
};

// Luma 0..1, [1, 1, height, width]: `part` of the picture in the upper left `width` x `height` pixels, made smaller or
// at most twice as large; to the right and below its edge is repeated.
struct InkInput {
    image::GrayImage pixels;
    image::Part part;
    int width = 0;
    int height = 0;
};

// Throws std::invalid_argument where nothing of `part` lies in the picture.
[[nodiscard]] InkInput ink_input(const image::GrayImage& picture, const image::Part& part,
                                 const InkParameters& parameters);

// How likely ink is, 0..1, on `part` of the picture.
struct InkMap {
    image::GrayImage ink;
    image::Part part;

    // Pixels of the map on one of the picture, in both directions.
    [[nodiscard]] float scale() const { return static_cast<float>(ink.width) / static_cast<float>(part.width); }
};

// `probabilities`: as many as the input has pixels; what is no number counts as 0. Throws std::invalid_argument on
// another count.
[[nodiscard]] InkMap ink_map(const std::vector<float>& probabilities, const InkInput& input);

}  // namespace mllab::digits
