// One network's answer, large, with its ten probabilities.
#pragma once

#include <string>

#include "experiments/sketchpad/subject.hpp"
#include "ui/bars.hpp"

namespace mllab::digits {

class AnswerPanel {
 public:
    // The answer to the left of the bars: low, for a phone. Gives the height.
    float draw_row(ui::Painter& painter, const ui::Rect& room, const sketchpad::Answer& answer,
                   const std::string& remark);
    // The answer above the bars. `room.h`: the height that it fills, if it can; `name`: of the network, where two are
    // compared. Gives the height.
    float draw_column(ui::Painter& painter, const ui::Rect& room, const sketchpad::Answer& answer,
                      const std::string& remark, const std::string& name);

 private:
    float draw_bars(ui::Painter& painter, const ui::Rect& room, float row_em, const sketchpad::Answer& answer);

    ui::ProbabilityBars bars_;
};

}  // namespace mllab::digits
