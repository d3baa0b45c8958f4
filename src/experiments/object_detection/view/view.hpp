// Object detection as one sees it: the picture with its boxes, what was counted beside it, and the look inside.
#pragma once

#include <memory>

#include "experiments/object_detection/view/controller.hpp"
#include "experiments/viewfinder/view.hpp"

namespace mllab::object_detection {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public viewfinder::BatchView<Controller> {
 public:
    using BatchView::BatchView;

 private:
    void draw_finder(ui::Painter& painter, const ui::Rect& room) override;
    float draw_answer(ui::Painter& painter, const ui::Rect& room) override;
    float draw_inside(ui::Painter& painter, const ui::Rect& room) override;

    InsidePanel inside_;
    std::optional<Focus> focus_;  // of the frame that was drawn last
};

}  // namespace mllab::object_detection
