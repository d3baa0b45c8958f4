// The digit experiment as one sees it: what its answers look like.
#pragma once

#include <memory>
#include <vector>

#include "experiments/digits/view/answer_panel.hpp"
#include "experiments/sketchpad/view.hpp"

namespace mllab::digits {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public sketchpad::View {
 public:
    View(platform::Host& host, const platform::Launch& launch);

 private:
    float draw_answer(ui::Painter& painter, const ui::Rect& room, std::size_t reader, Shape shape) override;

    std::vector<AnswerPanel> panels_;
};

}  // namespace mllab::digits
