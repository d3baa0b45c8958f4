// Every weight of a small network as a coloured cell: a row for each filter, a tile for each of its kernels, and one
// for its bias; and the numbers of the one that is pointed at.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "experiments/sketchpad/inside/weights.hpp"
#include "ui/heat_map.hpp"

namespace mllab::sketchpad {

class WeightsPanel {
 public:
    // Takes them up from what the network's look inside gave; once, for they never change.
    void take(const std::string& model, const std::map<std::string, core::Tensor>& outputs);
    // The network does not show its weights.
    [[nodiscard]] bool empty() const { return layers_.empty(); }
    // Gives the height. `labels`: of the network's answers.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
               const std::vector<std::string>& labels);
    [[nodiscard]] std::string in_words() const { return sketchpad::in_words(layers_); }

 private:
    // Of one layer; they share their rows.
    struct Tiles {
        ui::HeatGrid kernels, biases;
    };

    float draw_chosen(ui::Painter& painter, const ui::Rect& room, const std::vector<std::string>& labels) const;
    float draw_layer(ui::Painter& painter, platform::Host& host, const ui::Rect& room, std::size_t layer,
                     float tile_em);
    void choose(ui::Painter& painter, const WeightsPlace& place);

    std::string model_;
    std::vector<LayerWeights> layers_;
    std::deque<Tiles> tiles_;
    WeightsPlace chosen_;
};

}  // namespace mllab::sketchpad
