// What a network takes a picture for: the five likeliest classes as names with bars.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "experiments/image_classification/view/seeing.hpp"
#include "ui/glide.hpp"
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
    void draw_bar(ui::Painter& painter, const ui::Rect& track, float p, std::size_t place, bool known);

    std::array<ui::Glide, guesses> shown_;
};

}  // namespace mllab::image_classification
