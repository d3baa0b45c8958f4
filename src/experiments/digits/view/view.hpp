// The digit experiment as one sees it: what its answers look like.
#pragma once

#include <memory>
#include <vector>

#include "experiments/digits/view/answer_panel.hpp"
#include "experiments/digits/view/controller.hpp"
#include "experiments/digits/view/picture_steps.hpp"
#include "experiments/sketchpad/view.hpp"

namespace mllab::digits {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public sketchpad::View {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    [[nodiscard]] Controller& digits() { return digits_; }

 private:
    // That has answered about the picture on the pad; null where none has.
    [[nodiscard]] const sketchpad::Reader* reader_of_picture() const;
    float draw_answer(ui::Painter& painter, const ui::Rect& room, std::size_t reader, Shape shape) override;

    void draw_on_pad(ui::Painter& painter, const ui::Rect& pad) override;
    float draw_below(ui::Painter& painter, const ui::Rect& room) override;
    [[nodiscard]] std::string pad_label() const override;

    platform::Host& host_;
    Controller& digits_;  // the base class owns it
    std::vector<AnswerPanel> panels_;
    PictureSteps steps_;
};

}  // namespace mllab::digits
