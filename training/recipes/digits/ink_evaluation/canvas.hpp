// A picture in colour while it is painted. Shares nothing with the photos that a network learns from
// (training/recipes/digits/photos): what is measured must not have been made by the same hand.
#pragma once

#include <array>
#include <vector>

#include "core/random.hpp"
#include "image/image.hpp"
#include "ink/strokes.hpp"

namespace mllab::ink_evaluation {

using Colour = std::array<float, 3>;  // 0..1

class Canvas {
 public:
    Canvas(int width, int height, const Colour& colour);

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    // Covers it with a colour as far as `mask` (0..1, of the canvas's size) says.
    void paint(const image::GrayImage& mask, const Colour& colour);
    void draw(const ink::Strokes& strokes, float pen_px, const Colour& colour);
    // Lights it: every channel times the field.
    void light(const image::GrayImage& field);
    // A wavy structure, as pulp leaves it: plane waves of about this length in random directions, and single grains.
    void roughen(float wave_px, float by, float grain, core::Random& random);
    [[nodiscard]] image::RgbaImage picture() const;

 private:
    int width_, height_;
    std::vector<Colour> pixels_;
};

// 1 inside of the polygon, 0 outside, its edge `soft_px` wide.
[[nodiscard]] image::GrayImage polygon(int width, int height, const std::vector<ink::Point>& corners, float soft_px);

}  // namespace mllab::ink_evaluation
