// Small pictures for tests of what happens to photos.
#pragma once

#include <array>
#include <cstdint>

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::testing {

using Pixel = std::array<int, 4>;

inline std::size_t index_of(const image::RgbaImage& image, int x, int y) {
    return static_cast<std::size_t>(y * image.width + x) * 4;
}

inline Pixel at(const image::RgbaImage& image, int x, int y) {
    const std::uint8_t* p = image.pixels.data() + index_of(image, x, y);
    return {p[0], p[1], p[2], p[3]};
}

inline void put(image::RgbaImage& image, int x, int y, const Pixel& colour) {
    for (std::size_t i = 0; i < 4; ++i) image.pixels[index_of(image, x, y) + i] = static_cast<std::uint8_t>(colour[i]);
}

inline image::RgbaImage plain(int width, int height, const Pixel& colour) {
    image::RgbaImage image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) put(image, x, y, colour);
    return image;
}

// Opaque noise.
inline image::RgbaImage speckled(int width, int height, std::uint64_t seed = 1) {
    core::Random random(seed);
    image::RgbaImage image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = i % 4 == 3 ? std::uint8_t{255} : static_cast<std::uint8_t>(random.below(256));
    return image;
}

// The mean of a channel.
inline double mean(const image::RgbaImage& image, std::size_t channel) {
    double sum = 0;
    for (std::size_t i = channel; i < image.pixels.size(); i += 4) sum += image.pixels[i];
    return sum / (static_cast<double>(image.pixels.size()) / 4);
}

}  // namespace mllab::testing
