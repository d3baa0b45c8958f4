#include "image/cutting.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace mllab::image {

namespace {

template <typename Image>
Image cut_out(const Image& picture, const Part& wanted, int channels) {
    const Part part = within(wanted, picture.width, picture.height);
    if (part.width == 0) throw std::invalid_argument("the part to cut lies outside of the picture");
    Image result(part.width, part.height);
    const auto at = [&](int x, int y, int width) {
        return (static_cast<std::ptrdiff_t>(y) * width + x) * static_cast<std::ptrdiff_t>(channels);
    };
    for (int y = 0; y < part.height; ++y)
        std::copy_n(picture.pixels.begin() + at(part.left, part.top + y, picture.width),
                    static_cast<std::ptrdiff_t>(part.width) * channels, result.pixels.begin() + at(0, y, part.width));
    return result;
}

}  // namespace

Part within(const Part& part, int width, int height) {
    const auto inside = [](int from, int length, int limit) {
        const auto end = static_cast<long long>(from) + std::max(0, length);
        const int begin = std::clamp(from, 0, limit);
        return std::pair{begin, static_cast<int>(std::clamp<long long>(end, begin, std::max(begin, limit))) - begin};
    };
    const auto [left, w] = inside(part.left, part.width, width);
    const auto [top, h] = inside(part.top, part.height, height);
    if (w == 0 || h == 0) return {.left = left, .top = top, .width = 0, .height = 0};
    return {.left = left, .top = top, .width = w, .height = h};
}

RgbaImage cut(const RgbaImage& picture, const Part& part) { return cut_out(picture, part, 4); }
GrayImage cut(const GrayImage& picture, const Part& part) { return cut_out(picture, part, 1); }

RgbaImage turned(const RgbaImage& picture, Quarter way) {
    RgbaImage result(picture.height, picture.width);
    const auto w = static_cast<std::ptrdiff_t>(picture.width);
    const auto h = static_cast<std::ptrdiff_t>(picture.height);
    for (std::ptrdiff_t y = 0; y < h; ++y) {
        for (std::ptrdiff_t x = 0; x < w; ++x) {
            const std::ptrdiff_t column = way == Quarter::right ? h - 1 - y : y;
            const std::ptrdiff_t row = way == Quarter::right ? x : w - 1 - x;
            std::copy_n(picture.pixels.begin() + 4 * (y * w + x), 4, result.pixels.begin() + 4 * (row * h + column));
        }
    }
    return result;
}

}  // namespace mllab::image
