#include "experiments/sketchpad/inside/weights_panel.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/inside.hpp"
#include "experiments/sketchpad/inside/kernel_panel.hpp"

namespace mllab::sketchpad {

namespace {

constexpr float kernel_em = 0.9F;   // a tile of 3 x 3 cells
constexpr float single_em = 0.6F;   // a tile of one
constexpr float between_em = 0.6F;  // kernels and biases
constexpr float pitch = 1.2F;       // from tile to tile, in tiles: what HeatGrid leaves between small ones
constexpr float layer_em = 15;      // a layer's least width, for its title

// So that a row has all kernels of one filter.
float tile_em(const LayerWeights& layer, float room_em) {
    const float tiles = pitch * static_cast<float>(layer.inputs + 1);
    return std::min(layer.side > 1 ? kernel_em : single_em, (room_em - between_em) / tiles);
}

// A little more than that, lest rounding takes the last tile.
float row_width(const ui::Painter& painter, float tile, int tiles) {
    return painter.px(tile) * (pitch * static_cast<float>(tiles) - (pitch - 1)) + 0.25F;
}

}  // namespace

void WeightsPanel::take(const std::string& model, const std::map<std::string, core::Tensor>& outputs) {
    if (model_ == model && !layers_.empty()) return;
    model_ = model;
    layers_ = layer_weights(outputs);
    tiles_.clear();
    chosen_ = {};
    for (const LayerWeights& layer : layers_) {
        const int inputs = layer.inputs;
        const auto kernel_name = [inputs, linear = layer.linear](int tile) {
            return core::joined(linear ? "answer " : "filter ", tile / inputs + 1, ", map ", tile % inputs + 1);
        };
        const auto bias_name = [linear = layer.linear](int tile) {
            return core::joined(linear ? "answer " : "filter ", tile + 1, ", bias");
        };
        Tiles& tiles = tiles_.emplace_back(
            Tiles{.kernels = {kernel_name, ui::Scale::diverging}, .biases = {bias_name, ui::Scale::diverging}});
        tiles.kernels.set(layer.kernels, layer.filters * layer.inputs, layer.side, layer.side);
        tiles.biases.set(layer.biases, layer.filters, 1, 1);
    }
}

float WeightsPanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                         const std::vector<std::string>& labels) {
    const float gap = painter.px(1.25F);
    const experiments::Caption caption{
        .title = core::joined("Every weight: ", grouped(count_of(layers_)), " numbers"),
        .sentence =
            "All that this network has learned. Each row is a filter, each tile its kernel for one map, the "
            "tile at the end its bias: green adds, amber takes away. Point at a tile, or tap it."};
    float y = room.y + experiments::draw_caption(painter, room, caption, 0.5F);
    y += draw_chosen(painter, {room.x, y, room.w, 0}, labels) + gap;
    // Side by side where there is room.
    float x = room.x;
    float tallest = 0;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const float tile = tile_em(layers_[i], room.w / painter.em());
        const float width = std::max(std::min(room.w, painter.px(layer_em)),
                                     row_width(painter, tile, layers_[i].inputs + 1) + painter.px(between_em));
        if (x > room.x && x + width > room.right()) {
            y += tallest + gap;
            x = room.x;
            tallest = 0;
        }
        const float h = draw_layer(painter, host, {x, y, width, 0}, i, tile);
        tallest = std::max(tallest, h);
        x += width + gap;
    }
    return y + tallest - room.y;
}

float WeightsPanel::draw_chosen(ui::Painter& painter, const ui::Rect& room,
                                const std::vector<std::string>& labels) const {
    // Room for the largest kernel and the longest sentence, so that nothing below moves.
    int largest = 1;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        largest = std::max(largest, layers_[i].side);
        if (!layers_[i].linear) longest = i;
    }
    const float side = kernel_side(painter, largest);
    const float left = side + painter.px(1);
    const LayerWeights& last = layers_[longest];
    const std::string sentence =
        role_of(layers_, {.layer = longest, .filter = last.filters - 1, .input = last.inputs - 1}, labels);
    const float height = std::max(side, painter.measure(sentence, ui::Type::body, room.w - left).h);

    draw_kernel(painter, room.x, room.y, chosen_.input ? layers_[chosen_.layer].side : 1, numbers_at(layers_, chosen_));
    painter.text(room.x + left, room.y, role_of(layers_, chosen_, labels), ui::Type::body, painter.colours().text,
                 room.w - left);
    return height;
}

float WeightsPanel::draw_layer(ui::Painter& painter, platform::Host& host, const ui::Rect& room, std::size_t layer,
                               float tile_em) {
    const float title =
        painter.text(room.x, room.y, title_of(layers_, layer), ui::Type::small, painter.colours().muted, room.w).h;
    const float y = room.y + title + painter.px(0.25F);
    Tiles& tiles = tiles_[layer];
    const int inputs = layers_[layer].inputs;
    ui::Rect kernels{room.x, y, row_width(painter, tile_em, inputs), 0};
    kernels.h = tiles.kernels.draw(painter, host, kernels.x, kernels.y, kernels.w, tile_em);
    ui::Rect biases{kernels.right() + painter.px(between_em), y, row_width(painter, tile_em, 1), 0};
    biases.h = tiles.biases.draw(painter, host, biases.x, biases.y, biases.w, tile_em);
    const auto& kernel = tiles.kernels.pointed();
    const auto& bias = tiles.biases.pointed();
    if (painter.pointer_in(kernels) && kernel)
        choose(painter, {.layer = layer, .filter = kernel->map / inputs, .input = kernel->map % inputs});
    else if (painter.pointer_in(biases) && bias)
        choose(painter, {.layer = layer, .filter = bias->map, .input = std::nullopt});
    return title + painter.px(0.25F) + kernels.h;
}

// From the next frame on: in this one the other one's numbers are drawn.
void WeightsPanel::choose(ui::Painter& painter, const WeightsPlace& place) {
    if (painter.measures() || place == chosen_) return;
    chosen_ = place;
    painter.keep_moving();
}

}  // namespace mllab::sketchpad
