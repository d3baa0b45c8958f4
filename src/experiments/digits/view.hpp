// The digit experiment as one sees it: pad, answer, bars, the look inside, and the figures.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "experiments/digits/answer_panel.hpp"
#include "experiments/digits/controller.hpp"
#include "experiments/digits/inside_panel.hpp"
#include "ui/experiment.hpp"
#include "ui/pad_view.hpp"

namespace mllab::digits {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public ui::Experiment {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    void advance(const platform::Frame& frame) override;
    float lay_out(ui::Painter& painter) override;
    void pointer(const platform::PointerSample& sample) override;
    bool key(const platform::Key& key) override { return controller_.key(key); }
    void focus(std::string_view area, bool visible) override { controller_.focus(area == "pad", visible); }
    void action(const std::string& id, const std::string&) override { controller_.action(id); }
    void picture(core::RgbaImage picture, const std::string& name) override {
        controller_.picture(std::move(picture), name);
    }

    [[nodiscard]] const Controller& controller() const { return controller_; }

 private:
    float draw_answers(ui::Painter& painter, const ui::Rect& room);
    float draw_figures(ui::Painter& painter, float x, float y, float width) const;

    platform::Host& host_;
    Controller controller_;
    ui::Rect pad_;
    ui::PadView pad_view_;
    std::vector<AnswerPanel> panels_;
    InsidePanel inside_;
};

}  // namespace mllab::digits
