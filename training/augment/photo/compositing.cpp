#include "training/augment/photo/compositing.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/pixels.hpp"
#include "training/augment/photo/warp.hpp"

namespace mllab::augment {

image::RgbaImage over(const image::RgbaImage& top, const image::RgbaImage& bottom) {
    if (top.width != bottom.width || top.height != bottom.height)
        throw std::invalid_argument("pictures that are laid over one another must be of one size");
    image::RgbaImage result = bottom;
    for (std::size_t at = 0; at < result.pixels.size(); at += 4) {
        const std::uint8_t* p = top.pixels.data() + at;
        if (p[3] == 0) continue;
        std::uint8_t* q = result.pixels.data() + at;
        const float a = static_cast<float>(p[3]) / 255;
        const float behind = static_cast<float>(q[3]) / 255 * (1 - a);
        const float alpha = a + behind;
        for (std::size_t i = 0; i < 3; ++i)
            q[i] = byte_of((a * static_cast<float>(p[i]) + behind * static_cast<float>(q[i])) / alpha);
        q[3] = byte_of(255 * alpha);
    }
    return result;
}

image::RgbaImage feathered(const image::RgbaImage& picture, float feather_px) {
    if (feather_px <= 0) return picture;
    image::RgbaImage result = picture;
    const auto inside = [&](int at, int size) {
        return std::min(1.0F, (static_cast<float>(std::min(at, size - 1 - at)) + 0.5F) / feather_px);
    };
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            std::uint8_t& alpha = pixel(result, x, y)[3];
            alpha = byte_of(static_cast<float>(alpha) * inside(x, result.width) * inside(y, result.height));
        }
    return result;
}

image::RgbaImage blurred_enlargement(const image::RgbaImage& picture, int side) {
    // Blurred while it is small: it costs a sixteenth and looks the same.
    const int coarse = std::max(1, side / 4);
    const double shortest = std::min(picture.width, picture.height);
    const Placement placement{.source_x = picture.width / 2.0,
                              .source_y = picture.height / 2.0,
                              .x = coarse / 2.0,
                              .y = coarse / 2.0,
                              .scale = 1.15 * coarse / shortest};
    const image::RgbaImage small = warped(picture, to_source(placement), coarse, coarse, Beyond::repeated);
    return image::resized_bilinear(defocused(small, 2.5F), side, side);
}

image::RgbaImage with_bar(const image::RgbaImage& picture, const Bar& bar) {
    image::RgbaImage result = picture;
    const float angle = bar.degrees * std::numbers::pi_v<float> / 180;
    const float nx = -std::sin(angle);
    const float ny = std::cos(angle);
    const float half = bar.width_px / 2;
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            const float distance =
                nx * (static_cast<float>(x) + 0.5F - bar.x) + ny * (static_cast<float>(y) + 0.5F - bar.y);
            const float cover = std::clamp(half - std::abs(distance) + 0.5F, 0.0F, std::min(1.0F, bar.width_px));
            if (cover <= 0) continue;
            const float shade = 1 - 0.35F * (distance / half) * (distance / half);
            std::uint8_t* p = pixel(result, x, y);
            for (std::size_t i = 0; i < 3; ++i)
                p[i] = byte_of(static_cast<float>(p[i]) * (1 - cover) + bar.colour[i] * shade * cover);
        }
    return result;
}

image::RgbaImage with_patch(const image::RgbaImage& picture, const Patch& patch) {
    image::RgbaImage result = picture;
    for (int y = std::max(0, patch.top); y < std::min(result.height, patch.top + patch.height); ++y)
        for (int x = std::max(0, patch.left); x < std::min(result.width, patch.left + patch.width); ++x)
            for (std::size_t i = 0; i < 3; ++i) pixel(result, x, y)[i] = byte_of(patch.colour[i]);
    return result;
}

std::array<float, 3> random_colour(core::Random& random) {
    // Mostly muted: brightness anywhere, saturation small more often than large.
    const double light = random.uniform(15, 240);
    const double colourful = random.uniform() * random.uniform() * 0.9;
    const double hue = random.uniform(0, 2 * std::numbers::pi);
    std::array<float, 3> colour{};
    for (std::size_t i = 0; i < 3; ++i)
        colour[i] = static_cast<float>(std::clamp(
            light * (1 + colourful * std::cos(hue + 2 * std::numbers::pi * static_cast<double>(i) / 3)), 0.0, 255.0));
    return colour;
}

}  // namespace mllab::augment
