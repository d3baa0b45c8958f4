#include "image/changes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <utility>

#include "image/cutting.hpp"

namespace mllab::image {

namespace {

using Pixel = std::array<std::uint8_t, 4>;

std::size_t place(const RgbaImage& picture, int x, int y) {
    return 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x));
}

// `of` changes the colour of one pixel; alpha stays.
RgbaImage recoloured(RgbaImage picture, const std::function<void(std::uint8_t&, std::uint8_t&, std::uint8_t&)>& of) {
    for (std::size_t i = 0; i < picture.pixels.size(); i += 4)
        of(picture.pixels[i], picture.pixels[i + 1], picture.pixels[i + 2]);
    return picture;
}

std::uint8_t byte(float share) { return static_cast<std::uint8_t>(std::lround(255 * std::clamp(share, 0.0F, 1.0F))); }

RgbaImage in_greys(const RgbaImage& picture, const GrayImage& greys) {
    RgbaImage result(picture.width, picture.height);
    for (std::size_t i = 0; i < greys.pixels.size(); ++i) {
        const std::uint8_t grey = byte(greys.pixels[i]);
        std::ranges::copy(Pixel{grey, grey, grey, 255}, result.pixels.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
    return result;
}

// How fast the brightness changes, by Sobel's two filters; the darker, the faster.
GrayImage outlined(const GrayImage& picture) {
    constexpr float strength = 1.5F;
    GrayImage result(picture.width, picture.height);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const auto at = [&](int dx, int dy) {
                return picture.at(std::clamp(x + dx, 0, picture.width - 1), std::clamp(y + dy, 0, picture.height - 1));
            };
            const float across = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
            const float down = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
            result.at(x, y) = 1 - strength * std::hypot(across, down);
        }
    return result;
}

// Every tile stands where another one was: 7 has no divisor in common with 16.
RgbaImage shuffled(const RgbaImage& picture) {
    constexpr int tiles = 4;
    const int tile = std::min(picture.width, picture.height) / tiles;
    const int left = (picture.width - tiles * tile) / 2;
    const int top = (picture.height - tiles * tile) / 2;
    RgbaImage result(tiles * tile, tiles * tile);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            const int from = ((y / tile * tiles + x / tile) * 7 + 3) % (tiles * tiles);
            const std::size_t source =
                place(picture, left + from % tiles * tile + x % tile, top + from / tiles * tile + y % tile);
            std::copy_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(source), 4,
                        result.pixels.begin() + static_cast<std::ptrdiff_t>(place(result, x, y)));
        }
    return result;
}

RgbaImage in_window(const RgbaImage& picture, const Window& window) {
    const auto px = [](double share, int side) { return static_cast<int>(std::lround(share * side)); };
    return cut(picture, {.left = px(window.left, picture.width),
                         .top = px(window.top, picture.height),
                         .width = px(window.width, picture.width),
                         .height = px(window.height, picture.height)});
}

}  // namespace

RgbaImage changed(const RgbaImage& whole, Change change, const Window& window) {
    RgbaImage picture = in_window(whole, window);
    switch (change) {
        case Change::none:
            return picture;
        case Change::upside_down:
            return turned(turned(picture, Quarter::right), Quarter::right);
        case Change::quarter_turn:
            return turned(picture, Quarter::right);
        case Change::grey:
            return in_greys(picture, grayscale(picture));
        case Change::blue:
            return recoloured(std::move(picture), [](auto& r, auto& /*g*/, auto& b) { std::swap(r, b); });
        case Change::outlines:
            return in_greys(picture, outlined(grayscale(picture)));
        case Change::dark:
            return recoloured(std::move(picture), [](auto& r, auto& g, auto& b) {
                for (std::uint8_t* one : {&r, &g, &b}) *one = static_cast<std::uint8_t>(*one / 8);
            });
        case Change::shuffled:
            return shuffled(picture);
    }
    return picture;
}

}  // namespace mllab::image
