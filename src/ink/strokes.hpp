// Drawings as polylines with time, and the one way from them to pixels. The pad, the tests and the trainer all go
// through this file, so what a model sees in training is what it sees in the page.
// Coordinates: x to the right, y down, in any unit; a model's input is measured in model pixels, pixel (i, j) covering
// [i, i+1) x [j, j+1).
#pragma once

#include <span>
#include <vector>

#include "image/image.hpp"

namespace mllab::ink {

struct Point {
    float x = 0;
    float y = 0;
    float t_ms = 0;  // time since the drawing began; 0 where unknown
};

using Stroke = std::vector<Point>;  // one polyline, pen down to pen up; a single point is a dot
using Strokes = std::vector<Stroke>;

struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] float width() const { return right - left; }
    [[nodiscard]] float height() const { return bottom - top; }
    [[nodiscard]] float longer_side() const { return width() > height() ? width() : height(); }
    [[nodiscard]] bool empty() const { return right < left || bottom < top; }
};

struct Affine {  // x' = a x + b y + tx, y' = c x + d y + ty
    float a = 1, b = 0, c = 0, d = 1, tx = 0, ty = 0;
};

// Drops points that are not finite and strokes without points; a time that is not finite becomes 0. Every function
// below expects finite coordinates, of any size.
[[nodiscard]] Strokes without_broken_points(const Strokes& strokes);

// Box of the polylines' points, without any pen width; `empty()` when there are no points.
[[nodiscard]] Box bounding_box(std::span<const Stroke> strokes);

// Total length of the polylines.
[[nodiscard]] float ink_length(std::span<const Stroke> strokes);

// The first `fraction` of the ink in drawing order; the stroke at the border is cut there. Dots have no length: they
// come with the ink before them, and a drawing of dots alone is whole for any fraction above 0.
[[nodiscard]] Strokes first_part(std::span<const Stroke> strokes, float fraction);

[[nodiscard]] Strokes transformed(std::span<const Stroke> strokes, const Affine& by);

// Few of the stroke's points, chosen so that the rest lie within `tolerance` of the new polyline (Douglas, Peucker
// 1973).
[[nodiscard]] Stroke simplified(const Stroke& stroke, float tolerance);

// Points at equal distances of arc length, about `spacing` apart, first and last kept; a stroke without length becomes
// one point. This and `smoothed` throw std::invalid_argument on a spacing <= 0 and make at most about 2^16 points.
[[nodiscard]] Stroke resampled(const Stroke& stroke, float spacing);

// A smooth curve through the points (centripetal Catmull-Rom, Yuksel et al. 2011), about `spacing` apart.
[[nodiscard]] Stroke smoothed(const Stroke& stroke, float spacing);

// Coverage in [0, 1] of a round pen of diameter `pen_width` drawn along the strokes; width x height pixels.
// Antialiased: a pixel's value falls linearly over one pixel across the pen's edge; overlaps take the maximum.
// A pen thinner than a pixel is drawn one pixel wide and as pale as it is thin. Segments with a coordinate that is not
// finite are left out. Throws std::invalid_argument on a side below 1 or above 8192, or a pen outside 0..8192.
[[nodiscard]] image::GrayImage rasterised(std::span<const Stroke> strokes, float pen_width, int width, int height);

// How a drawing is laid into a model's input. The values stand on the model card.
struct InkFrame {
    int size_px = 28;        // side of the square input
    float ink_box_px = 20;   // longer side of the ink's box, pen width included
    float pen_width_px = 2;  // so that size on the pad never changes thickness
};

// Scales the polylines so that the inked box's longer side is frame.ink_box_px, draws them with the frame's pen and
// shifts the centre of mass to the centre of the frame, by whole vectors, not by pixels. A dot is drawn as a dot.
// An empty drawing gives an empty (all zero) image. Throws std::invalid_argument on a frame whose ink box does not fit.
[[nodiscard]] image::GrayImage framed(std::span<const Stroke> strokes, const InkFrame& frame);

// The same laying for a picture whose ink is bright on black: the box of pixels above `threshold` is scaled to
// frame.ink_box_px and its centre of mass shifted to the centre. Pen width is left as it is in the picture. Values are
// clamped to 0..1; what is no number counts as 0. A few pixels scaled up become a soft blot that may cross the frame's
// edge.
[[nodiscard]] image::GrayImage framed(const image::GrayImage& picture, const InkFrame& frame, float threshold = 0.1F);

}  // namespace mllab::ink
