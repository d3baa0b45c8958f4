#include "training/augment/photo/rooms.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/colour.hpp"
#include "training/augment/photo/compositing.hpp"
#include "training/augment/photo/pixels.hpp"

namespace mllab::augment {

namespace {

// Random grey values of a coarse grid, interpolated: brightness that wanders by about `amount`.
image::RgbaImage wandering(const image::RgbaImage& picture, int cells, float amount, core::Random& random) {
    image::GrayImage coarse(cells, cells);
    for (float& value : coarse.pixels) value = 1 + amount * static_cast<float>(random.uniform(-1, 1));
    const image::GrayImage field = image::resized_bilinear(coarse, picture.width, picture.height);
    image::RgbaImage result = picture;
    for (std::size_t i = 0; i < field.pixels.size(); ++i)
        for (std::size_t c = 0; c < 3; ++c)
            result.pixels[i * 4 + c] = byte_of(static_cast<float>(result.pixels[i * 4 + c]) * field.pixels[i]);
    return result;
}

image::RgbaImage plain(int side, const Colour& colour) {
    image::RgbaImage result(side, side);
    for (std::size_t at = 0; at < result.pixels.size(); at += 4) {
        for (std::size_t i = 0; i < 3; ++i) result.pixels[at + i] = byte_of(colour[i]);
        result.pixels[at + 3] = 255;
    }
    return result;
}

Colour wall_colour(core::Random& random) {
    if (random.chance(0.35)) return random_colour(random);
    // Paint: light, a little warm or cool.
    const auto light = static_cast<float>(random.uniform(70, 235));
    const auto warm = static_cast<float>(random.normal(0, 0.05));
    return {light * (1 + warm), light, light * (1 - warm)};
}

image::RgbaImage striped(const image::RgbaImage& picture, core::Random& random) {
    const auto period = static_cast<float>(random.uniform(8, 50));
    auto angle = static_cast<float>(random.normal(0, 0.15));
    if (random.chance(0.3)) angle += std::numbers::pi_v<float> / 2;
    const auto depth = static_cast<float>(random.uniform(0.05, 0.4));
    image::RgbaImage result = picture;
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            const float t = (static_cast<float>(x) * std::cos(angle) + static_cast<float>(y) * std::sin(angle)) /
                            period * 2 * std::numbers::pi_v<float>;
            const float gain = 1 + depth * (std::sin(t) + 0.4F * std::sin(2.3F * t + 1));
            for (std::size_t i = 0; i < 3; ++i)
                pixel(result, x, y)[i] = byte_of(static_cast<float>(pixel(result, x, y)[i]) * gain);
        }
    return result;
}

image::RgbaImage furnished(image::RgbaImage picture, core::Random& random) {
    const auto side = static_cast<double>(picture.width);
    const std::size_t things = 1 + random.below(4);
    for (std::size_t k = 0; k < things; ++k) {
        const Colour colour = random.chance(0.5) ? wall_colour(random) : random_colour(random);
        if (random.chance(0.5)) {
            picture = with_bar(picture, {.x = static_cast<float>(random.uniform(0, side)),
                                         .y = static_cast<float>(random.uniform(0, side)),
                                         .degrees = static_cast<float>(random.normal(random.chance(0.7) ? 90 : 0, 8)),
                                         .width_px = static_cast<float>(std::exp(random.uniform(0.5, 4.2))),
                                         .colour = colour});
        } else {
            const auto width = static_cast<int>(random.uniform(0.1, 0.8) * side);
            const auto height = static_cast<int>(random.uniform(0.1, 0.8) * side);
            picture = with_patch(picture, {.left = static_cast<int>(random.uniform(-0.4, 1) * side),
                                           .top = static_cast<int>(random.uniform(-0.4, 1) * side),
                                           .width = width,
                                           .height = height,
                                           .colour = colour});
        }
    }
    return random.chance(0.7) ? defocused(picture, static_cast<float>(random.uniform(0.5, 4))) : picture;
}

}  // namespace

