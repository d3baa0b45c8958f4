#include "training/recipes/digits/photos/camera.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "training/augment/photo/camera.hpp"
#include "training/recipes/digits/photos/texture.hpp"

namespace mllab::digits_photos {

namespace {

image::GrayImage coarsened(const image::GrayImage& picture, float part) {
    const auto small = [&](int side) {
        return std::max(2, static_cast<int>(std::lround(part * static_cast<float>(side))));
    };
    return image::resized_bilinear(image::resized_by_area(picture, small(picture.width), small(picture.height)),
                                   picture.width, picture.height);
}

void sharpen(image::GrayImage& picture, float by, float deviation_px) {
    const image::GrayImage soft = blurred(picture, deviation_px);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] += by * (picture.pixels[i] - soft.pixels[i]);
}

image::GrayImage compressed(const image::GrayImage& picture, int quality) {
    image::RgbaImage colour(picture.width, picture.height);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(std::lround(255 * std::clamp(picture.pixels[i], 0.0F, 1.0F)));
        for (std::size_t k = 0; k < 3; ++k) colour.pixels[4 * i + k] = byte;
        colour.pixels[4 * i + 3] = 255;
    }
    return image::grayscale(augment::compressed(colour, quality));
}

}  // namespace

float Tone::of(float v) const { return lift + (1 - lift) * std::pow(std::clamp(gain * v, 0.0F, 1.0F), gamma); }

Tone random_tone(const image::GrayImage& scene, core::Random& random) {
    std::vector<float> values = scene.pixels;
    const auto bright = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 9 / 10);
    std::nth_element(values.begin(), bright, values.end());
    const double wanted = random.uniform(0.5, 1.1);
    return {.gain = static_cast<float>(std::clamp(wanted / std::max(0.02, static_cast<double>(*bright)), 0.5, 3.0)),
            .gamma = static_cast<float>(std::exp(random.normal(0, 0.2))),
            .lift = static_cast<float>(random.chance(0.2) ? random.uniform(0, 0.25) : 0)};
}

image::GrayImage photographed(const image::GrayImage& scene, bool plain, const Tone& tone, float side_px,
                              core::Random& random) {
    // A digit needs about so many pixels to be one.
    constexpr float least_px = 20;

    image::GrayImage picture = scene;
    const auto number = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
    if (!plain && random.chance(0.65)) picture = blurred(picture, number(0.25, 1.5));
    if (random.chance(plain ? 0.4 : 0.12)) {
        const float least = std::clamp(least_px / std::max(1.0F, side_px), 0.12F, 0.9F);
        picture = coarsened(picture, number(static_cast<double>(least), 0.95));
    }
    if (!plain) {
        if (random.chance(0.3)) sharpen(picture, number(0.3, 2), number(0.6, 2.5));
        for (float& v : picture.pixels) v = tone.of(v);
        if (random.chance(0.7)) {
            const float part = number(0, 1);
            const image::GrayImage grain = noise(picture.width, picture.height, number(0.6, 2.2), random);
            for (std::size_t i = 0; i < picture.pixels.size(); ++i)
                picture.pixels[i] += 0.06F * part * part * grain.pixels[i];
        }
    }
    for (float& v : picture.pixels) v = std::round(255 * std::clamp(v, 0.0F, 1.0F)) / 255;
    if (random.chance(0.25)) picture = compressed(picture, static_cast<int>(random.uniform(15, 92)));
    return picture;
}

}  // namespace mllab::digits_photos
