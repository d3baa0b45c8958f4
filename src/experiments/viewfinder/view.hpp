// An experiment that sees, as one sees it: the viewfinder, the answer, the small picture that the network gets, and the
// figures. What the answer looks like, what is drawn over the picture and what is said of it is each experiment's own.
#pragma once

#include <string>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/figures.hpp"
#include "experiments/viewfinder/finder.hpp"
#include "experiments/viewfinder/overlays.hpp"
#include "experiments/viewfinder/rooms.hpp"
#include "experiments/viewfinder/watching.hpp"
#include "ui/experiment.hpp"

namespace mllab::viewfinder {

template <typename Answer>
class View : public ui::Experiment {
 public:
    // Throws; see Watching.
    View(platform::Host& host, const platform::Launch& launch, Subject<Answer> subject)
        : host_(host), watching_(host, launch, std::move(subject)) {
        watching_.start();
    }

    [[nodiscard]] platform::PageState page() const override {
        platform::PageState page;
        watching_.add_to(page);
        say(page.result, watching_.reading());
        // A live answer may change with every frame: one that does not last is no news.
        page.result.settled = steady_ms_ <= host_.now_ms() - steady_after_ms;
        return page;
    }
    void advance(const platform::Frame&) override {}
    void update() override {
        watching_.update();
        note_changes();
    }
    void command(const platform::Command& command) override {
        if (!act(command)) watching_.command(command);
        note_changes();
    }
    void picture(image::RgbaImage picture, const std::string& name) override {
        watching_.picture(std::move(picture), name);
        note_changes();
    }
    void pictures(std::vector<std::string> names, std::size_t left_out) override {
        watching_.pictures(std::move(names), left_out);
    }
    void numbered_picture(std::size_t number, image::RgbaImage picture) override {
        watching_.numbered_picture(number, std::move(picture));
    }
    void numbered_refusal(std::size_t number, const std::string& sentence) override {
        watching_.numbered_refusal(number, sentence);
    }
    void pointer(const platform::PointerSample&) override { host_.request_frames(2); }  // notes follow the pointer
    bool key(const platform::Key&) override { return false; }
    void focus(std::string_view, bool) override {}

    ui::Layout lay_out(ui::Painter& painter) override {
        const Reading<Answer>* const reading = watching_.reading();
        const Rooms rooms = rooms_for(painter, shape_of(watching_.sources()));
        painter.begin_clip(rooms.finder);
        const auto shown = finder_.draw(painter, host_, watching_.sources(), rooms.finder, look(reading));
        if (shown && !shown->paused) draw_over(painter, *shown, reading);
        painter.end_clip();

        ui::Rect answer = rooms.answer;
        answer.h = draw_answer(painter, answer, reading);
        float y = answer.bottom() + rooms.gap;
        const std::shared_ptr<const image::RgbaImage> input = reading == nullptr ? nullptr : reading->input;
        const std::string pixels = !input ? "" : core::joined(": ", input->width, " × ", input->height, " pixels");
        y += small_.draw(painter, host_, {answer.x, y, answer.w, 0}, painter.px(7), input,
                         "What the network sees" + pixels) +
             rooms.gap;
        y = std::max(y, rooms.finder.bottom() + rooms.gap);
        painter.line(rooms.margin, y, rooms.margin + rooms.inner, y, painter.colours().line);
        y += painter.px(1);
        y += experiments::draw_model_figures(painter, rooms.margin, y, rooms.inner, watching_.model(),
                                             watching_.rates()) +
             rooms.margin;
        return {.height = y,
                .areas = {{.name = "viewfinder", .rect = rooms.finder}, {.name = "answer", .rect = answer}}};
    }

 protected:
    // `reading` is nullptr while there is no answer about what is on.
    virtual void say(platform::Result& result, const Reading<Answer>* reading) const = 0;  // text, value, top
    [[nodiscard]] virtual Look look(const Reading<Answer>* reading) const = 0;
    // Over what is shown, while it is no paused camera.
    virtual void draw_over(ui::Painter& /*painter*/, const Shown& /*shown*/, const Reading<Answer>* /*reading*/) {}
    // Gives the height. `room.h` is 0 below the viewfinder: as much as it takes.
    virtual float draw_answer(ui::Painter& painter, const ui::Rect& room, const Reading<Answer>* reading) = 0;
    // True if the command was the experiment's own.
    virtual bool act(const platform::Command& /*command*/) { return false; }

    [[nodiscard]] Watching<Answer>& watching() { return watching_; }
    [[nodiscard]] const Watching<Answer>& watching() const { return watching_; }
    [[nodiscard]] platform::Host& host() { return host_; }

 private:
    static constexpr double steady_after_ms = 400;

    void note_changes() {
        platform::Result now;
        say(now, watching_.reading());
        if (std::exchange(said_, now.text) == now.text) return;
        // A picture's answer stays; a camera's may be another with the next frame.
        const bool live = watching_.sources().on() == Source::camera;
        steady_ms_ = live ? host_.now_ms() : host_.now_ms() - steady_after_ms;
    }

    platform::Host& host_;
    Watching<Answer> watching_;
    Finder finder_;
    SmallPicture small_;
    std::string said_;
    double steady_ms_ = -steady_after_ms;  // since then the same is said
};

}  // namespace mllab::viewfinder
