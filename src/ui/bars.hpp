// Probabilities as bars: label, bar, percentage. The best is told by weight and place of its text as well as by colour.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/glide.hpp"
#include "ui/painter.hpp"

namespace mllab::ui {

// "98.3 %"; never "100 %" or "0 %", which no softmax claims.
[[nodiscard]] std::string percentage(double p);

// One bar, with round ends, that glides to its length.
class RoundBar {
 public:
    // `p` of the track is `colour`.
    void draw(Painter& painter, const Rect& track, float p, Colour colour);

 private:
    Glide shown_;
};

class ProbabilityBars {
 public:
    struct Row {
        std::string_view label;
        float p = 0;
        bool best = false;
        std::string_view instead{};  // stands in the percentage's place: “left out”
    };
    // One row under the other, `row_em` each; `answered` false: no percentages, the bars run out. `label_em`: room for
    // the labels; `at_once`: they jump, because other numbers come too soon for a glide. Gives the height.
    float draw(Painter& painter, const Rect& room, float row_em, const std::vector<Row>& rows, bool answered, bool sure,
               float label_em = 1.25F, bool at_once = false);

 private:
    std::vector<Glide> shown_;
};

}  // namespace mllab::ui
