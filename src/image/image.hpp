// Pictures in memory and the few operations that models' inputs need. Row-major, top row first, channels interleaved.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mllab::image {

// One channel of float, usually 0..1.
struct GrayImage {
    int width = 0;
    int height = 0;
    std::vector<float> pixels;

    GrayImage() = default;
    // All zero. Throws std::invalid_argument on a negative size or more than 2^26 pixels.
    GrayImage(int w, int h);
    // Throws std::invalid_argument if the number of values is not w * h.
    GrayImage(int w, int h, std::vector<float> values);

    [[nodiscard]] float& at(int x, int y) { return pixels[index(x, y)]; }
    [[nodiscard]] float at(int x, int y) const { return pixels[index(x, y)]; }
    [[nodiscard]] bool empty() const { return pixels.empty(); }
    // In `pixels`, and in whatever else has a place for each pixel.
    [[nodiscard]] std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
};

// 8-bit colour with alpha, as browsers and decoders give it.
struct RgbaImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;  // width * height * 4

    RgbaImage() = default;
    // As GrayImage: transparent black, and the same limits.
    RgbaImage(int w, int h);
    RgbaImage(int w, int h, std::vector<std::uint8_t> values);
};

// Luma 0..1 by Rec. 601 (0.299 R + 0.587 G + 0.114 B), alpha over white paper.
[[nodiscard]] GrayImage grayscale(const RgbaImage& image);

// Every pixel of the result is the mean of the area it covers: the right filter for making pictures smaller. Colours
// are weighted by alpha. Both filters throw std::invalid_argument where an empty picture should become one with pixels.
[[nodiscard]] GrayImage resized_by_area(const GrayImage& image, int width, int height);
[[nodiscard]] RgbaImage resized_by_area(const RgbaImage& image, int width, int height);

// Bilinear interpolation with pixel centres aligned (half-pixel rule), edges repeated.
[[nodiscard]] GrayImage resized_bilinear(const GrayImage& image, int width, int height);
[[nodiscard]] RgbaImage resized_bilinear(const RgbaImage& image, int width, int height);

// The part [left, left+width) x [top, top+height); what lies outside the picture is `fill`.
[[nodiscard]] GrayImage cropped(const GrayImage& image, int left, int top, int width, int height, float fill = 0);

// Value at a real position (pixel centres at .5), bilinear; pixels outside of the picture have the value `fill`.
[[nodiscard]] float sampled(const GrayImage& image, float x, float y, float fill = 0);

}  // namespace mllab::image
