// One network's answer, large, with its ten probabilities.
#pragma once

#include <string>

#include "experiments/digits/answering.hpp"
#include "ui/bars.hpp"

namespace mllab::digits {

class AnswerPanel {
 public:
    enum class Shape : std::uint8_t {
        beside,  // the answer to the left of the bars
        above,   // the answer above the bars: narrow, for two side by side
    };
    // `height`: what the panel may grow to; 0 for its natural height. `named`: whose answer it is stands above it.
    // Gives the height.
    float draw(ui::Painter& painter, const ui::Rect& room, const Reader& reader, Shape shape, bool named);

 private:
    ui::ProbabilityBars bars_;
};

// What to say below the large answer: how sure, or why there is none.
[[nodiscard]] std::string caption(const Reader& reader);

}  // namespace mllab::digits
