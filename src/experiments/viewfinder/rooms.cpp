#include "experiments/viewfinder/rooms.hpp"

#include <algorithm>
#include <cmath>

namespace mllab::viewfinder {

namespace {

constexpr float wide_em = 40;      // from here on the answer stands beside
constexpr float highest_em = 24;   // of the viewfinder beside an answer
constexpr float highest_low = 22;  // and above one
constexpr float usual_shape = 0.75F;

}  // namespace

float shape_of(const Sources& sources) {
    int width = 0;
    int height = 0;
    if (sources.on() == Source::camera) {
        const platform::CameraStatus& status = sources.camera();
        const auto& last = sources.last_frame();
        width = status.width > 0 ? status.width : last ? last->width : 0;
        height = status.width > 0 ? status.height : last ? last->height : 0;
    } else if (sources.on() == Source::picture) {
        width = sources.picture()->width;
        height = sources.picture()->height;
    }
    if (width < 1 || height < 1) return usual_shape;
    return std::clamp(static_cast<float>(height) / static_cast<float>(width), 0.5625F, 1.0F);
}

Rooms rooms_for(const ui::Painter& painter, float shape, float top) {
    const float width = painter.frame().width;
    Rooms rooms{.wide = width >= painter.px(wide_em)};
    rooms.gap = painter.px(rooms.wide ? 2.5F : 1.25F);
    rooms.margin = painter.px(rooms.wide ? 1.5F : 1);
    rooms.inner = width - 2 * rooms.margin;
    const float y = top > 0 ? top : rooms.margin;
    const float w =
        std::floor(rooms.wide ? std::min(rooms.inner * 0.55F, painter.px(highest_em) / shape) : rooms.inner);
    const float h = std::floor(std::min(w * shape, painter.px(rooms.wide ? highest_em : highest_low)));
    rooms.finder = {rooms.margin, y, w, h};
    rooms.answer = rooms.wide ? ui::Rect{rooms.finder.right() + rooms.gap, y, rooms.inner - w - rooms.gap, h}
                              : ui::Rect{rooms.margin, rooms.finder.bottom() + rooms.gap, rooms.inner, 0};
    return rooms;
}

}  // namespace mllab::viewfinder
