#include "training/augment/photo/warp.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "training/augment/photo/pixels.hpp"

namespace mllab::augment {

namespace {

Projection product(const Projection& a, const Projection& b) {
    Projection result;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            result.m[3 * i + j] = a.m[3 * i] * b.m[j] + a.m[3 * i + 1] * b.m[3 + j] + a.m[3 * i + 2] * b.m[6 + j];
    return result;
}

Projection moved(double dx, double dy) { return {{1, 0, dx, 0, 1, dy, 0, 0, 1}}; }

// Source pixels for a pixel in the middle.
double step_of(const Projection& map, int width, int height) {
    const auto at = map(width / 2.0, height / 2.0);
    const auto right = map(width / 2.0 + 1, height / 2.0);
    const auto below = map(width / 2.0, height / 2.0 + 1);
    const double area = (right[0] - at[0]) * (below[1] - at[1]) - (right[1] - at[1]) * (below[0] - at[0]);
    return std::sqrt(std::abs(area));
}

void sample(const image::RgbaImage& picture, float x, float y, Beyond beyond, std::uint8_t* out) {
    const float left = std::floor(x - 0.5F);
    const float top = std::floor(y - 0.5F);
    const float fx = x - 0.5F - left;
    const float fy = y - 0.5F - top;
    float red = 0;
    float green = 0;
    float blue = 0;
    float alpha = 0;
    for (int j = 0; j < 2; ++j)
        for (int i = 0; i < 2; ++i) {
            int px = static_cast<int>(left) + i;
            int py = static_cast<int>(top) + j;
            const bool outside_x = px < 0 || px >= picture.width;
            const bool outside_y = py < 0 || py >= picture.height;
            const bool seen = beyond == Beyond::repeated || !(outside_x || outside_y) ||
                              (beyond == Beyond::sides_repeated && !outside_y) ||
                              (beyond == Beyond::right_repeated && px >= 0 && !outside_y);
            if (!seen) continue;
            px = std::clamp(px, 0, picture.width - 1);
            py = std::clamp(py, 0, picture.height - 1);
            const std::uint8_t* p = pixel(picture, px, py);
            const float weight = (i == 0 ? 1 - fx : fx) * (j == 0 ? 1 - fy : fy) * static_cast<float>(p[3]);
            red += weight * static_cast<float>(p[0]);
            green += weight * static_cast<float>(p[1]);
            blue += weight * static_cast<float>(p[2]);
            alpha += weight;
        }
    if (alpha <= 0) return;
    out[0] = byte_of(red / alpha);
    out[1] = byte_of(green / alpha);
    out[2] = byte_of(blue / alpha);
    out[3] = byte_of(alpha);
}

}  // namespace

std::array<double, 2> Projection::operator()(double x, double y) const {
    const double w = m[6] * x + m[7] * y + m[8];
    return {(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w};
}

Projection to_source(const Placement& placement) {
    if (!(placement.scale > 0)) throw std::invalid_argument("a picture's scale must be positive");
    const double angle = placement.degrees * std::numbers::pi / 180;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const double wide = std::exp(placement.stretch / 2);
    const Projection tilt{{1, 0, 0, 0, 1, 0, placement.tilt_x / 100, placement.tilt_y / 100, 1}};
    const Projection turn{{c, s, 0, -s, c, 0, 0, 0, 1}};
    const Projection slant{{1, -placement.shear, 0, 0, 1, 0, 0, 0, 1}};
    const double mirror = placement.mirrored ? -1 : 1;
    const Projection size{{mirror / (placement.scale * wide), 0, 0, 0, wide / placement.scale, 0, 0, 0, 1}};
    Projection map = product(tilt, moved(-placement.x, -placement.y));
    map = product(turn, map);
    map = product(slant, map);
    map = product(size, map);
    return product(moved(placement.source_x, placement.source_y), map);
}

image::RgbaImage warped(const image::RgbaImage& picture, const Projection& to_source, int width, int height,
                        Beyond beyond) {
    if (picture.pixels.empty()) throw std::invalid_argument("an empty picture cannot be warped");
    const double step = step_of(to_source, width, height);
    constexpr double aliasing = 1.5;
    if (step > aliasing) {
        const int w = std::max(1, static_cast<int>(std::lround(picture.width / step)));
        const int h = std::max(1, static_cast<int>(std::lround(picture.height / step)));
        const Projection smaller{
            {static_cast<double>(w) / picture.width, 0, 0, 0, static_cast<double>(h) / picture.height, 0, 0, 0, 1}};
        if (w < picture.width || h < picture.height)
            return warped(image::resized_by_area(picture, w, h), product(smaller, to_source), width, height, beyond);
    }
    image::RgbaImage result(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto [u, v] = to_source(x + 0.5, y + 0.5);
            // Far outside is as good as just outside, and fits into an int; on the horizon there is no number.
            const auto within = [](double at, int size) {
                return static_cast<float>(at >= -4 ? std::min(at, size + 4.0) : -4);
            };
            sample(picture, within(u, picture.width), within(v, picture.height), beyond, pixel(result, x, y));
        }
    return result;
}

}  // namespace mllab::augment
