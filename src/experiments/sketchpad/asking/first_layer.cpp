#include "experiments/sketchpad/asking/first_layer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>
#include <stdexcept>

namespace mllab::sketchpad {

namespace {

// Two strong ones, whose difference is the kernel whatever the bias, and a weak one, which leaves the bias its digits.
constexpr float strong = 1024;
constexpr float weak = 8;
constexpr std::array<float, 6> probes{strong, 2 * strong, weak, -strong, -2 * strong, -weak};
constexpr int reach = 3;          // pixels around the point that are looked at; a kernel may reach one fewer
constexpr float nothing = 1e-5F;  // of the largest weight

std::size_t place(int y, int x, int width) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

}  // namespace

core::Tensor first_layer_probes(int width, int height) {
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    std::vector<float> values(probes.size() * size);
    for (std::size_t i = 0; i < probes.size(); ++i) values[i * size + place(height / 2, width / 2, width)] = probes[i];
    return {core::Shape{static_cast<std::int64_t>(probes.size()), 1, height, width}, std::move(values)};
}

std::optional<FirstLayer> first_layer_of(const core::Tensor& features, int width, int height) {
    const core::Shape& shape = features.shape;
    if (shape.size() != 4 || shape[0] != static_cast<std::int64_t>(probes.size()) || shape[1] < 1 ||
        shape[2] != height || shape[3] != width || std::min(width, height) < 2 * reach + 1)
        return std::nullopt;
    const auto maps = static_cast<int>(shape[1]);
    const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    const std::span<const float> all(features.as<float>());
    // What map `m` says `dy` above and `dx` to the left of the point: there the point is at (dy, dx) of the kernel.
    const auto said = [&](std::size_t probe, int m, int dy, int dx) {
        const std::size_t map = probe * static_cast<std::size_t>(maps) + static_cast<std::size_t>(m);
        return all[map * size + place(height / 2 - dy, width / 2 - dx, width)];
    };
    const auto weight = [&](int m, int dy, int dx) {
        if (said(0, m, dy, dx) > 0 && said(1, m, dy, dx) > said(0, m, dy, dx))
            return (said(1, m, dy, dx) - said(0, m, dy, dx)) / strong;
        if (said(3, m, dy, dx) > 0 && said(4, m, dy, dx) > said(3, m, dy, dx))
            return -(said(4, m, dy, dx) - said(3, m, dy, dx)) / strong;
        return 0.0F;
    };

    FirstLayer layer{.maps = maps, .side = 2 * reach + 1, .kernels = {}, .biases = {}};
    float largest = 0;
    int farthest = 0;
    for (const bool measures : {true, false})
        for (int m = 0; m < maps; ++m)
            for (int dy = -reach; dy <= reach; ++dy)
                for (int dx = -reach; dx <= reach; ++dx) {
                    const float k = std::abs(weight(m, dy, dx));
                    if (measures)
                        largest = std::max(largest, k);
                    else if (k > nothing * largest)
                        farthest = std::max({farthest, std::abs(dy), std::abs(dx)});
                }
    if (largest == 0 || farthest >= reach) return std::nullopt;
    layer.side = 2 * farthest + 1;
    for (int m = 0; m < maps; ++m) {
        float strongest = 0;
        float bias = 0;
        for (int dy = -farthest; dy <= farthest; ++dy)
            for (int dx = -farthest; dx <= farthest; ++dx) {
                const float k = weight(m, dy, dx);
                layer.kernels.push_back(k);
                if (std::abs(k) <= strongest) continue;
                strongest = std::abs(k);
                bias = said(k > 0 ? 2 : 5, m, dy, dx) - weak * strongest;
            }
        layer.biases.push_back(bias);
    }
    return layer;
}

CellSum cell_sum(const FirstLayer& layer, const image::GrayImage& input, int map, int x, int y) {
    if (map < 0 || map >= layer.maps || x < 0 || x >= input.width || y < 0 || y >= input.height)
        throw std::out_of_range("there is no such cell");
    CellSum cell{.side = layer.side, .patch = {}, .kernel = {}, .products = {}};
    cell.bias = cell.sum = layer.biases[static_cast<std::size_t>(map)];
    for (int dy = 0; dy < layer.side; ++dy)
        for (int dx = 0; dx < layer.side; ++dx) {
            const int px = x + dx - layer.side / 2;
            const int py = y + dy - layer.side / 2;
            const bool inside = px >= 0 && px < input.width && py >= 0 && py < input.height;
            cell.patch.push_back(inside ? input.pixels[place(py, px, input.width)] : 0);
            cell.kernel.push_back(layer.kernels[place(map * layer.side + dy, dx, layer.side)]);
            cell.products.push_back(cell.patch.back() * cell.kernel.back());
            cell.sum += cell.products.back();
        }
    cell.value = std::max(0.0F, cell.sum);
    return cell;
}

}  // namespace mllab::sketchpad
