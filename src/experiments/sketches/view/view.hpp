// The sketch experiment as one sees it: what its guesses look like, and the game above the pad.
#pragma once

#include <memory>
#include <vector>

#include "experiments/sketches/view/controller.hpp"
#include "experiments/sketches/view/guess_panel.hpp"
#include "experiments/sketchpad/view.hpp"

namespace mllab::sketches {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public sketchpad::View {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    [[nodiscard]] Controller& sketches() { return sketches_; }

 private:
    float draw_answer(ui::Painter& painter, const ui::Rect& room, std::size_t reader, Shape shape) override;
    float draw_banner(ui::Painter& painter, float x, float y, float width) override;

    Controller& sketches_;  // the base class owns it
    std::vector<GuessPanel> panels_;
};

}  // namespace mllab::sketches
