#include "experiments/image_classification/view/view.hpp"

#include "experiments/viewfinder/rooms.hpp"

namespace mllab::image_classification {

namespace {

constexpr float column_em = 11;  // the narrowest in which networks stand side by side
constexpr float remark_lines = 3;

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch) : BatchView(host, launch) {
    panels_.resize(controller().watching().eyes().size());
}

void View::draw_finder(ui::Painter& painter, const ui::Rect& room) {
    const auto* const reading = controller().reading();
    const viewfinder::Look look{
        .guide_side = controller().view_side(),
        .found = reading != nullptr && reading->answer.answer.known,
        .invitation =
            "Use the camera, open or drop a picture, or take an example. Several pictures or a folder work, too."};
    painter.begin_clip(room);
    const auto shown = finder().draw(painter, host(), controller().watching().sources(), room, look);
    if (shown && !shown->paused && controller().looking_inside())
        inside_.overlay().draw(painter, host(), shown->placement, shown->guide, 0.8F);
    painter.end_clip();
}

float View::draw_answer(ui::Painter& painter, const ui::Rect& room) {
    const auto& watching = controller().watching();
    const auto content = [&](std::size_t model, bool named) {
        const experiments::ModelSlot& slot = watching.eyes()[model].slot;
        return GuessesPanel::Content{.reading = watching.reading_of(model),
                                     .labels = controller().labels(model),
                                     .name = named ? watching.eyes().name_of(model) : "",
                                     .remark = slot.failed() ? "This network did not load" : "What is in the picture?"};
    };
    const float h = watching.comparing()
                        ? viewfinder::side_by_side(room, panels_.size(), painter.px(column_em), painter.px(1.5F),
                                                   [&](std::size_t i, const ui::Rect& own) {
                                                       return panels_[i].draw(painter, own, content(i, true));
                                                   })
                        : panels_[watching.chosen()].draw(painter, room, content(watching.chosen(), false));
    // Always so high: what stands below stays where it is.
    painter.text(room.x, room.y + h, controller().remark(), ui::Type::small, painter.colours().muted, room.w);
    return h + painter.px(remark_lines * ui::line_em(ui::Type::small));
}

}  // namespace mllab::image_classification
