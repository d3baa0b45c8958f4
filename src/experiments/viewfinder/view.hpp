// How an experiment looks that sees: the viewfinder with the answer beside it, the small picture that the network gets,
// the look inside, the figures. What each of these shows is the experiment's.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "experiments/common/figures.hpp"
#include "experiments/viewfinder/finder.hpp"
#include "experiments/viewfinder/rooms.hpp"
#include "ui/experiment.hpp"

namespace mllab::viewfinder {

// `Controller`: page(), start(), update(), command(), picture(), reading(), looking_inside() and watching(), whose type
// is Watching; `reading()->input` is what the network got.
template <typename Controller>
class View : public ui::Experiment {
 public:
    // Throws what the controller throws.
    View(platform::Host& host, const platform::Launch& launch) : host_(host), controller_(host, launch) {
        controller_.start();
    }

    [[nodiscard]] platform::PageState page() const override { return controller_.page(); }
    void advance(const platform::Frame& /*frame*/) override {}
    void update() override { controller_.update(); }
    void pointer(const platform::PointerSample& /*sample*/) override { host_.request_frames(2); }  // notes follow it
    bool key(const platform::Key& /*key*/) override { return false; }
    void focus(std::string_view /*area*/, bool /*visible*/) override {}
    void command(const platform::Command& command) override {
        controller_.command(command);
        host_.request_frames(1);
    }
    void picture(image::RgbaImage picture, const std::string& name) override {
        controller_.picture(std::move(picture), name);
        host_.request_frames(1);
    }

    ui::Layout lay_out(ui::Painter& painter) override {
        const auto& watching = std::as_const(controller_).watching();
        const Rooms rooms = rooms_for(painter, shape_of(watching.sources()));
        const bool looking = controller_.looking_inside();
        if (!finder_shows_inside()) draw_finder(painter, rooms.finder);
        ui::Rect answer = rooms.answer;
        answer.h = draw_answer(painter, answer);
        const float small_y = (rooms.wide ? rooms.finder.bottom() : answer.bottom()) + painter.px(1);
        const float small_h = draw_small(painter, {rooms.margin, small_y, rooms.finder.w, 0});
        float y = std::max(answer.bottom(), small_y + small_h) + rooms.gap;
        ui::Rect inside{rooms.margin, y, rooms.inner, 0};
        if (looking) {
            inside.h = draw_inside(painter, inside);
            y = inside.bottom() + rooms.gap;
        }
        if (finder_shows_inside()) draw_finder(painter, rooms.finder);
        painter.line(rooms.margin, y, rooms.margin + rooms.inner, y, painter.colours().line);
        y += painter.px(1);
        y +=
            experiments::draw_model_figures(painter, rooms.margin, y, rooms.inner, watching.model(), watching.rates()) +
            rooms.margin;
        ui::Layout layout{.height = y,
                          .areas = {{.name = "viewfinder", .rect = rooms.finder}, {.name = "answer", .rect = answer}}};
        if (looking) layout.areas.push_back({.name = "inside", .rect = inside});
        return layout;
    }

    [[nodiscard]] const Controller& controller() const { return controller_; }

 protected:
    virtual void draw_finder(ui::Painter& painter, const ui::Rect& room) = 0;
    // Both give the height. Of the answer `room.h` is 0 below the viewfinder: as much as it takes.
    virtual float draw_answer(ui::Painter& painter, const ui::Rect& room) = 0;
    virtual float draw_inside(ui::Painter& painter, const ui::Rect& room) = 0;
    // True where what the look inside has made lies over the viewfinder, which then is drawn after it.
    [[nodiscard]] virtual bool finder_shows_inside() const { return false; }

    [[nodiscard]] platform::Host& host() { return host_; }
    [[nodiscard]] Controller& controlled() { return controller_; }
    [[nodiscard]] Finder& finder() { return finder_; }

 private:
    static constexpr float small_picture_em = 7;

    float draw_small(ui::Painter& painter, const ui::Rect& room) {
        const auto* const reading = controller_.reading();
        const std::shared_ptr<const image::RgbaImage> input = reading == nullptr ? nullptr : reading->input;
        const std::string pixels = input ? core::joined(": ", input->width, " × ", input->height, " pixels") : "";
        return small_.draw(painter, host_, room, painter.px(small_picture_em), input, "What the network sees" + pixels);
    }

    platform::Host& host_;
    Controller controller_;
    Finder finder_;
    SmallPicture small_;
};

// Of one that takes several pictures at once, too.
template <typename Controller>
class BatchView : public View<Controller> {
 public:
    using View<Controller>::View;

    void pictures(std::vector<std::string> names, std::size_t left_out) override {
        this->controlled().watching().pictures(std::move(names), left_out);
    }
    void numbered_picture(std::size_t number, image::RgbaImage picture) override {
        this->controlled().watching().numbered_picture(number, std::move(picture));
    }
    void numbered_refusal(std::size_t number, const std::string& sentence) override {
        this->controlled().watching().numbered_refusal(number, sentence);
    }
};

}  // namespace mllab::viewfinder