image::RgbaImage random_wall(core::Random& random, int side) {
    image::RgbaImage wall = plain(side, wall_colour(random));
    if (random.chance(0.15)) wall = striped(wall, random);
    if (random.chance(0.5)) wall = furnished(std::move(wall), random);
    const auto wander = [&](int cells, double least, double most) {
        wall = wandering(wall, cells, static_cast<float>(random.uniform(least, most)), random);
    };
    wander(2 + static_cast<int>(random.below(4)), 0, 0.25);
    if (random.chance(0.3)) wander(side / (2 + static_cast<int>(random.below(6))), 0.01, 0.12);
    return lit(wall, random_side_light(random, static_cast<float>(random.uniform())));
}

image::RgbaImage shaded_blob(core::Random& random, int side, float size_px, const Colour& colour) {
    const auto long_axis = size_px / 2;
    const auto short_axis = long_axis * static_cast<float>(random.uniform(0.6, 1));
    const auto turn = static_cast<float>(random.uniform(0, std::numbers::pi));
    const auto x0 = static_cast<float>(random.uniform(0.3, 0.7)) * static_cast<float>(side);
    const auto y0 = static_cast<float>(random.uniform(0.3, 0.7)) * static_cast<float>(side);
    const auto light_x = static_cast<float>(random.uniform(-0.7, 0.7));
    const auto light_y = static_cast<float>(random.uniform(-0.8, 0.3));
    const auto ambient = static_cast<float>(random.uniform(0.3, 0.8));
    const auto bumps = static_cast<float>(random.uniform(0, 0.12));
    const auto lobes = static_cast<float>(2 + random.below(5));
    const auto phase = static_cast<float>(random.uniform(0, 2 * std::numbers::pi));
    image::RgbaImage result(side, side);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const float dx = static_cast<float>(x) + 0.5F - x0;
            const float dy = static_cast<float>(y) + 0.5F - y0;
            const float u = (dx * std::cos(turn) + dy * std::sin(turn)) / long_axis;
            const float v = (dy * std::cos(turn) - dx * std::sin(turn)) / short_axis;
            const float edge = 1 + bumps * std::sin(lobes * std::atan2(v, u) + phase);
            const float r = std::hypot(u, v) / edge;
            const float cover = std::clamp((1 - r) * short_axis + 0.5F, 0.0F, 1.0F);
            if (cover <= 0) continue;
            const float z = std::sqrt(std::max(0.0F, 1 - r * r));
            const float facing = std::max(0.0F, light_x * dx / long_axis + light_y * dy / long_axis + 0.8F * z);
            std::uint8_t* p = pixel(result, x, y);
            for (std::size_t i = 0; i < 3; ++i) p[i] = byte_of(colour[i] * (ambient + (1 - ambient) * 1.2F * facing));
            p[3] = byte_of(255 * cover);
        }
    if (random.chance(0.6)) {
        const int cells = 4 + static_cast<int>(random.below(20));
        result = wandering(result, cells, 0.12F, random);
    }
    return result;
}

image::RgbaImage scrambled(const image::RgbaImage& picture, int cells, core::Random& random) {
    if (cells < 1 || picture.width != picture.height || picture.width % cells != 0)
        throw std::invalid_argument("only a square that the cells divide can be scrambled");
    const int size = picture.width / cells;
    std::vector<std::size_t> order(static_cast<std::size_t>(cells) * static_cast<std::size_t>(cells));
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    random.shuffle(std::span(order));
    image::RgbaImage result(picture.width, picture.height);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const int from_x = static_cast<int>(order[i]) % cells * size;
        const int from_y = static_cast<int>(order[i]) / cells * size;
        const int to_x = static_cast<int>(i) % cells * size;
        const int to_y = static_cast<int>(i) / cells * size;
        const std::size_t quarter = random.below(4);
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) {
                int sx = x;
                int sy = y;
                for (std::size_t turn = 0; turn < quarter; ++turn) sx = std::exchange(sy, size - 1 - sx);
                std::copy_n(pixel(picture, from_x + sx, from_y + sy), 4, pixel(result, to_x + x, to_y + y));
            }
    }
    return result;
}

}  // namespace mllab::augment
