// Shapes that the digit tests draw.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "core/random.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "ink/strokes.hpp"

namespace mllab::testing {

inline digits::Parameters parameters() {
    digits::Parameters p;
    p.frame = {.size_px = 28, .ink_box_px = 20, .pen_width_px = 2.2F};
    p.temperature = 1;
    p.reject_above = 0.5F;
    p.reject_below = 0.3F;
    return p;
}

inline ink::Stroke line(float x0, float y0, float x1, float y1, int points = 12) {
    ink::Stroke stroke;
    for (int i = 0; i < points; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(points - 1);
        stroke.push_back({x0 + t * (x1 - x0), y0 + t * (y1 - y0), 0});
    }
    return stroke;
}

inline ink::Stroke ring(float x, float y, float rx, float ry) {
    ink::Stroke stroke;
    for (int i = 0; i <= 32; ++i) {
        const double angle = 2 * std::numbers::pi * i / 32;
        stroke.push_back(
            {x + rx * static_cast<float>(std::cos(angle)), y + ry * static_cast<float>(std::sin(angle)), 0});
    }
    return stroke;
}

// A four of two strokes whose box starts at (x, y) and is `size` high.
inline ink::Strokes four(float x, float y, float size) {
    return {{{x, y, 0}, {x - 0.05F * size, y + 0.6F * size, 0}, {x + 0.6F * size, y + 0.6F * size, 0}},
            line(x + 0.4F * size, y + 0.3F * size, x + 0.4F * size, y + size)};
}

// A drawing on a sheet: paper's brightness by place, ink by how much darker (or brighter) it is.
inline image::GrayImage photo(const ink::Strokes& drawing, float pen, int width, int height,
                              const std::function<double(int, int)>& paper, double ink, double noise = 0) {
    const auto coverage = ink::rasterised(drawing, pen, width, height);
    image::GrayImage image(width, height);
    core::Random random(3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double c = static_cast<double>(coverage.at(x, y));
            const double v = paper(x, y) * (1 - c) + ink * c + random.normal(0, noise);
            image.at(x, y) = static_cast<float>(std::clamp(v, 0.0, 1.0));
        }
    return image;
}

// How alike two inputs are: the overlap of their ink, 1 = the same.
inline double likeness(const image::GrayImage& a, const image::GrayImage& b) {
    double both = 0;
    double any = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        both += static_cast<double>(std::min(a.pixels[i], b.pixels[i]));
        any += static_cast<double>(std::max(a.pixels[i], b.pixels[i]));
    }
    return any > 0 ? both / any : 1;
}

inline double white(int, int) { return 1; }

}  // namespace mllab::testing
