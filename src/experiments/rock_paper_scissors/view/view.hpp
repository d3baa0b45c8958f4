// Rock, paper, scissors as one sees it: the viewfinder with the countdown, the board beside it, and the look inside.
#pragma once

#include <memory>

#include "experiments/rock_paper_scissors/view/board.hpp"
#include "experiments/rock_paper_scissors/view/inside_panel.hpp"
#include "experiments/viewfinder/finder.hpp"
#include "ui/experiment.hpp"

namespace mllab::rock_paper_scissors {

// The registry's way in. Throws with a sentence for a person.
[[nodiscard]] std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch);

class View final : public ui::Experiment {
 public:
    View(platform::Host& host, const platform::Launch& launch);

    [[nodiscard]] platform::PageState page() const override { return controller_.page(); }
    void advance(const platform::Frame& frame) override;
    void update() override { controller_.update(); }
    ui::Layout lay_out(ui::Painter& painter) override;
    void pointer(const platform::PointerSample& /*sample*/) override { host_.request_frames(2); }
    bool key(const platform::Key& /*key*/) override { return false; }
    void focus(std::string_view /*area*/, bool /*visible*/) override {}
    void command(const platform::Command& command) override;
    void picture(image::RgbaImage picture, const std::string& name) override;

    [[nodiscard]] const Controller& controller() const { return controller_; }

 private:
    void draw_finder(ui::Painter& painter, const ui::Rect& room);

    platform::Host& host_;
    Controller controller_;
    viewfinder::Finder finder_;
    viewfinder::SmallPicture small_;
    Board board_;
    InsidePanel inside_;
};

}  // namespace mllab::rock_paper_scissors
