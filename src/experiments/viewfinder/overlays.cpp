#include "experiments/viewfinder/overlays.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace mllab::viewfinder {

namespace {

// Of the theme's accents the one that is seen on photographs, skin included.
constexpr ui::Colour heat_colour = ui::rgb(0x4ecbb9);
constexpr float most_opaque = 0.75F;
constexpr float enough_of_square = 0.75F;

std::uint8_t byte_of(float value) {
    return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0F, 1.0F)));
}

}  // namespace

void draw_box(ui::Painter& painter, const Placement& placement, const ui::Rect& box, std::string_view label,
              ui::Colour colour) {
    const float left = std::clamp(box.x, 0.0F, 1.0F);
    const float top = std::clamp(box.y, 0.0F, 1.0F);
    const float right = std::clamp(box.right(), 0.0F, 1.0F);
    const float bottom = std::clamp(box.bottom(), 0.0F, 1.0F);
    // The comparison is false for what is not a number, too.
    if (!(right > left && bottom > top)) return;
    const ui::Rect on_stage = placement.on_stage(ui::Rect{left, top, right - left, bottom - top});
    painter.outline(on_stage, colour, 0.25F, 2.5F);
    if (label.empty()) return;
    const float pad = painter.px(0.25F);
    const ui::Size size = painter.measure(label, ui::Type::small_strong);
    // A label that is wider than what is left of the picture begins earlier.
    const float x = std::max(std::min(on_stage.x, placement.rect.right() - size.w - 2 * pad), placement.rect.x);
    painter.fill({x, on_stage.y, size.w + 2 * pad, size.h}, colour, 0.25F);
    painter.text(x + pad, on_stage.y, label, ui::Type::small_strong, painter.colours().on_accent);
}

image::RgbaImage heat_over(std::span<const float> values, int width, int height, float strongest, ui::Colour colour) {
    image::RgbaImage heat(width, height);
    if (values.size() * 4 != heat.pixels.size())
        throw std::invalid_argument(
            core::joined("a map of ", width, " x ", height, " has not ", values.size(), " values"));
    if (strongest <= 0)
        for (const float v : values)
            if (std::isfinite(v)) strongest = std::max(strongest, v);
    for (std::size_t i = 0; i < values.size(); ++i) {
        // One colour everywhere, so that it does not darken where it fades.
        for (std::size_t channel = 0; channel < 3; ++channel)
            heat.pixels[4 * i + channel] = static_cast<std::uint8_t>((colour >> (8 * channel)) & 255U);
        const bool shows = std::isfinite(values[i]) && strongest > 0;
        heat.pixels[4 * i + 3] = shows ? byte_of(most_opaque * std::clamp(values[i] / strongest, 0.0F, 1.0F)) : 0;
    }
    return heat;
}

void HeatOverlay::set(std::span<const float> values, int width, int height, float strongest) {
    colours_ = std::make_shared<const image::RgbaImage>(heat_over(values, width, height, strongest, heat_colour));
}

void HeatOverlay::draw(ui::Painter& painter, platform::Host& host, const Placement& placement, const ui::Rect& part,
                       float strength) {
    if (painter.measures()) return;
    if (!colours_) return texture_.clear();
    const platform::Texture& texture = texture_.of(host, colours_, platform::Sampling::linear);
    painter.image(texture, placement.on_stage(part), placement.mirrored ? 1.0F : 0.0F, 0,
                  placement.mirrored ? 0.0F : 1.0F, 1, 0.5F,
                  ui::rgb(0xffffff) & IM_COL32(255, 255, 255, byte_of(strength)));
}

float SmallPicture::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, float side,
                         const std::shared_ptr<const image::RgbaImage>& picture, std::string_view caption) {
    if (!painter.measures()) draw_pixels(painter, host, room, side, picture);
    const float gap = painter.px(0.375F);
    return side + gap +
           painter.text(room.x, room.y + side + gap, caption, ui::Type::small, painter.colours().muted, room.w).h;
}

void SmallPicture::draw_pixels(ui::Painter& painter, platform::Host& host, const ui::Rect& room, float side,
                               const std::shared_ptr<const image::RgbaImage>& picture) {
    if (!picture || picture->pixels.empty()) {
        texture_.clear();
        return painter.fill({room.x, room.y, side, side}, painter.colours().sunken, 0.25F);
    }
    const auto longer = static_cast<float>(std::max(picture->width, picture->height));
    const float ratio = painter.frame().pixel_ratio;
    const float whole = std::floor(side * ratio / longer);  // device pixels for each of its own
    // Where that would leave much of the square empty the picture fills it, smooth.
    const bool crisp = whole >= 1 && whole * longer >= enough_of_square * side * ratio;
    const float scale = crisp ? whole / ratio : side / longer;
    const auto snap = [&](float v) { return std::round(v * ratio) / ratio; };
    const platform::Texture& texture =
        texture_.of(host, picture, crisp ? platform::Sampling::nearest : platform::Sampling::linear);
    painter.image(texture, {snap(room.x), snap(room.y), static_cast<float>(picture->width) * scale,
                            static_cast<float>(picture->height) * scale});
}

}  // namespace mllab::viewfinder
