#include "experiments/image_classification/view/view.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/figures.hpp"
#include "experiments/viewfinder/rooms.hpp"

namespace mllab::image_classification {

namespace {

constexpr float small_picture_em = 7;
constexpr float column_em = 11;  // the narrowest in which two networks stand side by side
constexpr float remark_lines = 3;

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch) : host_(host), controller_(host, launch) {
    panels_.resize(controller_.watching().eyes().size());
    controller_.start();
}

void View::command(const platform::Command& command) {
    controller_.command(command);
    host_.request_frames(1);
}

void View::picture(image::RgbaImage picture, const std::string& name) {
    controller_.picture(std::move(picture), name);
    host_.request_frames(1);
}

void View::pictures(std::vector<std::string> names, std::size_t left_out) {
    controller_.pictures(std::move(names), left_out);
}

void View::numbered_picture(std::size_t number, image::RgbaImage picture) {
    controller_.numbered_picture(number, std::move(picture));
}

void View::numbered_refusal(std::size_t number, const std::string& sentence) {
    controller_.numbered_refusal(number, sentence);
}

void View::draw_finder(ui::Painter& painter, const ui::Rect& room) {
    const auto* const reading = controller_.reading();
    const viewfinder::Look look{
        .guide_side = controller_.view_side(),
        .found = reading != nullptr && reading->answer.answer.known,
        .invitation =
            "Use the camera, open or drop a picture, or take an example. Several pictures or a folder work, too."};
    painter.begin_clip(room);
    const auto shown = finder_.draw(painter, host_, controller_.watching().sources(), room, look);
    if (shown && !shown->paused && controller_.looking_inside())
        inside_.overlay().draw(painter, host_, shown->placement, shown->guide, 0.8F);
    painter.end_clip();
}

float View::draw_answers(ui::Painter& painter, const ui::Rect& room) {
    const auto& watching = controller_.watching();
    const auto content = [&](std::size_t model, bool named) {
        const experiments::ModelSlot& slot = watching.eyes()[model].slot;
        return GuessesPanel::Content{.reading = watching.reading_of(model),
                                     .labels = controller_.labels(model),
                                     .name = named ? watching.eyes().name_of(model) : "",
                                     .remark = slot.failed() ? "This network did not load" : "What is in the picture?"};
    };
    float h = 0;
    if (!watching.comparing()) {
        h = panels_[watching.chosen()].draw(painter, room, content(watching.chosen(), false));
    } else {
        const auto count = static_cast<float>(panels_.size());
        const float gap = painter.px(1.5F);
        const float column = (room.w - gap * (count - 1)) / count;
        const bool beside = column >= painter.px(column_em);
        for (std::size_t i = 0; i < panels_.size(); ++i) {
            const auto place = static_cast<float>(i);
            const ui::Rect own = beside ? ui::Rect{room.x + place * (column + gap), room.y, column, 0}
                                        : ui::Rect{room.x, room.y + h, room.w, 0};
            const float drawn = panels_[i].draw(painter, own, content(i, true));
            h = beside ? std::max(h, drawn) : h + drawn + painter.px(0.5F);
        }
    }
    // Always so high: what stands below stays where it is.
    painter.text(room.x, room.y + h, controller_.remark(), ui::Type::small, painter.colours().muted, room.w);
    return h + painter.px(remark_lines * ui::line_em(ui::Type::small));
}

float View::draw_small(ui::Painter& painter, const ui::Rect& room) {
    const auto* const reading = controller_.reading();
    const std::shared_ptr<const image::RgbaImage> input = reading == nullptr ? nullptr : reading->input;
    const std::string pixels = !input ? "" : core::joined(": ", input->width, " × ", input->height, " pixels");
    return small_.draw(painter, host_, room, painter.px(small_picture_em), input, "What the network sees" + pixels);
}

ui::Layout View::lay_out(ui::Painter& painter) {
    const auto& watching = controller_.watching();
    const viewfinder::Rooms rooms = viewfinder::rooms_for(painter, viewfinder::shape_of(watching.sources()));
    const bool looking = controller_.looking_inside();
    ui::Rect answer = rooms.answer;
    answer.h = draw_answers(painter, answer);
    const float small_y = (rooms.wide ? rooms.finder.bottom() : answer.bottom()) + painter.px(1);
    const float small_h = draw_small(painter, {rooms.margin, small_y, rooms.finder.w, 0});
    float y = std::max(answer.bottom(), small_y + small_h) + rooms.gap;
    ui::Rect inside{rooms.margin, y, rooms.inner, 0};
    if (looking) {
        inside.h = inside_.draw(painter, host_, inside, controller_);
        y = inside.bottom() + rooms.gap;
    }
    draw_finder(painter, rooms.finder);  // after the look inside, whose map lies over it
    painter.line(rooms.margin, y, rooms.margin + rooms.inner, y, painter.colours().line);
    y += painter.px(1);
    y += experiments::draw_model_figures(painter, rooms.margin, y, rooms.inner, watching.model(), watching.rates()) +
         rooms.margin;
    ui::Layout layout{.height = y,
                      .areas = {{.name = "viewfinder", .rect = rooms.finder}, {.name = "answer", .rect = answer}}};
    if (looking) layout.areas.push_back({.name = "inside", .rect = inside});
    return layout;
}

}  // namespace mllab::image_classification
