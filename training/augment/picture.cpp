#include "training/augment/picture.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mllab::augment {

image::GrayImage distorted(const image::GrayImage& ink, const Distortion& by) {
    // The distortion is smooth: it is evaluated on a coarse grid and interpolated between its nodes.
    constexpr int cells = 7;
    constexpr int nodes = cells + 1;
    image::GrayImage from_x(nodes, nodes);
    image::GrayImage from_y(nodes, nodes);
    for (int j = 0; j < nodes; ++j) {
        for (int i = 0; i < nodes; ++i) {
            const float u = static_cast<float>(i) / cells - 0.5F;
            const float v = static_cast<float>(j) / cells - 0.5F;
            const ink::Point p = by({u, v, 0});
            from_x.at(i, j) = (p.x + 0.5F) * static_cast<float>(ink.width);
            from_y.at(i, j) = (p.y + 0.5F) * static_cast<float>(ink.height);
        }
    }
    image::GrayImage result(2 * ink.width, 2 * ink.height);
    for (int y = 0; y < result.height; ++y) {
        const float v = (static_cast<float>(y) + 0.5F) / static_cast<float>(result.height) * cells;
        const int j = std::min(cells - 1, static_cast<int>(v));
        const float fy = v - static_cast<float>(j);
        for (int x = 0; x < result.width; ++x) {
            const float u = (static_cast<float>(x) + 0.5F) / static_cast<float>(result.width) * cells;
            const int i = std::min(cells - 1, static_cast<int>(u));
            const float fx = u - static_cast<float>(i);
            const auto mix = [&](const image::GrayImage& field) {
                const float top = field.at(i, j) + fx * (field.at(i + 1, j) - field.at(i, j));
                const float bottom = field.at(i, j + 1) + fx * (field.at(i + 1, j + 1) - field.at(i, j + 1));
                return top + fy * (bottom - top);
            };
            result.at(x, y) = image::sampled(ink, mix(from_x), mix(from_y));
        }
    }
    return result;
}

image::GrayImage thickened(const image::GrayImage& ink, float amount) {
    image::GrayImage result = ink;
    const float part = std::min(1.0F, std::abs(amount));
    for (int y = 0; y < ink.height; ++y) {
        for (int x = 0; x < ink.width; ++x) {
            const float here = ink.at(x, y);
            float reached = here;
            const auto look = [&](int nx, int ny) {
                const bool inside = nx >= 0 && ny >= 0 && nx < ink.width && ny < ink.height;
                const float v = inside ? ink.at(nx, ny) : 0.0F;
                reached = amount > 0 ? std::max(reached, v) : std::min(reached, v);
            };
            look(x - 1, y);
            look(x + 1, y);
            look(x, y - 1);
            look(x, y + 1);
            result.at(x, y) = here + part * (reached - here);
        }
    }
    return result;
}

}  // namespace mllab::augment
