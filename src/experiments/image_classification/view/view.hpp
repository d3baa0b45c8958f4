// Image classification as one sees it: the viewfinder, the guesses of one network or of all of them, and the look
// inside.
#pragma once

#include <deque>
#include <memory>

#include "experiments/image_classification/view/controller.hpp"
#include "experiments/image_classification/view/guesses_panel.hpp"
#include "experiments/image_classification/view/inside_panel.hpp"
#include "experiments/viewfinder/finder.hpp"
#include "ui/experiment.hpp"

namespace mllab::image_classification {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public ui::Experiment {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    [[nodiscard]] platform::PageState page() const override { return controller_.page(); }
    void advance(const platform::Frame& /*frame*/) override {}
    void update() override { controller_.update(); }
    ui::Layout lay_out(ui::Painter& painter) override;
    void pointer(const platform::PointerSample& /*sample*/) override { host_.request_frames(2); }
    bool key(const platform::Key& /*key*/) override { return false; }
    void focus(std::string_view /*area*/, bool /*visible*/) override {}
    void command(const platform::Command& command) override;
    void picture(image::RgbaImage picture, const std::string& name) override;
    void pictures(std::vector<std::string> names, std::size_t left_out) override;
    void numbered_picture(std::size_t number, image::RgbaImage picture) override;
    void numbered_refusal(std::size_t number, const std::string& sentence) override;

    [[nodiscard]] const Controller& controller() const { return controller_; }

 private:
    void draw_finder(ui::Painter& painter, const ui::Rect& room);
    float draw_answers(ui::Painter& painter, const ui::Rect& room);
    float draw_small(ui::Painter& painter, const ui::Rect& room);

    platform::Host& host_;
    Controller controller_;
    viewfinder::Finder finder_;
    viewfinder::SmallPicture small_;
    std::deque<GuessesPanel> panels_;  // one for each network
    InsidePanel inside_;
};

}  // namespace mllab::image_classification
