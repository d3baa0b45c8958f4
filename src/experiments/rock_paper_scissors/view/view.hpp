// Rock, paper, scissors as one sees it: the viewfinder with the countdown, the board beside it, and the look inside.
#pragma once

#include <memory>

#include "experiments/rock_paper_scissors/view/board.hpp"
#include "experiments/rock_paper_scissors/view/inside_panel.hpp"
#include "experiments/viewfinder/view.hpp"

namespace mllab::rock_paper_scissors {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public viewfinder::View<Controller> {
 public:
    using viewfinder::View<Controller>::View;

    void advance(const platform::Frame& frame) override;

 private:
    void draw_finder(ui::Painter& painter, const ui::Rect& room) override;
    float draw_answer(ui::Painter& painter, const ui::Rect& room) override {
        return board_.draw(painter, room, controller());
    }
    float draw_inside(ui::Painter& painter, const ui::Rect& room) override;

    Board board_;
    InsidePanel inside_;
};

}  // namespace mllab::rock_paper_scissors
