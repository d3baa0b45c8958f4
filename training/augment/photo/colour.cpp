#include "training/augment/photo/colour.hpp"

#include <cmath>
#include <numbers>

#include "training/augment/photo/pixels.hpp"

namespace mllab::augment {

namespace {

using Matrix = std::array<std::array<float, 3>, 3>;

// A rotation about the grey axis (Rodrigues), then towards luma.
Matrix mixing(const ColourChange& change) {
    const float angle = change.hue_degrees * std::numbers::pi_v<float> / 180;
    const float c = std::cos(angle);
    const float s = std::sin(angle) / std::numbers::sqrt3_v<float>;
    const float a = (1 - c) / 3;
    const Matrix turn{{{c + a, a - s, a + s}, {a + s, c + a, a - s}, {a - s, a + s, c + a}}};
    constexpr std::array<float, 3> weights{0.299F, 0.587F, 0.114F};
    Matrix result{};
    for (std::size_t j = 0; j < 3; ++j) {
        float grey = 0;
        for (std::size_t i = 0; i < 3; ++i) grey += weights[i] * turn[i][j];
        for (std::size_t i = 0; i < 3; ++i)
            result[i][j] = (grey + change.saturation * (turn[i][j] - grey)) * change.gain[j];
    }
    return result;
}

}  // namespace

image::RgbaImage recoloured(const image::RgbaImage& picture, const ColourChange& change) {
    const Matrix matrix = mixing(change);
    std::array<std::uint8_t, 256> curve{};
    for (std::size_t v = 0; v < curve.size(); ++v) {
        const float stretched = 127.5F + (static_cast<float>(v) - 127.5F) * change.contrast;
        curve[v] = byte_of(255 * std::pow(std::clamp(stretched, 0.0F, 255.0F) / 255, change.gamma));
    }
    image::RgbaImage result = picture;
    for (std::size_t at = 0; at < result.pixels.size(); at += 4) {
        std::uint8_t* p = result.pixels.data() + at;
        const std::array<float, 3> in{static_cast<float>(p[0]), static_cast<float>(p[1]), static_cast<float>(p[2])};
        for (std::size_t i = 0; i < 3; ++i)
            p[i] = curve[byte_of(matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2])];
    }
    return result;
}

ColourChange random_colours(core::Random& random, float strength) {
    const auto spread = [&](double deviation) {
        return static_cast<float>(std::clamp(random.normal(0, deviation), -2.5 * deviation, 2.5 * deviation)) *
               strength;
    };
    ColourChange change;
    const float brightness = spread(0.22);
    for (float& gain : change.gain) gain = std::exp(brightness + spread(0.07));
    change.hue_degrees = spread(8);
    change.saturation = std::exp(spread(0.35));
    change.contrast = std::exp(spread(0.2));
    change.gamma = std::exp(spread(0.22));
    if (random.chance(0.1 * strength)) change.saturation = 0;
    return change;
}

image::RgbaImage lit(const image::RgbaImage& picture, const SideLight& light) {
    const float angle = light.degrees * std::numbers::pi_v<float> / 180;
    const float dx = std::cos(angle);
    const float dy = std::sin(angle);
    const float reach = std::abs(dx) + std::abs(dy);
    image::RgbaImage result = picture;
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            const float u = 2 * (static_cast<float>(x) + 0.5F) / static_cast<float>(result.width) - 1;
            const float v = 2 * (static_cast<float>(y) + 0.5F) / static_cast<float>(result.height) - 1;
            const float nearness = 0.5F + 0.5F * (dx * u + dy * v) / reach;
            std::uint8_t* p = pixel(result, x, y);
            for (std::size_t i = 0; i < 3; ++i)
                p[i] = byte_of(static_cast<float>(p[i]) * (light.far[i] + nearness * (light.near[i] - light.far[i])));
        }
    return result;
}

SideLight random_side_light(core::Random& random, float strength) {
    SideLight light;
    light.degrees = static_cast<float>(random.uniform(0, 360));
    const auto gain = [&](double mean) {
        const auto brightness = static_cast<float>(random.uniform(0, mean)) * strength;
        std::array<float, 3> result{};
        for (float& one : result) one = std::exp(brightness + static_cast<float>(random.uniform(-0.1, 0.1)) * strength);
        return result;
    };
    light.near = gain(0.5);
    light.far = gain(-0.7);
    return light;
}

}  // namespace mllab::augment
