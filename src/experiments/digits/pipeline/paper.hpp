// From a photo to ink on nothing: paper and uneven light removed, polarity found, specks and edges dropped.
#pragma once

#include <algorithm>
#include <vector>

#include "image/image.hpp"

namespace mllab::digits {

// Ink 0..1 on paper 0, at most `longest_side` pixels a side. All zero where the picture shows no ink (no contrast).
[[nodiscard]] image::GrayImage ink_of(const image::GrayImage& picture, int longest_side = 256);

// A connected piece of ink (8 neighbours).
struct Piece {
    int left = 0, top = 0, right = 0, bottom = 0;  // inclusive
    int pixels = 0;
    bool touches_border = false;

    [[nodiscard]] int longer_side() const { return std::max(right - left, bottom - top) + 1; }
};

// Between their boxes; 0 where these overlap.
[[nodiscard]] int gap(const Piece& a, const Piece& b);

// The pieces of what is above `threshold`, largest first; `label` receives for every pixel the index of its piece in
// this order, -1 for paper.
[[nodiscard]] std::vector<Piece> pieces_of(const image::GrayImage& ink, float threshold, std::vector<int>& label);

// Mean width of the ink's lines in pixels: twice the area over the length of the border.
[[nodiscard]] float line_width(const image::GrayImage& ink);

// The ink grown by `radius` pixels on every side (exact Euclidean distance).
[[nodiscard]] image::GrayImage grown(const image::GrayImage& ink, float radius);

}  // namespace mllab::digits
