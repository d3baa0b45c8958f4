#include "image/image.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "image/resampling.hpp"

namespace mllab::image {

namespace {

constexpr std::int64_t most_pixels = std::int64_t{1} << 26;

std::size_t pixel_count(int width, int height) {
    if (width < 0 || height < 0 || std::int64_t{width} * height > most_pixels)
        throw std::invalid_argument("a picture cannot measure " + std::to_string(width) + " x " +
                                    std::to_string(height) + " pixels");
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

void need_values(std::size_t wanted, std::size_t found) {
    if (wanted != found)
        throw std::invalid_argument("a picture needs " + std::to_string(wanted) + " values, not " +
                                    std::to_string(found));
}

enum class Filter { area, bilinear };

std::pair<Taps, Taps> taps_for(Filter filter, int from_width, int from_height, int width, int height) {
    if (pixel_count(width, height) > 0 && pixel_count(from_width, from_height) == 0)
        throw std::invalid_argument("an empty picture cannot be resized");
    const auto along = [filter](int from, int to) {
        const double step = to > 0 ? static_cast<double>(from) / to : 1.0;
        const auto outputs = static_cast<std::size_t>(to);
        const auto inputs = static_cast<std::size_t>(from);
        return filter == Filter::area ? Taps::area(0, step, outputs, inputs)
                                      : Taps::linear(0, step, outputs, inputs, Edge::repeat);
    };
    return {along(from_width, width), along(from_height, height)};
}

GrayImage resized(const GrayImage& image, int width, int height, Filter filter) {
    const auto [across, down] = taps_for(filter, image.width, image.height, width, height);
    if (across.size() * down.size() == 0) return {width, height};
    const auto stride = static_cast<std::size_t>(image.width);
    const auto row = [&](std::size_t y) { return std::span(image.pixels).subspan(y * stride, stride); };
    return {width, height, resample(row, static_cast<std::size_t>(image.height), 1, across, down)};
}

constexpr std::size_t channels = 4;

RgbaImage resized(const RgbaImage& image, int width, int height, Filter filter) {
    const auto [across, down] = taps_for(filter, image.width, image.height, width, height);
    RgbaImage result(width, height);
    if (result.pixels.empty()) return result;

    // Colours are weighted by their alpha: what is transparent has no colour that could bleed into its neighbours.
    std::vector<float> line(static_cast<std::size_t>(image.width) * channels);
    const auto row = [&](std::size_t y) {
        const auto bytes = std::span(image.pixels).subspan(y * line.size(), line.size());
        for (std::size_t i = 0; i < line.size(); i += channels) {
            const auto alpha = static_cast<float>(bytes[i + 3]);
            for (std::size_t c = 0; c < 3; ++c) line[i + c] = static_cast<float>(bytes[i + c]) * alpha;
            line[i + 3] = alpha;
        }
        return std::span<const float>(line);
    };
    const auto values = resample(row, static_cast<std::size_t>(image.height), channels, across, down);
    const auto byte = [](float v) { return static_cast<std::uint8_t>(std::clamp(v + 0.5F, 0.0F, 255.0F)); };
    for (std::size_t i = 0; i < values.size(); i += channels) {
        const float alpha = values[i + 3];
        for (std::size_t c = 0; c < 3; ++c) result.pixels[i + c] = alpha > 0 ? byte(values[i + c] / alpha) : 0;
        result.pixels[i + 3] = byte(alpha);
    }
    return result;
}

}  // namespace

GrayImage::GrayImage(int w, int h) : width(w), height(h), pixels(pixel_count(w, h)) {}

GrayImage::GrayImage(int w, int h, std::vector<float> values) : width(w), height(h), pixels(std::move(values)) {
    need_values(pixel_count(w, h), pixels.size());
}

RgbaImage::RgbaImage(int w, int h) : width(w), height(h), pixels(pixel_count(w, h) * channels) {}

RgbaImage::RgbaImage(int w, int h, std::vector<std::uint8_t> values) : width(w), height(h), pixels(std::move(values)) {
    need_values(pixel_count(w, h) * channels, pixels.size());
}

GrayImage grayscale(const RgbaImage& image) {
    GrayImage gray(image.width, image.height);
    for (std::size_t i = 0; i < gray.pixels.size(); ++i) {
        const std::uint8_t* p = &image.pixels[i * channels];
        const float luma = (0.299F * p[0] + 0.587F * p[1] + 0.114F * p[2]) / 255.0F;
        const float alpha = p[3] / 255.0F;
        gray.pixels[i] = luma * alpha + (1 - alpha);
    }
    return gray;
}

GrayImage resized_by_area(const GrayImage& image, int width, int height) {
    return resized(image, width, height, Filter::area);
}
RgbaImage resized_by_area(const RgbaImage& image, int width, int height) {
    return resized(image, width, height, Filter::area);
}
GrayImage resized_bilinear(const GrayImage& image, int width, int height) {
    return resized(image, width, height, Filter::bilinear);
}
RgbaImage resized_bilinear(const RgbaImage& image, int width, int height) {
    return resized(image, width, height, Filter::bilinear);
}

GrayImage cropped(const GrayImage& image, int left, int top, int width, int height, float fill) {
    GrayImage result(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const std::int64_t from_x = std::int64_t{left} + x;
            const std::int64_t from_y = std::int64_t{top} + y;
            const bool inside = from_x >= 0 && from_x < image.width && from_y >= 0 && from_y < image.height;
            result.at(x, y) = inside ? image.at(static_cast<int>(from_x), static_cast<int>(from_y)) : fill;
        }
    }
    return result;
}

float sampled(const GrayImage& image, float x, float y, float fill) {
    const double across = static_cast<double>(x) - 0.5;
    const double down = static_cast<double>(y) - 0.5;
    // Also true where a coordinate is no number.
    if (!(across > -1 && across < image.width && down > -1 && down < image.height)) return fill;
    const int left = static_cast<int>(std::floor(across));
    const int top = static_cast<int>(std::floor(down));
    const auto value = [&](int px, int py) {
        const bool inside = px >= 0 && px < image.width && py >= 0 && py < image.height;
        return inside ? image.at(px, py) : fill;
    };
    const auto mix = [](float a, float b, double part) { return a + (b - a) * static_cast<float>(part); };
    const double part_x = across - left;
    return mix(mix(value(left, top), value(left + 1, top), part_x),
               mix(value(left, top + 1), value(left + 1, top + 1), part_x), down - top);
}

}  // namespace mllab::image
