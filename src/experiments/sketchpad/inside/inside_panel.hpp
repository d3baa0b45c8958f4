// A look into the network that answered: its input as it gets it, what its layers said, and what moved its answer most.
// It shows whatever the model's file offers and knows nothing of a network by name.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "experiments/sketchpad/asking/answering.hpp"
#include "experiments/sketchpad/inside/heat_panel.hpp"
#include "experiments/sketchpad/inside/weights_panel.hpp"
#include "ui/heat_map.hpp"

namespace mllab::sketchpad {

class InsidePanel {
 public:
    // Gives the height.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Reader& reader,
               const Subject& subject, const Explaining& explaining);
    // After `draw`: all weights of a network that shows them. Gives the height, 0 where it does not.
    float draw_weights(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Reader& reader);
    // The same for whoever cannot see them.
    [[nodiscard]] std::string weights_in_words() const { return weights_.in_words(); }

 private:
    void refresh(const Reader& reader);
    // Blocks side by side where there is room: the input, and what of it spoke for the answer.
    float draw_input(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Reader& reader,
                     const Heat* heat);
    // Below the first maps: what one cell of them is made of. 0 where that is not known.
    float draw_sum(ui::Painter& painter, const ui::Rect& room, const Reader& reader, const FirstLayer* layer);
    float draw_layer(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const std::string& output,
                     const core::Shape& shape);
    float draw_neurons(ui::Painter& painter, const ui::Rect& room, const Reader& reader) const;

    std::string model_;
    std::optional<std::uint64_t> revision_;
    std::string guess_;  // the winner, also of an answer in doubt; empty where there is none
    ui::HeatGrid input_{"", ui::Scale::ink};
    std::map<std::string, ui::HeatGrid> layers_;
    std::optional<ui::HeatGrid::Cell> shown_cell_;
    HeatPanel heat_;
    WeightsPanel weights_;
};

}  // namespace mllab::sketchpad
