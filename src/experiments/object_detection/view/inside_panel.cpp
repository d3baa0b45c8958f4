#include "experiments/object_detection/view/inside_panel.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <variant>

#include "core/text.hpp"
#include "experiments/common/inside.hpp"
#include "experiments/object_detection/pipeline/words.hpp"
#include "experiments/object_detection/view/looks.hpp"
#include "geometry/boxes/overlap.hpp"
#include "geometry/letterbox.hpp"
#include "ui/figures.hpp"

namespace mllab::object_detection {

namespace {

using experiments::Caption;
using experiments::draw_caption;

constexpr float caption_air_em = 0.75F;
constexpr float picture_em = 20;

// The whole of the network's input in the coordinates of a picture of this size: it reaches over the picture where
// there are bars.
ui::Rect input_in(const image::RgbaImage& picture, bool letterbox) {
    if (!letterbox) return {0, 0, 1, 1};
    const geometry::Box box = geometry::Letterbox(picture.width, picture.height).to_picture({0, 0, 1, 1});
    return {static_cast<float>(box.x), static_cast<float>(box.y), static_cast<float>(box.w), static_cast<float>(box.h)};
}

// The candidate that the thing is, or is nearest to: things that are followed have boxes of their own.
std::optional<std::size_t> nearest(const std::vector<geometry::Detection>& candidates,
                                   const geometry::Detection& thing) {
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const double overlap = candidates[i].label == thing.label ? geometry::iou(candidates[i].box, thing.box) : 0;
        if (overlap > most) {
            most = overlap;
            best = i;
        }
    }
    return best;
}

}  // namespace

ClassHeat heat_of(const core::Tensor& heat, std::size_t label) {
    if (heat.shape.size() != 4 || heat.shape[0] != 1 || std::cmp_greater_equal(label, heat.shape[1]))
        throw std::invalid_argument("no heat of class " + std::to_string(label) + ": " + core::to_string(heat.shape));
    const auto height = static_cast<std::size_t>(heat.shape[2]);
    const auto width = static_cast<std::size_t>(heat.shape[3]);
    const auto values = std::span(heat.as<float>()).subspan(label * height * width, height * width);
    ClassHeat one{
        .values = {values.begin(), values.end()}, .width = static_cast<int>(width), .height = static_cast<int>(height)};
    for (const float value : values) one.highest = std::max(one.highest, value);  // what is no number is passed over
    return one;
}

void InsidePanel::refresh(const viewfinder::Reading<Seeing>* reading, const std::optional<Focus>& focus) {
    if (reading == nullptr || !focus || !reading->answer.heat) {
        shown_.reset();
        overlay_.clear();
        map_.clear();
        return;
    }
    if (shown_ == reading->input && label_ == focus->label) return;
    shown_ = reading->input;
    label_ = focus->label;
    const ClassHeat heat = heat_of(*reading->answer.heat, label_);
    highest_ = heat.highest;
    overlay_.set(heat.values, heat.width, heat.height);
    map_.set(heat.values, heat.width, heat.height);
}

void InsidePanel::draw_over(ui::Painter& painter, platform::Host& host, const viewfinder::Placement& placement,
                            const viewfinder::Reading<Seeing>* reading, const std::optional<Focus>& focus) {
    refresh(reading, focus);
    if (!shown_) return;
    painter.begin_clip(placement.rect);
    overlay_.draw(painter, host, placement, input_in(*reading->seen.picture, reading->answer.parameters->letterbox),
                  0.8F);
    painter.end_clip();
}

