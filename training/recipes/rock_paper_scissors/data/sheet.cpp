#include "training/recipes/rock_paper_scissors/data/sheet.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace mllab::gestures_data {

namespace {

constexpr int frame_px = 3;
constexpr std::array<std::array<std::uint8_t, 4>, labels> frames{
    {{220, 60, 50, 255}, {50, 170, 80, 255}, {60, 110, 230, 255}, {128, 128, 128, 255}}};

}  // namespace

image::RgbaImage contact_sheet(const Sampler& sampler, std::uint64_t epoch, int columns, int rows) {
    constexpr int most = 64;
    if (columns < 1 || rows < 1 || columns > most || rows > most)
        throw std::invalid_argument("a sheet has 1 to 64 samples a side");
    image::RgbaImage sheet;
    for (int k = 0; k < columns * rows; ++k) {
        const auto [picture, label] = sampler.sample(epoch, static_cast<std::size_t>(k));
        const int cell = picture.width + 2 * frame_px;
        if (sheet.pixels.empty()) sheet = image::RgbaImage(cell * columns, cell * rows);
        const int left = k % columns * cell;
        const int top = k / columns * cell;
        const auto row = [&](int y) {
            return sheet.pixels.begin() + static_cast<std::ptrdiff_t>(4) * ((top + y) * sheet.width + left);
        };
        for (int y = 0; y < cell; ++y)
            for (int x = 0; x < cell; ++x)
                std::ranges::copy(frames[label], row(y) + static_cast<std::ptrdiff_t>(4) * x);
        for (int y = 0; y < picture.height; ++y)
            std::copy_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(4) * y * picture.width,
                        static_cast<std::ptrdiff_t>(4) * picture.width,
                        row(y + frame_px) + static_cast<std::ptrdiff_t>(4) * frame_px);
    }
    return sheet;
}

}  // namespace mllab::gestures_data
