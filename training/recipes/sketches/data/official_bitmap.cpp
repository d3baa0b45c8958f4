#include "training/recipes/sketches/data/official_bitmap.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mllab::sketches_data {

Bitmap official_bitmap(std::span<const ink::Stroke> drawing) {
    constexpr float original_side = 256;
    constexpr float pen = 16;
    constexpr float padding = 2 * 16 + pen;
    constexpr int side = static_cast<int>(datasets::bitmap_side);
    // Drawn larger and averaged: an edge's coverage is then right in every direction.
    constexpr int finer = 4;
    constexpr float scale = static_cast<float>(finer * side) / (original_side + padding);
    const ink::Box box = ink::bounding_box(drawing);
    if (box.empty()) return {};
    const ink::Affine place{.a = scale,
                            .b = 0,
                            .c = 0,
                            .d = scale,
                            .tx = scale * ((original_side - box.right) / 2 + padding / 2),
                            .ty = scale * ((original_side - box.bottom) / 2 + padding / 2)};
    const image::GrayImage image = image::resized_by_area(
        ink::rasterised(ink::transformed(drawing, place), pen * scale, finer * side, finer * side), side, side);
    Bitmap bitmap{};
    std::ranges::transform(image.pixels, bitmap.begin(), [](float v) {
        return static_cast<std::uint8_t>(std::lround(255 * std::clamp(v, 0.0F, 1.0F)));
    });
    return bitmap;
}

double difference(std::span<const std::uint8_t, datasets::bitmap_pixels> a,
                  std::span<const std::uint8_t, datasets::bitmap_pixels> b) {
    // Whole numbers in one plain loop, which the compiler makes wide: this runs millions of times.
    std::uint32_t apart = 0;
    std::uint32_t ink = 0;
    for (std::size_t i = 0; i < datasets::bitmap_pixels; ++i) {
        apart += static_cast<std::uint32_t>(std::abs(int{a[i]} - int{b[i]}));
        ink += std::uint32_t{a[i]} + b[i];
    }
    return ink == 0 ? 0 : static_cast<double>(apart) / static_cast<double>(ink);
}

}  // namespace mllab::sketches_data
