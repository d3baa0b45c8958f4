// What lies before the camera where nobody has written: a sheet or a board with what is printed on it, and the table.
#pragma once

#include <array>
#include <vector>

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::digits_photos {

// Reflectances 0..1.
struct Surface {
    image::GrayImage picture;
    image::GrayImage sheet;  // 1 where the sheet is, 0 on the table; empty where all is sheet
    float paper = 1;         // the sheet's own
    float contrast = 1;      // of the ink that will be written on it, as a part of what there can be
    float ink = 0;           // the ink's reflectance
    bool on_dark = false;    // chalk: the ink is brighter
};

// A point of the sheet of each pixel: turned, seen a little from the side, bent, and often from so near that lines far
// apart are thick and soft. A unit of the sheet is `zoom` pixels.
class View {
 public:
    View(int width, int height, core::Random& random);
    [[nodiscard]] std::array<float, 2> at(int x, int y) const;  // of a pixel of the picture
    [[nodiscard]] float degrees() const { return degrees_; }    // that the sheet is turned by
    [[nodiscard]] float zoom() const { return zoom_; }

 private:
    float degrees_ = 0;
    float zoom_ = 1;
    std::array<float, 8> m_{};  // (m0 x + m1 y + m2) / w, (m3 x + m4 y + m5) / w, w = 1 + m6 x + m7 y
    image::GrayImage bend_x_, bend_y_;
};

// What stays on the sheet: about `clear_px` around a pixel it has no edge.
struct Clear {
    int x = 0, y = 0;
    float clear_px = 0;
};

// Plain pictures have no print, grain or table.
[[nodiscard]] Surface random_surface(int width, int height, const View& view, bool plain, const Clear& clear,
                                     core::Random& random);

// Lines that are printed on paper, as a part 0..1 of what their colour covers at each pixel: lines, squares,
// millimetres, dots, double lines, boxes, a margin. All zero for plain paper.
[[nodiscard]] image::GrayImage random_print(int width, int height, const View& view, core::Random& random);

}  // namespace mllab::digits_photos
