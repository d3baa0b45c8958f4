// Text generation as one sees it on the stage: what could come at the place that is looked at, and goes on with the
// text there when it is pressed; its units, its figures. The text itself and what is set stand around it in the page,
// as do buttons for the same candidates.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

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
    void pointer(const platform::PointerSample& sample) override;
    bool key(const platform::Key&) override { return false; }
    void focus(std::string_view, bool) override {}
    void command(const platform::Command& command) override {
        controller_.command(command);
        host_.request_frames(1);  // settings shape the bars
    }
    void picture(image::RgbaImage, const std::string&) override {}

    [[nodiscard]] const Controller& controller() const { return controller_; }

 private:
    float draw_candidates(ui::Painter& painter, const ui::Rect& room);
    float draw_options(ui::Painter& painter, const ui::Rect& room, const Place* place);
    [[nodiscard]] std::string caption(const Place& place) const;
    [[nodiscard]] static std::string allowance(const Place& place);
    [[nodiscard]] std::optional<std::size_t> option_at(float x, float y) const;
    float draw_units(ui::Painter& painter, const ui::Rect& room);

    platform::Host& host_;
    Controller controller_;
    ui::ProbabilityBars bars_;
    // Where the candidates are, while they can be pressed.
    struct Target {
        ui::Rect rect;
        std::size_t token = 0;
    };
    std::vector<Target> targets_;
    std::optional<std::size_t> pressed_;  // the candidate on which a press began
    std::vector<float> units_shown_;
    double units_since_ms_ = 0;
    ui::HeatGrid units_{"", ui::Scale::diverging};
};

}  // namespace mllab::text_generation
