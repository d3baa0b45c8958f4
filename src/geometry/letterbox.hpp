// A picture of any shape whole in a model's square: it touches two opposite sides, and what is left lies evenly on both
// sides of it.
#pragma once

#include "geometry/box.hpp"

namespace mllab::geometry {

class Letterbox {
 public:
    // Of a picture's size in pixels; only its shape matters. Throws std::invalid_argument on a side below 1.
    Letterbox(int width, int height);

    // Where in the square the picture lies, in the square's coordinates.
    [[nodiscard]] const Box& part() const { return part_; }

    // From the picture's coordinates to the square's and back again; one undoes the other within rounding, also outside
    // of the picture.
    [[nodiscard]] Box to_square(const Box& in_picture) const;
    [[nodiscard]] Box to_picture(const Box& in_square) const;

 private:
    Box part_;
};

}  // namespace mllab::geometry
