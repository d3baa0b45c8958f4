// Image classification as one sees it: the viewfinder, the guesses of one network or of all of them, and the look
// inside.
#pragma once

#include <deque>
#include <memory>

#include "experiments/image_classification/view/controller.hpp"
#include "experiments/image_classification/view/guesses_panel.hpp"
#include "experiments/image_classification/view/inside_panel.hpp"
#include "experiments/viewfinder/view.hpp"

namespace mllab::image_classification {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public viewfinder::BatchView<Controller> {
 public:
    View(platform::Host& host, const platform::Launch& launch);

 private:
    void draw_finder(ui::Painter& painter, const ui::Rect& room) override;
    float draw_answer(ui::Painter& painter, const ui::Rect& room) override;
    float draw_inside(ui::Painter& painter, const ui::Rect& room) override {
        return inside_.draw(painter, host(), room, controller());
    }
    [[nodiscard]] bool finder_shows_inside() const override { return true; }

    std::deque<GuessesPanel> panels_;  // one for each network
    InsidePanel inside_;
};

}  // namespace mllab::image_classification
