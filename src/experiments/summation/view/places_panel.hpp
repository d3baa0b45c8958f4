// The answer place by place: the symbol that the network wrote, how sure it was, and what else it could have written.
#pragma once

#include <array>

#include "experiments/summation/pipeline/pipeline.hpp"
#include "ui/bars.hpp"
#include "ui/painter.hpp"

namespace mllab::summation {

class PlacesPanel {
 public:
    // `answer` null: nothing was asked yet, or nothing can be; the bars run out. Gives the height.
    float draw(ui::Painter& painter, const ui::Rect& room, const Answer* answer);

 private:
    float draw_place(ui::Painter& painter, const ui::Rect& column, std::size_t place, const Answer* answer);

    std::array<std::array<ui::RoundBar, symbol_count>, answer_length> bars_{};
};

// "0" … "9", "blank".
[[nodiscard]] const char* symbol_name(std::size_t symbol);
// "thousands" … "units", in reading order.
[[nodiscard]] const char* place_name(std::size_t place);

}  // namespace mllab::summation
