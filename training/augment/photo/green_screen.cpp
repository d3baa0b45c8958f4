#include "training/augment/photo/green_screen.hpp"

#include <stdexcept>
#include <vector>

#include "training/augment/photo/pixels.hpp"

namespace mllab::augment {

namespace {

constexpr float opaque_below = 0.06F;
constexpr float nothing_above = 0.2F;
constexpr float darkest = 40;

// The indices of the largest region of pixels with any alpha, connected by their sides.
std::vector<bool> largest_region(const image::RgbaImage& matte) {
    const std::size_t count = matte.pixels.size() / 4;
    const auto width = static_cast<std::size_t>(matte.width);
    std::vector<bool> seen(count);
    std::vector<std::size_t> largest;
    std::vector<std::size_t> region;
    for (std::size_t start = 0; start < count; ++start) {
        if (seen[start] || matte.pixels[start * 4 + 3] == 0) continue;
        region.assign(1, start);
        seen[start] = true;
        const auto visit = [&](std::size_t i) {
            if (seen[i] || matte.pixels[i * 4 + 3] == 0) return;
            seen[i] = true;
            region.push_back(i);
        };
        std::size_t next = 0;
        while (next < region.size()) {  // it grows
            const std::size_t i = region[next++];
            if (i % width > 0) visit(i - 1);
            if (i % width + 1 < width) visit(i + 1);
            if (i >= width) visit(i - width);
            if (i + width < count) visit(i + width);
        }
        if (region.size() > largest.size()) largest.swap(region);
    }
    std::vector<bool> kept(count);
    for (const std::size_t i : largest) kept[i] = true;
    return kept;
}

struct Column {
    int top = 0;
    int bottom = 0;
    int count = 0;
};

std::vector<Column> columns_of(const image::RgbaImage& keyed) {
    std::vector<Column> columns(static_cast<std::size_t>(keyed.width));
    for (int x = 0; x < keyed.width; ++x) {
        Column& column = columns[static_cast<std::size_t>(x)];
        for (int y = 0; y < keyed.height; ++y) {
            if (pixel(keyed, x, y)[3] < 128) continue;
            if (column.count++ == 0) column.top = y;
            column.bottom = y + 1;
        }
    }
    return columns;
}

}  // namespace

image::RgbaImage keyed(const image::RgbaImage& picture) {
    image::RgbaImage result = picture;
    for (std::size_t at = 0; at < result.pixels.size(); at += 4) {
        std::uint8_t* p = result.pixels.data() + at;
        const std::uint8_t other = std::max(p[0], p[2]);
        const float excess = static_cast<float>(p[1] - other) / std::max(static_cast<float>(p[1]), darkest);
        p[3] = byte_of(255 * (1 - smooth_step(opaque_below, nothing_above, excess)));
        p[1] = std::min(p[1], other);
    }
    const std::vector<bool> kept = largest_region(result);
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (!kept[i]) std::fill_n(result.pixels.begin() + static_cast<std::ptrdiff_t>(i * 4), 4, std::uint8_t{0});
    return result;
}

HandParts parts_of(const image::RgbaImage& keyed) {
    const std::vector<Column> columns = columns_of(keyed);
    HandParts parts;
    int widest = -1;
    for (int x = 0; x < keyed.width; ++x) {
        const int count = columns[static_cast<std::size_t>(x)].count;
        if (count == 0) continue;
        if (widest < 0) {
            parts.left = x;
            widest = x;
        }
        if (count > columns[static_cast<std::size_t>(widest)].count) widest = x;
        parts.right = x + 1;
    }
    if (widest < 0) return parts;
    int narrowest = widest;
    for (int x = widest; x < parts.right; ++x)
        if (columns[static_cast<std::size_t>(x)].count < columns[static_cast<std::size_t>(narrowest)].count)
            narrowest = x;
    // A wrist is clearly narrower than the hand.
    const bool has_wrist =
        columns[static_cast<std::size_t>(narrowest)].count * 10 < columns[static_cast<std::size_t>(widest)].count * 9;
    parts.wrist = has_wrist ? narrowest + 1 : parts.right;
    parts.top = keyed.height;
    for (int x = parts.left; x < parts.right; ++x) {
        const Column& column = columns[static_cast<std::size_t>(x)];
        if (column.count == 0) continue;
        if (x < parts.wrist) {
            parts.top = std::min(parts.top, column.top);
            parts.bottom = std::max(parts.bottom, column.bottom);
        } else {
            parts.arm_top = parts.arm_bottom == 0 ? column.top : std::min(parts.arm_top, column.top);
            parts.arm_bottom = std::max(parts.arm_bottom, column.bottom);
        }
    }
    return parts;
}

image::RgbaImage part_of(const image::RgbaImage& picture, int left, int top, int width, int height) {
    if (left < 0 || top < 0 || width < 1 || height < 1 || left + width > picture.width || top + height > picture.height)
        throw std::invalid_argument("the part reaches beyond the picture");
    image::RgbaImage result(width, height);
    for (int y = 0; y < height; ++y)
        std::copy_n(pixel(picture, left, top + y), static_cast<std::size_t>(width) * 4, pixel(result, 0, y));
    return result;
}

}  // namespace mllab::augment
