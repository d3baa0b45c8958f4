// How a drawing pad looks: paper, ink while it flows, a picture in place of ink, the pen of keyboard users, the focus.
#pragma once

#include <memory>
#include <string_view>

#include "ui/drawing_pad.hpp"
#include "ui/painter.hpp"

namespace mllab::ui {

struct PadLook {
    float pen_width = 14;  // in pad units; what is seen, never what the model gets
    bool eraser = false;
    bool focused = false;       // by keyboard: the ring and the pen's place are shown
    std::string_view hint;      // on the empty pad
    std::string_view key_hint;  // on the empty pad that has the focus
};

class PadView {
 public:
    // `rect` is square.
    void draw(Painter& painter, platform::Host& host, const DrawingPad& pad, const Rect& rect, const PadLook& look);

 private:
    std::shared_ptr<const Picture> shown_;
    std::shared_ptr<platform::Texture> texture_;
};

// Where on the pad a picture of this size is shown, in pad units.
[[nodiscard]] Rect picture_place(int width, int height);

// The pad as a picture, dark ink on white, `size` pixels a side.
[[nodiscard]] image::RgbaImage picture_of(const DrawingPad& pad, float pen_width, int size);

}  // namespace mllab::ui
