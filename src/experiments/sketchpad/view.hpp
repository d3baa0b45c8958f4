// An experiment with a sketchpad as one sees it: pad, answers, the look inside, and the figures. What an answer looks
// like, and what else stands above the pad, is each experiment's own.
#pragma once

#include <memory>
#include <string>

#include "experiments/sketchpad/controller.hpp"
#include "experiments/sketchpad/inside/inside_panel.hpp"
#include "ui/experiment.hpp"
#include "ui/pad_view.hpp"

namespace mllab::sketchpad {

class View : public ui::Experiment {
 public:
    // `controller` is started here.
    View(platform::Host& host, std::unique_ptr<Controller> controller);

    [[nodiscard]] platform::PageState page() const override { return controller_->page(); }
    void advance(const platform::Frame& frame) override;
    void update() override { controller_->update(); }
    ui::Layout lay_out(ui::Painter& painter) override;
    void pointer(const platform::PointerSample& sample) override;
    bool key(const platform::Key& key) override { return controller_->key(key); }
    void focus(std::string_view area, bool visible) override { controller_->focus(area == "pad", visible); }
    void command(const platform::Command& command) override { controller_->command(command); }
    void picture(image::RgbaImage picture, const std::string& name) override {
        controller_->picture(std::move(picture), name);
    }

    [[nodiscard]] Controller& controller() { return *controller_; }
    [[nodiscard]] const Controller& controller() const { return *controller_; }

 protected:
    enum class Shape : std::uint8_t {
        row,     // low, for a phone: the answer beside its bars, if the experiment wants
        column,  // the answer above its bars; `room.h` is the height that it fills, if it can
    };
    // The answer of a reader, by its place in the list. Gives the height.
    virtual float draw_answer(ui::Painter& painter, const ui::Rect& room, std::size_t reader, Shape shape) = 0;
    // Above the pad, over the whole width. Gives the height, 0 where there is nothing.
    virtual float draw_banner(ui::Painter& painter, float x, float y, float width);
    // On what is on the pad.
    virtual void draw_on_pad(ui::Painter& painter, const ui::Rect& pad);
    // Below pad and answers, over the width of `room`; on a phone between them. Gives the height, 0 for nothing.
    virtual float draw_below(ui::Painter& painter, const ui::Rect& room);
    // For assistive technology.
    [[nodiscard]] virtual std::string pad_label() const;

 private:
    float draw_answers(ui::Painter& painter, const ui::Rect& room);
    float draw_figures(ui::Painter& painter, const ui::Rect& room);

    platform::Host& host_;
    std::unique_ptr<Controller> controller_;
    ui::Rect pad_;
    ui::PadView pad_view_;
    InsidePanel inside_;
};

}  // namespace mllab::sketchpad
