#include "training/datasets/hands/look_alikes.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace mllab::datasets {

namespace {

bool alike(const Miniature& a, const Miniature& b, int limit) {
    constexpr std::size_t row = std::size_t{3} * miniature_width;
    int sum = 0;
    for (std::size_t begin = 0; begin < a.size(); begin += row) {
        for (std::size_t i = begin; i < begin + row; ++i) sum += std::abs(a[i] - b[i]);
        if (sum > limit) return false;
    }
    return true;
}

}  // namespace

Miniature miniature_of(const image::RgbaImage& picture) {
    const image::RgbaImage small = image::resized_by_area(picture, miniature_width, miniature_height);
    Miniature result{};
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = small.pixels[i / 3 * 4 + i % 3];
    return result;
}

std::vector<std::size_t> look_alikes(std::span<const Miniature> miniatures, double levels) {
    std::vector<std::size_t> first(miniatures.size());
    std::iota(first.begin(), first.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
        while (first[i] != i) i = first[i] = first[first[i]];
        return i;
    };
    const int limit = static_cast<int>(levels * static_cast<double>(Miniature{}.size()));
    for (std::size_t i = 0; i < miniatures.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (alike(miniatures[i], miniatures[j], limit)) {
                const auto [low, high] = std::minmax({root(i), root(j)});
                first[high] = low;
            }
    for (std::size_t i = 0; i < first.size(); ++i) first[i] = root(i);
    return first;
}

}  // namespace mllab::datasets
