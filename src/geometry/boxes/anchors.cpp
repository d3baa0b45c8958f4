#include "geometry/boxes/anchors.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace mllab::geometry {

namespace {

constexpr std::size_t most_layers = 16;
constexpr int largest_px = 4096;

struct Shape {
    double h = 0;
    double w = 0;
};

Shape shape_of(double scale, double ratio) { return {scale / std::sqrt(ratio), scale * std::sqrt(ratio)}; }

std::vector<Shape> shapes_of_layer(const SsdLayout& layout, std::size_t layer) {
    const std::size_t last = layout.strides.size() - 1;
    const auto scale_of = [&](std::size_t i) {
        if (i > last) return 1.0;
        if (last == 0) return layout.smallest_scale;
        return layout.smallest_scale +
               (layout.largest_scale - layout.smallest_scale) * static_cast<double>(i) / static_cast<double>(last);
    };
    const double scale = scale_of(layer);
    if (layer == 0) return {shape_of(layout.lowest_layer_scale, 1), shape_of(scale, 2), shape_of(scale, 0.5)};
    return {shape_of(scale, 1), shape_of(scale, 2),       shape_of(scale, 0.5),
            shape_of(scale, 3), shape_of(scale, 1.0 / 3), shape_of(std::sqrt(scale * scale_of(layer + 1)), 1)};
}

void check(const SsdLayout& layout) {
    const auto is_size = [](int px) { return px >= 1 && px <= largest_px; };
    const auto is_scale = [](double scale) { return scale > 0 && scale <= 1; };
    if (layout.strides.empty() || layout.strides.size() > most_layers || !is_size(layout.input_px) ||
        !std::ranges::all_of(layout.strides, is_size))
        throw std::invalid_argument("anchors need 1 to 16 layers, and sizes and strides of 1 to 4096 pixels");
    if (!is_scale(layout.smallest_scale) || !is_scale(layout.largest_scale) || !is_scale(layout.lowest_layer_scale))
        throw std::invalid_argument("the scales of anchors lie in 0..1");
}

}  // namespace

std::vector<Anchor> ssd_anchors(const SsdLayout& layout) {
    check(layout);
    std::vector<Anchor> anchors;
    for (std::size_t layer = 0; layer < layout.strides.size(); ++layer) {
        const std::vector<Shape> shapes = shapes_of_layer(layout, layer);
        const int cells = (layout.input_px + layout.strides[layer] - 1) / layout.strides[layer];
        for (int row = 0; row < cells; ++row)
            for (int column = 0; column < cells; ++column)
                for (const Shape& shape : shapes)
                    anchors.push_back({(row + 0.5) / cells, (column + 0.5) / cells, shape.h, shape.w});
    }
    return anchors;
}

Box decoded(std::span<const float, 4> encoding, const Anchor& anchor, const Variances& variances) {
    const double cy = anchor.cy + encoding[0] / variances.centre * anchor.h;
    const double cx = anchor.cx + encoding[1] / variances.centre * anchor.w;
    const double h = std::exp(encoding[2] / variances.size) * anchor.h;
    const double w = std::exp(encoding[3] / variances.size) * anchor.w;
    return {cx - w / 2, cy - h / 2, w, h};
}

}  // namespace mllab::geometry