float InsidePanel::draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                        const viewfinder::Reading<Seeing>* reading, const std::optional<Focus>& focus) {
    refresh(reading, focus);
    const ui::Palette& colours = painter.colours();
    float y = room.y;
    y += painter.text(room.x, y, "Inside the network", ui::Type::title, colours.text, room.w).h + painter.px(0.75F);
    const ui::Rect rest{room.x, y, room.w, 0};
    if (reading != nullptr && focus && reading->answer.heat)
        return y + draw_heat(painter, host, rest, *reading, reading->answer.parameters->labels.at(focus->label)) -
               room.y;
    const bool anchors = reading != nullptr && !reading->stored &&
                         std::holds_alternative<Anchored>(reading->answer.parameters->head) && focus;
    if (anchors) return y + draw_anchors(painter, host, rest, *reading, *focus) - room.y;
    const char* hint =
        reading == nullptr ? "Use the camera, open a picture or take an example, and see where the network looks."
        : reading->stored
            ? "The network is on its way. Its inside is seen here as soon as it answers for itself."
            : "It found nothing here. Show it something else, or pick a kind below to see where it would be.";
    return y + painter.text(room.x, y, hint, ui::Type::body, colours.muted, room.w).h - room.y;
}

float InsidePanel::draw_heat(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                             const viewfinder::Reading<Seeing>& reading, const std::string& label) {
    const int side = static_cast<int>(reading.answer.heat->shape[3]);
    const Caption caption{
        .title = core::joined("Where the middle of ", counted(1, label), " might be"),
        .sentence = core::joined("The network has such a map of ", side, " × ", side,
                                 " places for every kind. The greener a place, the surer; of the best place it is ",
                                 percent(highest_),
                                 " sure. Every place that is greener than its neighbours becomes a box, if it is sure "
                                 "enough: a second set of maps "
                                 "says how far it is from there to the four edges.")};
    const float h = draw_caption(painter, room, caption, caption_air_em);
    const float picture = std::min(room.w, painter.px(picture_em));
    const ui::Rect rect{room.x, room.y + h, picture, picture};
    if (!painter.measures()) {
        painter.image(input_.of(host, reading.input, platform::Sampling::linear), rect, 0, 0, 1, 1, 0.5F);
        map_.draw(painter, host, {.rect = rect}, {0, 0, 1, 1});
    }
    return h + picture;
}

float InsidePanel::draw_anchors(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                                const viewfinder::Reading<Seeing>& reading, const Focus& focus) {
    const Seeing& seeing = reading.answer;
    const std::vector<geometry::Anchor>& anchors = std::get<Anchored>(seeing.parameters->head).anchors;
    std::vector<std::size_t> voting;
    if (focus.thing)
        if (const auto index = nearest(seeing.candidates.things, *focus.thing))
            voting = voters(seeing.candidates.things, *index, focus.overlap);
    const std::string& label = seeing.parameters->labels.at(focus.label);
    const Caption caption{.title = core::joined(voting.size(), voting.size() == 1 ? " anchor" : " anchors", " of ",
                                                ui::count_text(static_cast<std::int64_t>(anchors.size())),
                                                " voted for ", counted(1, label)),
                          .sentence =
                              "An anchor is a box of fixed place and shape. For each of them the network says how much "
                              "it looks like every "
                              "kind, and how its edges have to move to fit. The thin boxes are the anchors that moved "
                              "onto this thing; of "
                              "their boxes the surest is shown."};
    const float h = draw_caption(painter, room, caption, caption_air_em);
    const float picture = std::min(room.w, painter.px(picture_em));
    const ui::Rect rect{room.x, room.y + h, picture, picture};
    if (!painter.measures()) {
        painter.image(input_.of(host, reading.input, platform::Sampling::linear), rect, 0, 0, 1, 1, 0.5F);
        painter.begin_clip(rect);
        for (const std::size_t voter : voting) {
            const geometry::Anchor& anchor = anchors.at(seeing.candidates.anchors.at(voter));
            const auto at = [](double share, float from, float length) {
                return from + static_cast<float>(share) * length;
            };
            const ui::Rect box{at(anchor.cx - anchor.w / 2, rect.x, rect.w),
                               at(anchor.cy - anchor.h / 2, rect.y, rect.h), static_cast<float>(anchor.w) * rect.w,
                               static_cast<float>(anchor.h) * rect.h};
            painter.outline({box.x - 1, box.y - 1, box.w + 2, box.h + 2}, IM_COL32(0, 0, 0, 120), 0, 3);
            painter.outline(box, look_of(focus.label).colour, 0, 1.5F);
        }
        painter.end_clip();
    }
    return h + picture;
}

}  // namespace mllab::object_detection
