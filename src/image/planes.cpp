#include "image/planes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "image/resampling.hpp"

namespace mllab::image {

namespace {

constexpr std::size_t colours = 3;
constexpr std::size_t channels = 4;
constexpr int largest_size = 4096;
constexpr double farthest = 1 << 26;

void check(const RgbaImage& picture, const Square& square, int size) {
    if (picture.pixels.empty()) throw std::invalid_argument("an empty picture has no part that could be resampled");
    if (size < 1 || size > largest_size)
        throw std::invalid_argument("a part of a picture cannot become " + std::to_string(size) + " pixels wide");
    // Also true where one is no number.
    if (!(std::abs(square.left) <= farthest && std::abs(square.top) <= farthest && square.side > 0 &&
          square.side <= farthest))
        throw std::invalid_argument("this square is no part of a picture");
}

Taps taps_for(double origin, double side, int size, std::size_t inputs) {
    const double step = side / size;
    const auto outputs = static_cast<std::size_t>(size);
    return step >= 1 ? Taps::area(origin, step, outputs, inputs, Edge::repeat)
                     : Taps::linear(origin, step, outputs, inputs, Edge::repeat);
}

}  // namespace

Square central_square(int width, int height) {
    const int side = std::min(width, height);
    return {.left = (width - side) / 2.0, .top = (height - side) / 2.0, .side = static_cast<double>(side)};
}

RgbaImage resampled(const RgbaImage& picture, const Square& square, int size) {
    check(picture, square, size);
    // Only rows that count; one more on each side, which interpolation may look at.
    const double bottom = picture.height - 1;
    const double first = std::clamp(std::floor(square.top) - 1, 0.0, bottom);
    const double last = std::clamp(std::ceil(square.top + square.side), first, bottom);
    const auto rows = static_cast<std::size_t>(last - first) + 1;
    const Taps across = taps_for(square.left, square.side, size, static_cast<std::size_t>(picture.width));
    const Taps down = taps_for(square.top - first, square.side, size, rows);

    const auto width = static_cast<std::size_t>(picture.width);
    std::vector<float> line(width * colours);
    const auto row = [&](std::size_t y) {
        const auto bytes = std::span(picture.pixels)
                               .subspan((static_cast<std::size_t>(first) + y) * width * channels, width * channels);
        for (std::size_t x = 0; x < width; ++x) {
            const float alpha = static_cast<float>(bytes[x * channels + 3]) / 255.0F;
            for (std::size_t c = 0; c < colours; ++c)
                line[x * colours + c] = static_cast<float>(bytes[x * channels + c]) * alpha + 255.0F * (1 - alpha);
        }
        return std::span<const float>(line);
    };
    const auto values = resample(row, rows, colours, across, down);
    RgbaImage result(size, size);
    for (std::size_t i = 0; i < result.pixels.size() / channels; ++i) {
        for (std::size_t c = 0; c < colours; ++c)
            result.pixels[i * channels + c] =
                static_cast<std::uint8_t>(std::clamp(values[i * colours + c] + 0.5F, 0.0F, 255.0F));
        result.pixels[i * channels + 3] = 255;
    }
    return result;
}

std::vector<float> planes(const RgbaImage& picture, const Normalisation& normalisation) {
    std::array<float, 256> value_of{};
    for (std::size_t byte = 0; byte < value_of.size(); ++byte)
        value_of.at(byte) = (static_cast<float>(byte) / 255.0F - normalisation.mean) / normalisation.deviation;
    const std::size_t pixels = picture.pixels.size() / channels;
    std::vector<float> values(pixels * colours);
    for (std::size_t c = 0; c < colours; ++c)
        for (std::size_t i = 0; i < pixels; ++i) values[c * pixels + i] = value_of.at(picture.pixels[i * channels + c]);
    return values;
}

}  // namespace mllab::image
