#include "training/recipes/digits/photos/texture.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mllab::digits_photos {

namespace {

// Of deviation 1; a normal one would cost ten times as much and look the same.
float any_number(core::Random& random) { return static_cast<float>(random.uniform(-1.7320508, 1.7320508)); }

// Along one line of `count` values that lie `step` apart, with a symmetric kernel: `half` begins with its middle.
void convolve_line(const float* in, float* out, int count, std::size_t step, const std::vector<float>& half) {
    const int reach = static_cast<int>(half.size()) - 1;
    for (int x = 0; x < count; ++x) {
        float sum = half.front() * in[static_cast<std::size_t>(x) * step];
        for (int k = 1; k <= reach; ++k)
            sum +=
                half[static_cast<std::size_t>(k)] * (in[static_cast<std::size_t>(std::max(0, x - k)) * step] +
                                                     in[static_cast<std::size_t>(std::min(count - 1, x + k)) * step]);
        out[static_cast<std::size_t>(x) * step] = sum;
    }
}

image::GrayImage convolved(const image::GrayImage& picture, const std::vector<float>& half) {
    image::GrayImage across(picture.width, picture.height);
    image::GrayImage result(picture.width, picture.height);
    const auto row = static_cast<std::size_t>(picture.width);
    for (int y = 0; y < picture.height; ++y)
        convolve_line(&picture.pixels[picture.index(0, y)], &across.pixels[across.index(0, y)], picture.width, 1, half);
    for (int x = 0; x < picture.width; ++x)
        convolve_line(&across.pixels[across.index(x, 0)], &result.pixels[result.index(x, 0)], picture.height, row,
                      half);
    return result;
}

}  // namespace

image::GrayImage noise(int width, int height, float cell_width_px, float cell_height_px, core::Random& random) {
    image::GrayImage field(width, height);
    if (cell_width_px <= 1 && cell_height_px <= 1) {
        for (float& v : field.pixels) v = any_number(random);
        return field;
    }
    const float step_x = 1 / std::max(1.0F, cell_width_px);
    const float step_y = 1 / std::max(1.0F, cell_height_px);
    const auto shift_x = static_cast<float>(random.uniform());
    const auto shift_y = static_cast<float>(random.uniform());
    image::GrayImage grid(static_cast<int>(static_cast<float>(width) * step_x) + 3,
                          static_cast<int>(static_cast<float>(height) * step_y) + 3);
    for (float& v : grid.pixels) v = any_number(random);
    struct Column {
        int left;
        float part;
    };
    std::vector<Column> columns;
    for (int x = 0; x < width; ++x) {
        const float at = shift_x + static_cast<float>(x) * step_x;
        columns.push_back({static_cast<int>(at), at - std::floor(at)});
    }
    std::vector<float> between(static_cast<std::size_t>(grid.width));
    for (int y = 0; y < height; ++y) {
        const float at = shift_y + static_cast<float>(y) * step_y;
        const int top = static_cast<int>(at);
        const float part = at - std::floor(at);
        for (int x = 0; x < grid.width; ++x)
            between[static_cast<std::size_t>(x)] = grid.at(x, top) + part * (grid.at(x, top + 1) - grid.at(x, top));
        float* out = &field.pixels[field.index(0, y)];
        for (int x = 0; x < width; ++x) {
            const auto& [left, share] = columns[static_cast<std::size_t>(x)];
            const float a = between[static_cast<std::size_t>(left)];
            out[x] = a + share * (between[static_cast<std::size_t>(left) + 1] - a);
        }
    }
    return field;
}

image::GrayImage relief(int width, int height, float cell_px, core::Random& random) {
    const image::GrayImage surface = noise(width + 1, height + 1, cell_px, random);
    const double angle = random.uniform(0, 6.2831853);
    const auto across = static_cast<float>(std::cos(angle)) * std::max(1.0F, cell_px) / 1.4F;
    const auto down = static_cast<float>(std::sin(angle)) * std::max(1.0F, cell_px) / 1.4F;
    image::GrayImage field(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            field.at(x, y) =
                across * (surface.at(x + 1, y) - surface.at(x, y)) + down * (surface.at(x, y + 1) - surface.at(x, y));
    return field;
}

image::GrayImage softened(const image::GrayImage& picture, int radius) {
    if (radius < 1) return picture;
    const std::vector<float> half(static_cast<std::size_t>(radius) + 1, 1 / static_cast<float>(2 * radius + 1));
    return convolved(convolved(picture, half), half);
}

image::GrayImage blurred(const image::GrayImage& picture, float deviation_px) {
    if (deviation_px <= 0) return picture;
    const int reach = static_cast<int>(std::ceil(2.5F * deviation_px));
    std::vector<float> half;
    float total = 0;
    for (int k = 0; k <= reach; ++k) {
        const float t = static_cast<float>(k) / deviation_px;
        half.push_back(std::exp(-t * t / 2));
        total += (k == 0 ? 1.0F : 2.0F) * half.back();
    }
    for (float& weight : half) weight /= total;
    return convolved(picture, half);
}

}  // namespace mllab::digits_photos
