// A look into the run that answered: which characters the network looked at while it wrote each place of the sum, and
// what its units said after every character.
#pragma once

#include <cstdint>

#include "experiments/summation/view/controller.hpp"
#include "ui/heat_map.hpp"

namespace mllab::summation {

// Where it looked. Gives the height.
float draw_attention(ui::Painter& painter, const ui::Rect& room, const Result& result);

class UnitsPanel {
 public:
    // Gives the height.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Result& result);

 private:
    void refresh(const Result& result);

    std::vector<float> shown_;
    ui::HeatGrid reading_{"character", ui::Scale::diverging};
    ui::HeatGrid writing_{"place", ui::Scale::diverging};
};

}  // namespace mllab::summation
