#include "experiments/viewfinder/placement.hpp"

#include <algorithm>
#include <stdexcept>

namespace mllab::viewfinder {

ink::Point Placement::on_stage(float x, float y) const {
    return {.x = rect.x + (mirrored ? 1 - x : x) * rect.w, .y = rect.y + y * rect.h, .t_ms = 0};
}

ui::Rect Placement::on_stage(const ui::Rect& part) const {
    const ink::Point corner = on_stage(mirrored ? part.right() : part.x, part.y);
    return {corner.x, corner.y, part.w * rect.w, part.h * rect.h};
}

ink::Point Placement::in_picture(float x, float y) const {
    const float across = (x - rect.x) / rect.w;
    return {.x = mirrored ? 1 - across : across, .y = (y - rect.y) / rect.h, .t_ms = 0};
}

ui::Rect Placement::in_picture(const ui::Rect& part) const {
    const ink::Point corner = in_picture(mirrored ? part.right() : part.x, part.y);
    return {corner.x, corner.y, part.w / rect.w, part.h / rect.h};
}

Placement fitted(int width, int height, const ui::Rect& room, bool mirrored) {
    if (width < 1 || height < 1) throw std::invalid_argument("a picture has at least one pixel");
    const auto w = static_cast<float>(width);
    const auto h = static_cast<float>(height);
    const float scale = std::min(room.w / w, room.h / h);
    const float across = std::max(w * scale, 1.0F);
    const float down = std::max(h * scale, 1.0F);
    return {.rect = {room.x + (room.w - across) / 2, room.y + (room.h - down) / 2, across, down}, .mirrored = mirrored};
}

ui::Rect part_of(const image::Square& square, int width, int height) {
    const auto share = [](double length, int of) { return static_cast<float>(length / of); };
    return {share(square.left, width), share(square.top, height), share(square.side, width),
            share(square.side, height)};
}

}  // namespace mllab::viewfinder
