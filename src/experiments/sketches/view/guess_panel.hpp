// One network's best guesses: name, probability, bar, the first one large.
#pragma once

#include <array>
#include <string>

#include "experiments/sketches/pipeline/pipeline.hpp"
#include "experiments/sketchpad/asking/answering.hpp"
#include "ui/bars.hpp"
#include "ui/painter.hpp"

namespace mllab::sketches {

class GuessPanel {
 public:
    // `room.h`: the height that the guesses fill, if they can; `remark`: why there are none; `name`: of the network,
    // where two are compared. Gives the height.
    float draw(ui::Painter& painter, const ui::Rect& room, const sketchpad::Reader& reader, const std::string& remark,
               const std::string& name);

 private:
    std::array<ui::RoundBar, guesses> bars_;
};

}  // namespace mllab::sketches
