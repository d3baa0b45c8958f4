// Text generation as one sees it on the stage: what could have come instead of the character that is looked at, its
// units, its figures. The text itself and what is set stand around it in the page.
#pragma once

#include <memory>

#include "experiments/text_generation/view/controller.hpp"
#include "ui/bars.hpp"
#include "ui/experiment.hpp"
#include "ui/heat_map.hpp"

namespace mllab::text_generation {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public ui::Experiment {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    [[nodiscard]] platform::PageState page() const override { return controller_.page(); }
    void update() override { controller_.update(); }
    void advance(const platform::Frame& frame) override { controller_.advance(frame.now_ms); }
    ui::Layout lay_out(ui::Painter& painter) override;
    void pointer(const platform::PointerSample&) override { host_.request_frames(2); }  // notes follow the pointer
    bool key(const platform::Key&) override { return false; }
    void focus(std::string_view, bool) override {}
    void command(const platform::Command& command) override { controller_.command(command); }
    void picture(image::RgbaImage, const std::string&) override {}

    [[nodiscard]] const Controller& controller() const { return controller_; }

 private:
    float draw_candidates(ui::Painter& painter, const ui::Rect& room);
    float draw_units(ui::Painter& painter, const ui::Rect& room);

    platform::Host& host_;
    Controller controller_;
    ui::ProbabilityBars bars_;
    std::vector<float> units_shown_;
    double units_since_ms_ = 0;
    ui::HeatGrid units_{"", ui::Scale::diverging};
};

}  // namespace mllab::text_generation
