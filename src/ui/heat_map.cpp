#include "ui/heat_map.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace mllab::ui {

namespace {

// About `fit` columns, but rather a few more or less than a last row with a tile or two.
int even_columns(int count, int fit) {
    if (count <= fit) return count;
    // Larger tiles are a lesser evil than smaller ones.
    const auto difference = [&](int columns) { return columns > fit ? 2 * (columns - fit) : fit - columns; };
    int best = 0;
    for (int columns = (2 * fit + 2) / 3; 5 * columns <= 8 * fit; ++columns)
        if (count % columns == 0 && (best == 0 || difference(columns) < difference(best))) best = columns;
    if (best > 0) return best;
    const int rows = (count + fit - 1) / fit;
    return (count + rows - 1) / rows;
}

std::string three_figures(float value) {
    return core::decimals(value, value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

}  // namespace

image::RgbaImage heat_image(std::span<const float> values, int width, int height, Scale scale, bool dark) {
    const Palette& p = palette(dark);
    float largest = 0;
    for (const float v : values) largest = std::max(largest, std::isfinite(v) ? std::abs(v) : 0);
    if (scale == Scale::ink) largest = 1;
    image::RgbaImage image(width, height);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float v = std::isfinite(values[i]) && largest > 0 ? std::clamp(values[i] / largest, -1.0F, 1.0F) : 0;
        const Colour full = scale == Scale::ink ? p.text : (v < 0 ? p.doubt : p.accent);
        const float strength = scale == Scale::diverging ? std::abs(v) : std::max(v, 0.0F);
        const Colour colour = mixed(scale == Scale::ink ? p.page : p.sunken, full, strength);
        for (const int channel : {0, 1, 2, 3})
            image.pixels[i * 4 + static_cast<std::size_t>(channel)] =
                static_cast<std::uint8_t>((colour >> (8 * channel)) & 255U);
    }
    return image;
}

image::RgbaImage coloured_ink(std::span<const float> ink, std::span<const float> heat, int width, int height,
                              bool dark) {
    const Palette& p = palette(dark);
    float largest = 0;
    for (const float v : heat) largest = std::max(largest, std::isfinite(v) ? std::abs(v) : 0);
    image::RgbaImage image(width, height);
    for (std::size_t i = 0; i < ink.size(); ++i) {
        const float v = i < heat.size() && std::isfinite(heat[i]) && largest > 0 ? heat[i] / largest : 0;
        // Grey that colours stand out from, in both themes.
        const Colour pen = mixed(mixed(p.page, p.text, 0.4F), v < 0 ? p.doubt : p.accent, std::sqrt(std::abs(v)));
        const Colour colour = mixed(p.page, pen, std::clamp(ink[i], 0.0F, 1.0F));
        for (const int channel : {0, 1, 2, 3})
            image.pixels[i * 4 + static_cast<std::size_t>(channel)] =
                static_cast<std::uint8_t>((colour >> (8 * channel)) & 255U);
    }
    return image;
}

HeatGrid::Cell HeatGrid::strongest() const {
    const auto place = static_cast<int>(std::ranges::max_element(values_) - values_.begin());
    return {.map = place / (width_ * height_), .x = place % width_, .y = place / width_ % height_};
}

void HeatGrid::set(std::vector<float> values, int count, int width, int height) {
    const std::int64_t expected = core::element_count({count, height, width});
    if (std::cmp_not_equal(values.size(), expected))
        throw std::invalid_argument(
            core::joined(count, " maps of ", width, " x ", height, " are not ", values.size(), " values"));
    values_ = std::move(values);
    count_ = count;
    width_ = width;
    height_ = height;
    pointed_.reset();
    stale_ = true;
}

void HeatGrid::make_texture(platform::Host& host, bool dark) {
    if (!stale_ && dark_ == dark) return;
    texture_ =
        host.make_texture(heat_image(values_, width_, height_ * count_, scale_, dark), platform::Sampling::nearest);
    stale_ = false;
    dark_ = dark;
}

float HeatGrid::draw(Painter& painter, platform::Host& host, float x, float y, float width, float tile_em) {
    if (count_ == 0) return 0;
    const float wished = painter.px(tile_em);
    const float gap = count_ > 1 ? std::min(painter.px(0.25F), wished / 5) : 0;
    const int columns = even_columns(count_, std::max(1, static_cast<int>((width + gap) / (wished + gap))));
    const int rows = (count_ + columns - 1) / columns;
    const auto gaps = gap * static_cast<float>(columns - 1);
    const float tile_w = std::min(1.2F * wished, (width - gaps) / static_cast<float>(columns));
    const float tile_h = tile_w * static_cast<float>(height_) / static_cast<float>(width_);
    if (!painter.measures()) {
        make_texture(host, painter.frame().dark);
        for (int i = 0; i < count_; ++i) {
            const int row = i / columns;
            const Rect tile{x + static_cast<float>(i % columns) * (tile_w + gap),
                            y + static_cast<float>(row) * (tile_h + gap), tile_w, tile_h};
            const auto maps = static_cast<float>(count_);
            const auto index = static_cast<float>(i);
            painter.image(*texture_, tile, 0, index / maps, 1, (index + 1) / maps);
            tell_value(painter, tile, i);
        }
    }
    return tile_h * static_cast<float>(rows) + gap * static_cast<float>(rows - 1);
}

void HeatGrid::tell_value(Painter& painter, const Rect& tile, int map) {
    const auto at = painter.pointer_in(tile);
    if (!at) return;
    const int cx = std::min(static_cast<int>((at->x - tile.x) / tile.w * static_cast<float>(width_)), width_ - 1);
    const int cy = std::min(static_cast<int>((at->y - tile.y) / tile.h * static_cast<float>(height_)), height_ - 1);
    pointed_ = Cell{.map = map, .x = cx, .y = cy};
    const float cell_w = tile.w / static_cast<float>(width_);
    const float cell_h = tile.h / static_cast<float>(height_);
    const auto row = static_cast<std::size_t>(map) * static_cast<std::size_t>(height_) + static_cast<std::size_t>(cy);
    const float value = values_[row * static_cast<std::size_t>(width_) + static_cast<std::size_t>(cx)];
    painter.outline({tile.x + static_cast<float>(cx) * cell_w - 1, tile.y + static_cast<float>(cy) * cell_h - 1,
                     cell_w + 2, cell_h + 2},
                    painter.colours().text, 0, 1);
    const std::string name = name_of_             ? name_of_(map) + " · "
                             : tile_name_.empty() ? ""
                                                  : core::joined(tile_name_, " ", map + 1, " · ");
    const std::string sign = value < 0 ? "−" : scale_ == Scale::diverging ? "+" : "";
    const std::string place = width_ > 1 && height_ > 1 ? core::joined(" at column ", cx + 1, ", row ", cy + 1) : "";
    painter.note(*at, name + sign + three_figures(std::abs(value)) + place);
}

}  // namespace mllab::ui
