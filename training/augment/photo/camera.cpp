#include "training/augment/photo/camera.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "training/augment/photo/pixels.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::augment {

namespace {

// A picture as floats, colours multiplied by alpha (0..1).
std::vector<float> weighted(const image::RgbaImage& picture) {
    std::vector<float> values(picture.pixels.size());
    for (std::size_t at = 0; at < values.size(); at += 4) {
        const float alpha = static_cast<float>(picture.pixels[at + 3]) / 255;
        for (std::size_t i = 0; i < 3; ++i) values[at + i] = static_cast<float>(picture.pixels[at + i]) * alpha;
        values[at + 3] = alpha;
    }
    return values;
}

image::RgbaImage unweighted(const std::vector<float>& values, int width, int height) {
    image::RgbaImage result(width, height);
    for (std::size_t at = 0; at < values.size(); at += 4) {
        const float alpha = values[at + 3];
        if (alpha <= 0) continue;
        for (std::size_t i = 0; i < 3; ++i) result.pixels[at + i] = byte_of(values[at + i] / alpha);
        result.pixels[at + 3] = byte_of(255 * alpha);
    }
    return result;
}

// Each pixel becomes the weighted mean of those `step` values apart along a line of `count` pixels.
void blur_line(const float* in, float* out, int count, std::size_t step, const std::vector<float>& kernel) {
    const int reach = static_cast<int>(kernel.size()) / 2;
    for (int x = 0; x < count; ++x) {
        std::array<float, 4> sum{};
        for (std::size_t k = 0; k < kernel.size(); ++k) {
            const int at = std::clamp(x + static_cast<int>(k) - reach, 0, count - 1);
            const float* p = in + static_cast<std::size_t>(at) * step;
            const float weight = kernel[k];
            for (std::size_t i = 0; i < 4; ++i) sum[i] += weight * p[i];
        }
        std::ranges::copy(sum, out + static_cast<std::size_t>(x) * step);
    }
}

}  // namespace

image::RgbaImage defocused(const image::RgbaImage& picture, float deviation_px) {
    if (deviation_px <= 0 || picture.pixels.empty()) return picture;
    const int reach = static_cast<int>(std::ceil(2.5F * deviation_px));
    std::vector<float> kernel;
    float total = 0;
    for (int k = -reach; k <= reach; ++k) {
        const float t = static_cast<float>(k) / deviation_px;
        kernel.push_back(std::exp(-t * t / 2));
        total += kernel.back();
    }
    for (float& weight : kernel) weight /= total;
    std::vector<float> values = weighted(picture);
    std::vector<float> between(values.size());
    const std::size_t row = static_cast<std::size_t>(picture.width) * 4;
    for (std::size_t at = 0; at < values.size(); at += row)
        blur_line(values.data() + at, between.data() + at, picture.width, 4, kernel);
    for (std::size_t at = 0; at < row; at += 4)
        blur_line(between.data() + at, values.data() + at, picture.height, row, kernel);
    return unweighted(values, picture.width, picture.height);
}

image::RgbaImage motion_blurred(const image::RgbaImage& picture, float length_px, float degrees) {
    if (length_px <= 0 || picture.pixels.empty()) return picture;
    const std::vector<float> in = weighted(picture);
    std::vector<float> out(in.size());
    const float angle = degrees * std::numbers::pi_v<float> / 180;
    const int steps = std::max(2, static_cast<int>(std::ceil(length_px)) + 1);
    for (int k = 0; k < steps; ++k) {
        const float t = length_px * (static_cast<float>(k) / static_cast<float>(steps - 1) - 0.5F);
        const int dx = static_cast<int>(std::lround(t * std::cos(angle)));
        const int dy = static_cast<int>(std::lround(t * std::sin(angle)));
        for (int y = 0; y < picture.height; ++y)
            for (int x = 0; x < picture.width; ++x) {
                const float* p = in.data() + index_of(picture, std::clamp(x + dx, 0, picture.width - 1),
                                                      std::clamp(y + dy, 0, picture.height - 1));
                float* q = out.data() + index_of(picture, x, y);
                for (std::size_t i = 0; i < 4; ++i) q[i] += p[i] / static_cast<float>(steps);
            }
    }
    return unweighted(out, picture.width, picture.height);
}

image::RgbaImage noisy(const image::RgbaImage& picture, const Noise& noise, core::Random& random) {
    if (noise.deviation <= 0 || picture.pixels.empty()) return picture;
    // The sum of four bytes is near enough to Gaussian here (Irwin and Hall), and one number gives two of them.
    constexpr float byte_deviation = 73.9F;
    const auto two = [&] {
        const std::uint64_t bits = random.next();
        std::array<float, 2> sums{};
        for (unsigned i = 0; i < 8; ++i) sums[i / 4] += static_cast<float>((bits >> (8 * i)) & 0xFFU) - 127.5F;
        for (float& sum : sums) sum *= noise.deviation / (2 * byte_deviation);
        return sums;
    };
    const int grain = std::max(1, noise.grain);
    image::RgbaImage result = picture;
    for (int top = 0; top < result.height; top += grain)
        for (int left = 0; left < result.width; left += grain) {
            const auto [shared, red] = two();
            const auto [green, blue] = two();
            const std::array<float, 3> own{red, green, blue};
            for (int y = top; y < std::min(top + grain, result.height); ++y)
                for (int x = left; x < std::min(left + grain, result.width); ++x) {
                    std::uint8_t* p = pixel(result, x, y);
                    for (std::size_t i = 0; i < 3; ++i)
                        p[i] = byte_of(static_cast<float>(p[i]) + (1 - noise.colour) * shared + noise.colour * own[i]);
                }
        }
    return result;
}

image::RgbaImage coarsened(const image::RgbaImage& picture, float part) {
    if (part >= 1 || picture.pixels.empty()) return picture;
    const auto smaller = [&](int size) {
        return std::max(1, static_cast<int>(std::lround(static_cast<float>(size) * part)));
    };
    return image::resized_bilinear(image::resized_by_area(picture, smaller(picture.width), smaller(picture.height)),
                                   picture.width, picture.height);
}

image::RgbaImage compressed(const image::RgbaImage& picture, int quality) {
    return pictures::decoded(pictures::as_jpeg(picture, quality), "a compressed sample");
}

}  // namespace mllab::augment
