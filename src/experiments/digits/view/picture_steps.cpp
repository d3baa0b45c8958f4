#include "experiments/digits/view/picture_steps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "ui/heat_map.hpp"
#include "ui/pad_view.hpp"

namespace mllab::digits {

namespace {

constexpr std::size_t step_count = 4;
constexpr std::array<std::string_view, step_count> names{"Your picture", "Ink found", "28 × 28", "Answer"};
constexpr float largest_tile_em = 10;
constexpr float arrow_em = 1.5F;

bool is_by_network(const PictureInk& found, std::size_t writing) {
    if (writing < found.writings.size()) return found.writings[writing].way != Writing::Way::thresholds;
    return !found.marked.empty();
}

image::RgbaImage heat(const image::GrayImage& ink, bool dark) {
    return ui::heat_image(ink.pixels, ink.width, ink.height, ui::Scale::ink, dark);
}

// As large as fits, in the middle.
ui::Rect fitted(const ui::Rect& tile, float w, float h) {
    const float scale = tile.w / std::max({w, h, 1.0F});
    return {tile.x + (tile.w - w * scale) / 2, tile.y + (tile.h - h * scale) / 2, w * scale, h * scale};
}

void draw_arrow(ui::Painter& painter, float x, float y, float length) {
    const float head = length / 3;
    const ui::Colour colour = painter.colours().muted;
    painter.line(x, y, x + length, y, colour, 1.5F);
    painter.line(x + length - head, y - head, x + length, y, colour, 1.5F);
    painter.line(x + length - head, y + head, x + length, y, colour, 1.5F);
}

void outline_place(ui::Painter& painter, const ui::Rect& shown, const PictureInk& found, std::size_t writing,
                   std::string_view label) {
    const ink::Box& place = found.writings[writing].place;
    const float unit = shown.w / static_cast<float>(std::max(1, found.picture->width));
    const float air = painter.px(0.25F);
    const ui::Rect box{shown.x + place.left * unit - air, shown.y + place.top * unit - air,
                       place.width() * unit + 2 * air, place.height() * unit + 2 * air};
    painter.outline(box, painter.colours().accent, 0.125F, 1.5F);
    if (label.empty()) return;
    const ui::Size size = painter.measure(label, ui::Type::small_strong);
    const float y = std::max(shown.y, box.y - size.h);
    painter.fill({box.x, y, size.w + painter.px(0.5F), size.h}, painter.colours().accent, 0.125F);
    painter.text(box.x + painter.px(0.25F), y, label, ui::Type::small_strong, painter.colours().on_accent);
}

}  // namespace

void mark_writings(ui::Painter& painter, const ui::Rect& pad, const PictureInk& found,
                   const sketchpad::Reader& reader) {
    const ui::Rect place = ui::picture_place(found.picture->width, found.picture->height);
    const float unit = pad.w / ui::DrawingPad::side;
    const ui::Rect shown{pad.x + place.x * unit, pad.y + place.y * unit, place.w * unit, place.h * unit};
    painter.begin_clip(pad);
    for (const auto& one : reader.answer().seen)
        outline_place(painter, shown, found, one.input, reader.card().labels[one.label]);
    if (reader.answer().seen.empty() && reader.input_index() < found.writings.size())
        outline_place(painter, shown, found, reader.input_index(), "");
    painter.end_clip();
}

void PictureSteps::refresh(platform::Host& host, const ui::Picture& picture,
                           const std::shared_ptr<const FoundInk>& found, const sketchpad::Reader& reader, bool dark) {
    const bool same = found_ == found && answered_ == reader.answered() && model_ == reader.id() && dark_ == dark;
    if (same && photo_) return;
    if (found_ != found || !photo_) photo_ = host.make_texture(picture.pixels, platform::Sampling::linear);
    found_ = found;
    answered_ = reader.answered();
    model_ = reader.id();
    dark_ = dark;
    const PictureInk& ink = found->ink;
    const image::GrayImage& map = is_by_network(ink, reader.input_index()) ? ink.marked : ink.dark;
    ink_ = map.empty() ? nullptr : host.make_texture(heat(map, dark), platform::Sampling::linear);
    input_ =
        reader.input().empty() ? nullptr : host.make_texture(heat(reader.input(), dark), platform::Sampling::nearest);
}

float PictureSteps::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const ui::Picture& picture,
                         const std::shared_ptr<const FoundInk>& found, const sketchpad::Reader& reader) {
    const auto count = static_cast<float>(step_count);
    const float arrow = painter.px(room.w < painter.px(30) ? 1.0F : arrow_em);
    const float side = std::floor(std::min(painter.px(largest_tile_em), (room.w - (count - 1) * arrow) / count));
    const float caption_h = painter.px(ui::line_em(ui::Type::small));
    const float height = caption_h + painter.px(0.25F) + side;
    if (painter.measures()) return height;
    refresh(host, picture, found, reader, painter.frame().dark);
    const ui::Palette& colours = painter.colours();
    const float y = room.y + caption_h + painter.px(0.25F);
    for (std::size_t i = 0; i < step_count; ++i) {
        const ui::Rect tile{room.x + static_cast<float>(i) * (side + arrow), y, side, side};
        painter.text(tile.x, room.y, names[i], ui::Type::small, colours.muted, side + arrow / 2);
        if (i + 1 < step_count) draw_arrow(painter, tile.right() + arrow * 0.2F, y + side / 2, arrow * 0.6F);
        if (i + 1 < step_count) painter.fill(tile, colours.sunken, 0.25F);
        const auto w = static_cast<float>(picture.pixels.width);
        const auto h = static_cast<float>(picture.pixels.height);
        if (i == 0) painter.image(*photo_, fitted(tile, w, h));
        if (i == 1 && ink_) painter.image(*ink_, fitted(tile, w, h));
        if (i == 2 && input_) painter.image(*input_, tile);
        if (i + 1 < step_count) {
            painter.outline(tile, colours.line, 0.25F);
            continue;
        }
        const sketchpad::Answer& answer = reader.answer();
        const std::string sign = answer.best ? reader.card().labels[*answer.best] : "?";
        painter.fill(tile, answer.best ? colours.accent_soft : colours.sunken, 0.25F);
        const bool large = side >= painter.px(5);
        const auto type = large ? ui::Type::answer : ui::Type::title;
        const float line = painter.px(ui::line_em(type));
        painter.text(tile.x, tile.y + (side - line) / 2, sign, type, answer.best ? colours.accent : colours.doubt, side,
                     ui::Align::centre);
    }
    return height;
}

}  // namespace mllab::digits
