#include "experiments/viewfinder/finder.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "experiments/viewfinder/words.hpp"

namespace mllab::viewfinder {

namespace {

constexpr float radius_em = 0.5F;
constexpr ui::Colour bright = ui::rgb(0xffffff);
// Enough to tell what is not looked at, not too much to see what is in it.
constexpr ui::Colour dimmed = ui::rgb(0x6b6b6b);
// On pictures of any colour: light on dark.
constexpr ui::Colour light = ui::rgb(0xffffff);
constexpr ui::Colour dark = IM_COL32(0, 0, 0, 150);
constexpr ui::Colour found_light = ui::rgb(0x4ecbb9);

// What is seen of the picture through `window`, a part of the stage. Where the processor draws, which is so in browsers
// without a graphics card, every pixel costs: so parts do not lie on each other, and `paper`, white under what is
// transparent, for the network, too, is only for pictures that may need it.
void draw_through(ui::Painter& painter, const platform::Texture& texture, const Placement& placement,
                  const ui::Rect& window, ui::Colour tint, bool paper) {
    if (window.w <= 0 || window.h <= 0) return;
    const ui::Rect& to = placement.rect;
    painter.begin_clip(window);
    // Not out to the softened edge.
    if (paper) painter.fill({to.x + 1, to.y + 1, to.w - 2, to.h - 2}, tint, radius_em);
    painter.image(texture, to, placement.mirrored ? 1 : 0, 0, placement.mirrored ? 0 : 1, 1, radius_em, tint);
    painter.end_clip();
}

// What is left of `whole` above, below, left and right of a part of it.
std::array<ui::Rect, 4> around(const ui::Rect& whole, const ui::Rect& part) {
    return {{{whole.x, whole.y, whole.w, part.y - whole.y},
             {whole.x, part.bottom(), whole.w, whole.bottom() - part.bottom()},
             {whole.x, part.y, part.x - whole.x, part.h},
             {part.right(), part.y, whole.right() - part.right(), part.h}}};
}

bool covers(const ui::Rect& over, const ui::Rect& room) { return over.w > room.w - 1 && over.h > room.h - 1; }

void draw_marks(ui::Painter& painter, const ui::Rect& guide, bool found) {
    const float inset = std::min(painter.px(0.625F), guide.w / 8);
    const float arm = std::min(painter.px(1.5F), guide.w / 5);
    const ui::Rect r{guide.x + inset, guide.y + inset, guide.w - 2 * inset, guide.h - 2 * inset};
    const auto corners = [&](ui::Colour colour, float thickness) {
        for (const auto& [x, across] : {std::pair(r.x, arm), std::pair(r.right(), -arm)})
            for (const auto& [y, down] : {std::pair(r.y, arm), std::pair(r.bottom(), -arm)}) {
                const std::array<ink::Point, 3> corner{
                    {{.x = x + across, .y = y}, {.x = x, .y = y}, {.x = x, .y = y + down}}};
                painter.ink(corner, thickness, colour);
            }
    };
    corners(dark, found ? 7.0F : 5.0F);
    corners(found ? found_light : light, found ? 4.0F : 2.0F);
}

// A line of text on a picture, above `bottom`.
void draw_chip(ui::Painter& painter, const ui::Rect& around, float bottom, std::string_view text) {
    const float pad = painter.px(0.5F);
    const float wrap = std::max(around.w - 4 * pad, painter.px(4));
    const ui::Size size = painter.measure(text, ui::Type::small_strong, wrap);
    const ui::Rect chip{around.x + (around.w - size.w) / 2 - pad, bottom - size.h - pad, size.w + 2 * pad,
                        size.h + pad};
    painter.fill(chip, dark, 0.375F);
    painter.text(around.x + (around.w - wrap) / 2, chip.y + pad / 2, text, ui::Type::small_strong, light, wrap,
                 ui::Align::centre);
}

// A camera: its body, its lens, the hump above it. Struck through where it is not to be had.
void draw_camera(ui::Painter& painter, float x, float y, float size, ui::Colour colour, bool struck) {
    const float line = std::max(size / 16, 1.5F);
    painter.fill({x - size * 0.16F, y - size * 0.42F, size * 0.32F, size * 0.16F}, colour, 0.125F);
    painter.outline({x - size / 2, y - size * 0.32F, size, size * 0.68F}, colour, 0.25F, line);
    painter.ring(x, y + size * 0.02F, size * 0.17F, colour, line);
    if (!struck) return;
    const float reach = size * 0.56F;
    painter.line(x - reach, y - reach * 0.8F, x + reach, y + reach * 0.8F, colour, line);
}

void draw_empty(ui::Painter& painter, const Sources& sources, const ui::Rect& room, std::string_view invitation) {
    const ui::Palette& colours = painter.colours();
    const platform::CameraState state = sources.camera().state;
    const bool trouble = in_trouble(state);
    const std::string words = state == platform::CameraState::off ? std::string(invitation) : sources.words();
    painter.fill(room, colours.sunken, radius_em);
    const float wrap = std::min(room.w - painter.px(2), painter.px(26));
    const float text_h = painter.measure(words, ui::Type::body, wrap).h;
    const float icon = std::min(painter.px(3.5F), room.h - text_h - painter.px(2.5F));
    const bool with_icon = icon >= painter.px(1.5F);
    const float gap = painter.px(1);
    const float h = text_h + (with_icon ? icon + gap : 0);
    float y = room.y + (room.h - h) / 2;
    painter.begin_clip(room);
    if (with_icon) {
        draw_camera(painter, room.x + room.w / 2, y + icon / 2, icon, trouble ? colours.doubt : colours.accent,
                    trouble);
        y += icon + gap;
    }
    painter.text(room.x + (room.w - wrap) / 2, y, words, ui::Type::body, trouble ? colours.text : colours.muted, wrap,
                 ui::Align::centre);
    painter.end_clip();
}

// The square in its middle, as large as this share of it.
image::Square inner(const image::Square& square, double share) {
    const double less = square.side * (1 - share) / 2;
    return {.left = square.left + less, .top = square.top + less, .side = square.side * share};
}

}  // namespace

const platform::Texture& PictureTexture::of(platform::Host& host,
                                            const std::shared_ptr<const image::RgbaImage>& picture,
                                            platform::Sampling sampling) {
    if (!texture_ || picture_ != picture || sampling_ != sampling) texture_ = host.make_texture(*picture, sampling);
    picture_ = picture;
    sampling_ = sampling;
    return *texture_;
}

void PictureTexture::clear() {
    picture_.reset();
    texture_.reset();
}

std::optional<Shown> Finder::draw(ui::Painter& painter, platform::Host& host, const Sources& sources,
                                  const ui::Rect& room, const Look& look) {
    if (painter.measures()) return std::nullopt;
    const bool camera = sources.on() == Source::camera;
    const platform::CameraStatus& status = sources.camera();
    const bool live = camera && status.width > 0 && status.height > 0;
    const std::shared_ptr<platform::Texture> frame = live ? sources.camera_picture() : nullptr;
    const auto& still = camera ? sources.last_frame() : sources.picture();
    if (frame || !still) picture_.clear();
    if (sources.on() == Source::none || (!frame && !still)) {
        draw_empty(painter, sources, room, look.invitation);
        return std::nullopt;
    }
    const int width = frame ? status.width : still->width;
    const int height = frame ? status.height : still->height;
    Shown shown{.placement = fitted(width, height, room, sources.mirrored()),
                .guide = {0, 0, 1, 1},
                .live = frame != nullptr,
                .paused = camera && !frame};
    if (look.guide) shown.guide = part_of(inner(image::central_square(width, height), look.guide_side), width, height);
    const platform::Texture& texture = frame ? *frame : picture_.of(host, still, platform::Sampling::linear);
    const ui::Rect guide = shown.placement.on_stage(shown.guide);

    const ui::Rect& whole = shown.placement.rect;
    if (!covers(whole, room)) painter.fill(room, painter.colours().sunken, radius_em);
    painter.begin_clip(room);
    if (shown.paused) {
        draw_through(painter, texture, shown.placement, whole, dimmed, !camera);
    } else {
        for (const ui::Rect& window : around(whole, guide))
            draw_through(painter, texture, shown.placement, window, dimmed, !camera);
        draw_through(painter, texture, shown.placement, guide, bright, !camera);
    }
    if (look.guide && !shown.paused && guide.w >= painter.px(3)) draw_marks(painter, guide, look.found);
    if (shown.paused)
        draw_chip(painter, room, room.y + room.h / 2 + painter.px(1),
                  status.state == platform::CameraState::paused ? "Paused" : "Waiting for the camera…");
    else if (!look.hint.empty() && guide.w >= painter.px(6))
        draw_chip(painter, guide, std::min(guide.bottom(), room.bottom()) - painter.px(1), look.hint);
    painter.end_clip();
    return shown;
}

}  // namespace mllab::viewfinder
