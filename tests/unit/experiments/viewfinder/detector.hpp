// A pretend detector: what an experiment that sees needs to add to the viewfinder.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "experiments/viewfinder/lasting.hpp"
#include "experiments/viewfinder/overlays.hpp"
#include "experiments/viewfinder/view.hpp"
#include "experiments/viewfinder/watching.hpp"

namespace mllab::fake {

struct Box {
    ui::Rect place;  // in the picture's coordinates
    float score = 0;
};
using Boxes = std::vector<Box>;

inline viewfinder::Way<Boxes> boxes_way(const inference::ModelCard& card) {
    const int side = static_cast<int>(card.preprocessing_value("side_px"));
    const auto encode = [side](const image::RgbaImage& frame) {
        image::RgbaImage seen = image::resampled(frame, image::central_square(frame.width, frame.height), side);
        inference::RunRequest request;
        request.inputs.push_back({"image", core::Tensor({1, 3, side, side}, image::planes(seen, {}))});
        return viewfinder::Question{.request = std::move(request), .input = std::move(seen)};
    };
    const auto decode = [](const inference::Outputs& outputs, const image::RgbaImage&) {
        Boxes boxes;
        const auto& numbers = outputs.tensor("boxes").as<float>();
        for (std::size_t i = 0; i + 5 <= numbers.size(); i += 5)
            boxes.push_back({{numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]}, numbers[i + 4]});
        return boxes;
    };
    return {.encode = encode, .decode = decode, .need = [side] { return viewfinder::need_of_square(side); }};
}

class DetectorController {
 public:
    DetectorController(platform::Host& host, const platform::Launch& launch)
        : host_(host),
          watching_(host, launch,
                    {.sources = {.facing = platform::Facing::back,
                                 .reason = "The network looks for things around you.",
                                 .examples = {{"Street", "things/street.jpg"}, {"Kitchen", "things/kitchen.jpg"}}},
                     .way_of = boxes_way}) {}

    void start() { watching_.start(); }
    void update() {
        watching_.update();
        note();
    }
    void command(const platform::Command& command) {
        watching_.command(command);
        note();
    }
    void picture(image::RgbaImage picture, const std::string& name) {
        watching_.picture(std::move(picture), name);
        note();
    }
    [[nodiscard]] platform::PageState page() const {
        platform::PageState page;
        watching_.add_to(page);
        page.result.text = page.result.value = text();
        page.result.settled = lasting_.settled(host_.now_ms());
        if (reading() == nullptr) return page;
        for (const Box& box : reading()->answer) page.result.top.push_back({.label = "thing", .p = box.score});
        return page;
    }

    [[nodiscard]] const viewfinder::Watching<Boxes>& watching() const { return watching_; }
    [[nodiscard]] const viewfinder::Reading<Boxes>* reading() const { return watching_.reading(); }
    [[nodiscard]] bool looking_inside() const { return false; }
    [[nodiscard]] std::string text() const {
        return reading() == nullptr ? "" : core::joined(reading()->answer.size(), " things");
    }

 private:
    void note() { lasting_.note(text(), watching_.sources().on() == viewfinder::Source::camera, host_.now_ms()); }

    platform::Host& host_;
    viewfinder::Lasting lasting_;
    viewfinder::Watching<Boxes> watching_;
};

class Detector final : public viewfinder::View<DetectorController> {
 public:
    using viewfinder::View<DetectorController>::View;
    std::optional<viewfinder::Shown> shown;  // with the last frame that was drawn

 private:
    void draw_finder(ui::Painter& painter, const ui::Rect& room) override {
        painter.begin_clip(room);
        const auto now =
            finder().draw(painter, host(), controller().watching().sources(), room,
                          {.hint = "Show it something", .invitation = "Show the network what is around you."});
        if (now && !now->paused) draw_over(painter, *now);
        painter.end_clip();
    }
    void draw_over(ui::Painter& painter, const viewfinder::Shown& now) {
        if (!painter.measures()) shown = now;
        if (controller().reading() == nullptr) return;
        for (const Box& box : controller().reading()->answer)
            viewfinder::draw_box(painter, now.placement, box.place, "thing", painter.colours().accent);
    }
    float draw_answer(ui::Painter& painter, const ui::Rect& room) override {
        const std::string text = controller().reading() == nullptr ? "Nothing yet" : controller().text();
        return painter.text(room.x, room.y, text, ui::Type::title, painter.colours().text, room.w).h;
    }
    float draw_inside(ui::Painter& /*painter*/, const ui::Rect& /*room*/) override { return 0; }
};

}  // namespace mllab::fake
