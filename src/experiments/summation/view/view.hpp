// The summation experiment as one sees it: the answer place by place, where the network looked, what it remembered.
#pragma once

#include <memory>

#include "experiments/summation/view/controller.hpp"
#include "experiments/summation/view/inside_panel.hpp"
#include "experiments/summation/view/places_panel.hpp"
#include "ui/experiment.hpp"

namespace mllab::summation {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public ui::Experiment {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    [[nodiscard]] platform::PageState page() const override { return controller_.page(); }
    void advance(const platform::Frame&) override {}
    void update() override { controller_.update(); }
    ui::Layout lay_out(ui::Painter& painter) override;
    void pointer(const platform::PointerSample&) override { host_.request_frames(2); }  // notes follow the pointer
    bool key(const platform::Key&) override { return false; }
    void focus(std::string_view, bool) override {}
    void command(const platform::Command& command) override { controller_.command(command); }
    void picture(image::RgbaImage, const std::string&) override {}

    [[nodiscard]] const Controller& controller() const { return controller_; }

 private:
    float draw_head(ui::Painter& painter, const ui::Rect& room) const;
    float draw_attention_or_hint(ui::Painter& painter, const ui::Rect& room) const;

    platform::Host& host_;
    Controller controller_;
    PlacesPanel places_;
    UnitsPanel units_;
};

}  // namespace mllab::summation
