// One network's answer, large, with its ten probabilities.
#pragma once

#include <string>

#include "experiments/digits/answering.hpp"
#include "ui/bars.hpp"

namespace mllab::digits {

class AnswerPanel {
 public:
    enum class Shape : std::uint8_t {
        row,     // the answer to the left of the bars: low, for a phone
        column,  // the answer above the bars
    };
    // `room.h`: the height that a column fills, if it can. Gives the height.
    float draw(ui::Painter& painter, const ui::Rect& room, const Reader& reader, const Answering& answering,
               Shape shape);

 private:
    float draw_row(ui::Painter& painter, const ui::Rect& room, const Answer& answer, const std::string& caption);
    float draw_column(ui::Painter& painter, const ui::Rect& room, const Answer& answer, const std::string& caption,
                      const std::string& name);
    float draw_bars(ui::Painter& painter, const ui::Rect& room, float row_em, const Answer& answer);

    ui::ProbabilityBars bars_;
};

// What to say below the large answer: how sure, or why there is none.
[[nodiscard]] std::string caption(const Reader& reader, const Answering& answering);

}  // namespace mllab::digits
