// A picture changed as anybody could change it: what networks are fooled with. The browser, the tests and the trainer
// make the very same picture.
#pragma once

#include <cstdint>

#include "image/image.hpp"

namespace mllab::image {

enum class Change : std::uint8_t {
    none,
    upside_down,
    quarter_turn,  // to the right
    grey,          // by Rec. 601, as grayscale
    blue,          // red and blue change places: skin becomes blue
    outlines,      // dark lines where the brightness changes (Sobel), on white
    dark,          // an eighth of the light
    shuffled,      // the square in its middle in 4 x 4 tiles, which have changed places
};

// Shares of a picture's width and height.
struct Window {
    double left = 0;
    double top = 0;
    double width = 1;
    double height = 1;
};

// The part of the picture that is in the window, changed. Throws std::invalid_argument where nothing of it is.
[[nodiscard]] RgbaImage changed(const RgbaImage& picture, Change change, const Window& window = {});

}  // namespace mllab::image
