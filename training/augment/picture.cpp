#include "training/augment/picture.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mllab::augment {

namespace {

image::GrayImage blurred(const image::GrayImage& ink) {
    image::GrayImage result(ink.width, ink.height);
    for (int y = 1; y + 1 < ink.height; ++y) {
        for (int x = 1; x + 1 < ink.width; ++x) {
            float sum = 0;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx) sum += ink.at(x + dx, y + dy);
            result.at(x, y) = sum / 9;
        }
    }
    return result;
}

struct Extent {
    int left, top, right, bottom;
};

Extent extent_of(const image::GrayImage& ink) {
    Extent e{ink.width, ink.height, -1, -1};
    for (int y = 0; y < ink.height; ++y) {
        for (int x = 0; x < ink.width; ++x) {
            if (ink.at(x, y) < 0.5F) continue;
            e = {std::min(e.left, x), std::min(e.top, y), std::max(e.right, x), std::max(e.bottom, y)};
        }
    }
    return e;
}

// Dirt: round specks that are small beside a line's width, most of them where the ink is.
void add_specks(image::GrayImage& ink, const Extent& around, core::Random& random) {
    const auto inside = [&](int low, int high, int most) {
        const double reach = 0.1 * (high - low);
        return std::clamp(random.uniform(low - reach, high + reach), 0.0, most - 1.0);
    };
    for (std::size_t n = 1 + random.below(5); n > 0; --n) {
        const double cx = inside(around.left, around.right, ink.width);
        const double cy = inside(around.top, around.bottom, ink.height);
        const double radius = random.uniform(0.5, 1.8);
        const auto level = static_cast<float>(random.uniform(0.4, 1));
        const int reach = static_cast<int>(std::ceil(radius));
        for (int y = std::max(0, static_cast<int>(cy) - reach); y <= static_cast<int>(cy) + reach; ++y)
            for (int x = std::max(0, static_cast<int>(cx) - reach); x <= static_cast<int>(cx) + reach; ++x)
                if (x < ink.width && y < ink.height && std::hypot(x - cx, y - cy) <= radius)
                    ink.at(x, y) = std::max(ink.at(x, y), level);
    }
}

}  // namespace

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

image::GrayImage photographed(const image::GrayImage& ink, core::Random& random) {
    image::GrayImage result = ink;
    for (std::size_t n = 1 + random.below(3); n > 0; --n) result = blurred(result);
    const auto level = static_cast<float>(random.uniform(0.22, 0.6));
    const auto slope = static_cast<float>(random.uniform(3, 12));
    const double grain = random.uniform(0, 0.22);
    for (float& value : result.pixels) {
        // Only where there is an edge: grain makes no ink of paper.
        const double gnawed = value > 0.02F && value < 0.98F ? random.normal(0, grain) : 0;
        value = std::clamp((value + static_cast<float>(gnawed) - level) * slope + 0.5F, 0.0F, 1.0F);
    }
    const Extent left = extent_of(result);
    const Extent before = extent_of(ink);
    // A line that is too thin for this level would be gone, or most of it.
    if (left.right < 0 || 2 * (left.right - left.left) < before.right - before.left ||
        2 * (left.bottom - left.top) < before.bottom - before.top)
        return ink;
    if (random.chance(0.4)) add_specks(result, left, random);
    return result;
}

}  // namespace mllab::augment
