// Where a picture lies on the stage, and the way between its own coordinates and the stage's. The picture's are 0 to 1
// from its left and top, as the world is; a mirrored display turns round only what is seen.
#pragma once

#include "image/planes.hpp"
#include "ink/strokes.hpp"
#include "ui/painter.hpp"

namespace mllab::viewfinder {

struct Placement {
    ui::Rect rect{};  // of the whole picture, in CSS pixels of the stage
    bool mirrored = false;

    [[nodiscard]] ink::Point on_stage(float x, float y) const;
    [[nodiscard]] ui::Rect on_stage(const ui::Rect& part) const;
    [[nodiscard]] ink::Point in_picture(float x, float y) const;
    [[nodiscard]] ui::Rect in_picture(const ui::Rect& part) const;
};

// The whole picture as large as fits into the middle of `room`, its shape kept; but of at least one CSS pixel a side,
// however long it is. `width`, `height`: the picture's, in pixels; throws std::invalid_argument if one is below 1.
[[nodiscard]] Placement fitted(int width, int height, const ui::Rect& room, bool mirrored);

// A square of a picture's pixels in the picture's coordinates.
[[nodiscard]] ui::Rect part_of(const image::Square& square, int width, int height);

}  // namespace mllab::viewfinder
