// Numbers as small pictures: feature maps, activations, contributions. Hovering or tapping a cell tells its value.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "ui/painter.hpp"

namespace mllab::ui {

enum class Scale : std::uint8_t {
    sequential,  // paper for 0 or less, accent for the largest
    diverging,   // paper for 0, accent for positive, doubt's colour for negative
    ink,         // paper to ink, 0 to 1: a model's input
};

// One colour per value, row-major. The strongest colour stands for the largest absolute value of all; for `ink` for 1.
[[nodiscard]] image::RgbaImage heat_image(std::span<const float> values, int width, int height, Scale scale, bool dark);

// A drawing, 0 to 1 a pixel, in the colours of what its ink did (as `diverging`): the paper stays paper, and ink
// without a value is grey. `heat`: as many numbers as `ink`, or none.
[[nodiscard]] image::RgbaImage coloured_ink(std::span<const float> ink, std::span<const float> heat, int width,
                                            int height, bool dark);

class HeatGrid {
 public:
    HeatGrid(std::string tile_name, Scale scale) : tile_name_(std::move(tile_name)), scale_(scale) {}
    // The same with a name for each tile: `name_of(3)` is what the fourth is called.
    HeatGrid(std::function<std::string(int)> name_of, Scale scale) : name_of_(std::move(name_of)), scale_(scale) {}

    // `count` maps of height x width values, one after the other. Throws std::invalid_argument if the numbers do not
    // come out even.
    void set(std::vector<float> values, int count, int width, int height);
    void clear() { count_ = 0; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] int count() const { return count_; }

    struct Cell {
        int map = 0, x = 0, y = 0;
        bool operator==(const Cell&) const = default;
    };
    // The one that the pointer is or was on last; none since the numbers were set.
    [[nodiscard]] const std::optional<Cell>& pointed() const { return pointed_; }
    // The one with the largest value. Not without maps.
    [[nodiscard]] Cell strongest() const;

    // Maps of one layer share their scale, so that a weak map looks weak. The maps as tiles about `tile_em` wide, as
    // many in a row as fit into `width`. Gives the height.
    float draw(Painter& painter, platform::Host& host, float x, float y, float width, float tile_em);

 private:
    void make_texture(platform::Host& host, bool dark);
    void tell_value(Painter& painter, const Rect& tile, int map);

    std::function<std::string(int)> name_of_;
    std::string tile_name_;  // "map": "map 3"; empty where there is only one
    Scale scale_;
    std::vector<float> values_;
    int count_ = 0;
    int width_ = 0;
    int height_ = 0;
    std::optional<Cell> pointed_;
    bool stale_ = true;
    bool dark_ = false;
    std::shared_ptr<platform::Texture> texture_;  // all maps, one below the other
};

}  // namespace mllab::ui
