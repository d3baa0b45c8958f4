#include "training/recipes/digits/ink_evaluation/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mllab::ink_evaluation {

namespace {

// The mean of 2 `radius` + 1 values along a line, with a running sum; edges are repeated.
void box_line(const float* in, float* out, int count, std::size_t step, int radius) {
    const auto at = [&](int i) { return in[static_cast<std::size_t>(std::clamp(i, 0, count - 1)) * step]; };
    double sum = 0;
    for (int i = -radius; i <= radius; ++i) sum += static_cast<double>(at(i));
    for (int i = 0; i < count; ++i) {
        out[static_cast<std::size_t>(i) * step] = static_cast<float>(sum / (2 * radius + 1));
        sum += static_cast<double>(at(i + radius + 1)) - static_cast<double>(at(i - radius));
    }
}

image::GrayImage boxed(const image::GrayImage& picture, int radius) {
    image::GrayImage across = picture;
    image::GrayImage result = picture;
    for (int y = 0; y < picture.height; ++y)
        box_line(&picture.pixels[picture.index(0, y)], &across.pixels[picture.index(0, y)], picture.width, 1, radius);
    for (int x = 0; x < picture.width; ++x)
        box_line(&across.pixels[picture.index(x, 0)], &result.pixels[picture.index(x, 0)], picture.height,
                 static_cast<std::size_t>(picture.width), radius);
    return result;
}

}  // namespace

Canvas::Canvas(int width, int height, const Colour& colour)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), colour) {}

void Canvas::paint(const image::GrayImage& mask, const Colour& colour) {
    for (std::size_t i = 0; i < pixels_.size(); ++i)
        for (std::size_t c = 0; c < 3; ++c) pixels_[i][c] += mask.pixels[i] * (colour[c] - pixels_[i][c]);
}

void Canvas::draw(const ink::Strokes& strokes, float pen_px, const Colour& colour) {
    paint(ink::rasterised(strokes, pen_px, width_, height_), colour);
}

void Canvas::light(const image::GrayImage& field) {
    for (std::size_t i = 0; i < pixels_.size(); ++i)
        for (float& v : pixels_[i]) v *= field.pixels[i];
}

void Canvas::roughen(float wave_px, float by, float grain, core::Random& random) {
    struct Wave {
        float kx, ky, phase;
    };
    std::array<Wave, 7> waves{};
    for (Wave& wave : waves) {
        const double angle = random.uniform(0, 2 * std::numbers::pi);
        const double k = 2 * std::numbers::pi / (static_cast<double>(wave_px) * random.uniform(0.6, 1.8));
        wave = {static_cast<float>(k * std::cos(angle)), static_cast<float>(k * std::sin(angle)),
                static_cast<float>(random.uniform(0, 2 * std::numbers::pi))};
    }
    for (int y = 0; y < height_; ++y) {
        for (int x = 0; x < width_; ++x) {
            float sum = 0;
            for (const Wave& wave : waves)
                sum += std::sin(wave.kx * static_cast<float>(x) + wave.ky * static_cast<float>(y) + wave.phase);
            const float factor = 1 + by * sum / 2 + grain * static_cast<float>(random.normal());
            for (float& v :
                 pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)])
                v *= factor;
        }
    }
}

image::RgbaImage Canvas::picture() const {
    image::RgbaImage picture(width_, height_);
    for (std::size_t i = 0; i < pixels_.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c)
            picture.pixels[4 * i + c] =
                static_cast<std::uint8_t>(std::lround(255 * std::clamp(pixels_[i][c], 0.0F, 1.0F)));
        picture.pixels[4 * i + 3] = 255;
    }
    return picture;
}

image::GrayImage polygon(int width, int height, const std::vector<ink::Point>& corners, float soft_px) {
    image::GrayImage mask(width, height);
    for (int y = 0; y < height; ++y) {
        const float py = static_cast<float>(y) + 0.5F;
        for (int x = 0; x < width; ++x) {
            const float px = static_cast<float>(x) + 0.5F;
            bool inside = false;
            for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
                const ink::Point& a = corners[i];
                const ink::Point& b = corners[j];
                if ((a.y > py) != (b.y > py) && px < a.x + (py - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
            }
            mask.at(x, y) = inside ? 1.0F : 0.0F;
        }
    }
    const int radius = static_cast<int>(soft_px / 3);
    for (int pass = 0; pass < 3 && radius > 0; ++pass) mask = boxed(mask, radius);
    return mask;
}

}  // namespace mllab::ink_evaluation
