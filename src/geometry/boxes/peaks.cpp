#include "geometry/boxes/peaks.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace mllab::geometry {

namespace {

constexpr std::uint64_t most_cells = std::uint64_t{1} << 28;

void check(const CentreMaps& maps, const PeakSettings& settings) {
    // Bounded one after the other, so that no product overflows, where a size has 32 bits either.
    const std::uint64_t height = maps.height;
    if (maps.classes > most_cells || height > most_cells || maps.width > most_cells ||
        height * maps.width > most_cells || height * maps.width * maps.classes > most_cells)
        throw std::invalid_argument("maps of centres with more than 2^28 cells");
    if (maps.heat.size() != maps.classes * maps.height * maps.width ||
        maps.distances.size() != 4 * maps.height * maps.width)
        throw std::invalid_argument("maps of centres that are not as large as they say");
    if (!(settings.stride_px > 0)) throw std::invalid_argument("the stride of a map is positive");
}

bool is_peak(std::span<const float> map, std::size_t height, std::size_t width, std::size_t row, std::size_t column) {
    const std::size_t place = row * width + column;
    for (std::size_t y = row > 0 ? row - 1 : 0; y <= std::min(row + 1, height - 1); ++y)
        for (std::size_t x = column > 0 ? column - 1 : 0; x <= std::min(column + 1, width - 1); ++x) {
            const std::size_t other = y * width + x;
            if (map[other] > map[place] || (other < place && map[other] == map[place])) return false;
        }
    return true;
}

}  // namespace

std::vector<Detection> peaks(const CentreMaps& maps, const PeakSettings& settings) {
    check(maps, settings);
    const std::size_t cells = maps.height * maps.width;
    const double height_px = static_cast<double>(maps.height) * settings.stride_px;
    const double width_px = static_cast<double>(maps.width) * settings.stride_px;
    std::vector<Detection> found;
    for (std::size_t label = 0; label < maps.classes; ++label) {
        const std::span<const float> map = maps.heat.subspan(label * cells, cells);
        for (std::size_t place = 0; place < cells; ++place) {
            const std::size_t row = place / maps.width;
            const std::size_t column = place % maps.width;
            if (!(map[place] >= settings.threshold) || !is_peak(map, maps.height, maps.width, row, column)) continue;
            const auto distance = [&](std::size_t side) {
                return static_cast<double>(maps.distances[side * cells + place]);
            };
            const double cx = static_cast<double>(column) * settings.stride_px;
            const double cy = static_cast<double>(row) * settings.stride_px;
            const Box box{(cx - distance(0)) / width_px, (cy - distance(1)) / height_px,
                          (distance(0) + distance(2)) / width_px, (distance(1) + distance(3)) / height_px};
            if (is_sound(box)) found.push_back({box, label, map[place]});
        }
    }
    std::ranges::stable_sort(found, [](const Detection& a, const Detection& b) { return a.score > b.score; });
    if (found.size() > settings.most) found.resize(settings.most);
    return found;
}

}  // namespace mllab::geometry
