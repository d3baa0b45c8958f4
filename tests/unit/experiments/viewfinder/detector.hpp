// A pretend detector: what an experiment that sees needs to add to the viewfinder.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/viewfinder/view.hpp"

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

class Detector final : public viewfinder::View<Boxes> {
 public:
    using Reading = viewfinder::Reading<Boxes>;
    Detector(platform::Host& host, const platform::Launch& launch)
        : View(host, launch,
               {.sources = {.facing = platform::Facing::back,
                            .reason = "The network looks for things around you.",
                            .examples = {{"Street", "things/street.jpg"}, {"Kitchen", "things/kitchen.jpg"}}},
                .way_of = boxes_way}) {}
    using View::watching;
    std::optional<viewfinder::Shown> shown;  // with the last frame that was drawn

 private:
    void say(platform::Result& result, const Reading* reading) const override {
        if (reading == nullptr) return;
        result.text = result.value = core::joined(reading->answer.size(), " things");
        for (const Box& box : reading->answer) result.top.push_back({.label = "thing", .p = box.score});
    }
    [[nodiscard]] viewfinder::Look look(const Reading*) const override {
        return {.hint = "Show it something", .invitation = "Show the network what is around you."};
    }
    void draw_over(ui::Painter& painter, const viewfinder::Shown& now, const Reading* reading) override {
        if (!painter.measures()) shown = now;
        if (reading == nullptr) return;
        for (const Box& box : reading->answer)
            viewfinder::draw_box(painter, now.placement, box.place, "thing", painter.colours().accent);
    }
    float draw_answer(ui::Painter& painter, const ui::Rect& room, const Reading* reading) override {
        const std::string text = reading == nullptr ? "Nothing yet" : core::joined(reading->answer.size(), " things");
        return painter.text(room.x, room.y, text, ui::Type::title, painter.colours().text, room.w).h;
    }
};

}  // namespace mllab::fake
