// What a network takes a picture for: the five likeliest classes as names with bars.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "experiments/image_classification/view/seeing.hpp"
#include "ui/bars.hpp"
#include "ui/painter.hpp"

namespace mllab::image_classification {

class GuessesPanel {
 public:
    struct Content {
        const Reading* reading = nullptr;
        const std::vector<std::string>& labels;
        std::string name{};    // of the network, where there are several
        std::string remark{};  // in place of the first name, while there is no reading
    };
    // Gives the height, which does not depend on the reading.
    float draw(ui::Painter& painter, const ui::Rect& room, const Content& content);

 private:
    std::array<ui::RoundBar, guesses> bars_;
};

}  // namespace mllab::image_classification
