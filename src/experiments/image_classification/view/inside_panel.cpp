#include "experiments/image_classification/view/inside_panel.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "experiments/common/inside.hpp"
#include "experiments/viewfinder/class_map.hpp"

namespace mllab::image_classification {

namespace {

constexpr float caption_air_em = 0.75F;
constexpr float picture_em = 14;

}  // namespace

void InsidePanel::refresh(const Controller& controller) {
    const Reading* const reading = controller.reading();
    if (reading == nullptr || !reading->answer.class_activation) {
        shown_.reset();
        overlay_.clear();
        map_.clear();
        return;
    }
    const std::size_t label = controller.looked_for();
    if (shown_ == reading->input && label_ == label) return;
    shown_ = reading->input;
    label_ = label;
    const auto map = viewfinder::map_of(*reading->answer.class_activation, label);
    overlay_.set(map.values, map.width, map.height);
    map_.set(map.values, map.width, map.height);
}

float InsidePanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                        const Controller& controller) {
    refresh(controller);
    const ui::Palette& colours = painter.colours();
    float y = room.y;
    y += painter.text(room.x, y, "Inside the network", ui::Type::title, colours.text, room.w).h + painter.px(0.75F);
    if (!shown_) {
        const char* hint = "Use the camera, open a picture or take an example, and see what the network looks at.";
        return y + painter.text(room.x, y, hint, ui::Type::body, colours.muted, room.w).h - room.y;
    }
    const std::string& label = controller.labels(controller.watching().chosen())[label_];
    const experiments::Caption caption{
        .title = core::joined("Where it saw “", label, "”"),
        .sentence = core::joined("The greener a spot of the picture, the more it spoke for “", label,
                                 "”: a class activation map. The buttons take another of the five guesses.")};
    y += experiments::draw_caption(painter, {room.x, y, room.w, 0}, caption, caption_air_em);
    const float side = std::min(room.w, painter.px(picture_em));
    const ui::Rect picture{room.x, y, side, side};
    if (!painter.measures()) {
        painter.image(input_.of(host, shown_, platform::Sampling::linear), picture, 0, 0, 1, 1, 0.5F);
        map_.draw(painter, host, {.rect = picture}, {0, 0, 1, 1});
    }
    return y + side - room.y;
}

}  // namespace mllab::image_classification
