// What experiments draw over the picture and beside it: boxes, where a network looked, and the small picture that it
// saw.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "experiments/viewfinder/finder.hpp"

namespace mllab::viewfinder {

// `box` in the picture's coordinates; what reaches over the picture's edge is cut. The label stands in the box's
// corner.
void draw_box(ui::Painter& painter, const Placement& placement, const ui::Rect& box, std::string_view label,
              ui::Colour colour);

// `colour`, the more opaque the larger the value; nothing for 0 or less and for what is not finite. `strongest` is the
// value of the full colour; 0: the largest of all.
[[nodiscard]] image::RgbaImage heat_over(std::span<const float> values, int width, int height, float strongest,
                                         ui::Colour colour);

// A map of values over a part of the picture, smooth: a class activation map over the guide.
class HeatOverlay {
 public:
    // `height` x `width` values, as the network saw the picture: not mirrored. Throws std::invalid_argument if their
    // number is another.
    void set(std::span<const float> values, int width, int height, float strongest = 0);
    void clear() { colours_.reset(); }
    [[nodiscard]] bool empty() const { return !colours_; }

    // `part` in the picture's coordinates; `strength` 0 to 1.
    void draw(ui::Painter& painter, platform::Host& host, const Placement& placement, const ui::Rect& part,
              float strength = 1);

 private:
    std::shared_ptr<const image::RgbaImage> colours_;
    PictureTexture texture_;
};

// What the network sees, pixel by pixel: as the world is, so not mirrored.
class SmallPicture {
 public:
    // In a square of `side` CSS pixels in the room's corner, an empty one for nullptr: whole device pixels for each of
    // the picture's where they fit and nearly fill it. Gives the height with the caption below.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, float side,
               const std::shared_ptr<const image::RgbaImage>& picture, std::string_view caption);

 private:
    void draw_pixels(ui::Painter& painter, platform::Host& host, const ui::Rect& room, float side,
                     const std::shared_ptr<const image::RgbaImage>& picture);

    PictureTexture texture_;
};

}  // namespace mllab::viewfinder
