#include "experiments/digits/view/view.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "experiments/digits/view/subject.hpp"
#include "ui/pad_view.hpp"

namespace mllab::digits {

namespace {

void draw_crop(ui::Painter& painter, const ui::Rect& pad, const ui::Picture& picture, const Crop& crop) {
    const ui::Rect place = ui::picture_place(picture.pixels.width, picture.pixels.height);
    const float unit = pad.w / ui::DrawingPad::side;
    const ui::Rect shown{pad.x + place.x * unit, pad.y + place.y * unit, place.w * unit, place.h * unit};
    const ink::Box& part = crop.part();
    const ui::Rect kept{shown.x + part.left * shown.w, shown.y + part.top * shown.h, part.width() * shown.w,
                        part.height() * shown.h};
    // What goes away lies in the shade.
    constexpr ui::Colour shade = 0x99000000;
    painter.fill({shown.x, shown.y, shown.w, kept.y - shown.y}, shade);
    painter.fill({shown.x, kept.bottom(), shown.w, shown.bottom() - kept.bottom()}, shade);
    painter.fill({shown.x, kept.y, kept.x - shown.x, kept.h}, shade);
    painter.fill({kept.right(), kept.y, shown.right() - kept.right(), kept.h}, shade);
    painter.outline(kept, painter.colours().accent, 0, 2);
}

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch)
    : sketchpad::View(host, std::make_unique<Controller>(host, launch)),
      host_(host),
      digits_(static_cast<Controller&>(controller())),
      panels_(digits_.answering().readers().size()) {}

float View::draw_answer(ui::Painter& painter, const ui::Rect& room, std::size_t reader, Shape shape) {
    const sketchpad::Answering& answering = controller().answering();
    const sketchpad::Reader& shown = answering.readers()[reader];
    const std::string remark = sketchpad::remark(shown, answering);
    if (shape == Shape::row) return panels_[reader].draw_row(painter, room, shown.answer(), remark);
    return panels_[reader].draw_column(painter, room, shown.answer(), remark,
                                       answering.comparing() ? shown.name() : "");
}

const sketchpad::Reader* View::reader_of_picture() const {
    const sketchpad::Reader& reader = digits_.answering().chosen();
    const auto& found = digits_.found();
    return found && reader.question() && reader.question()->picture == found ? &reader : nullptr;
}

void View::draw_on_pad(ui::Painter& painter, const ui::Rect& pad) {
    const auto& picture = digits_.pad().picture();
    if (!picture) return;
    if (digits_.cropping()) {
        draw_crop(painter, pad, *picture, *digits_.cropping());
    } else if (const sketchpad::Reader* reader = reader_of_picture()) {
        mark_writings(painter, pad, digits_.found()->ink, *reader);
    }
}

float View::draw_below(ui::Painter& painter, const ui::Rect& room) {
    const sketchpad::Reader* reader = reader_of_picture();
    if (reader == nullptr) return 0;
    return steps_.draw(painter, host_, room, *digits_.pad().picture(), digits_.found(), *reader);
}

std::string View::pad_label() const {
    if (!digits_.cropping()) return sketchpad::View::pad_label();
    return core::joined(
        "The part of the picture to keep: ", digits_.cropping()->words(),
        ". Drag around the digit. By keyboard: the arrow keys move it, with shift they change its size, "
        "Enter keeps it, Escape leaves.");
}

}  // namespace mllab::digits
