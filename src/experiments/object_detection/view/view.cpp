#include "experiments/object_detection/view/view.hpp"

#include <utility>
#include <vector>

#include "experiments/object_detection/pipeline/words.hpp"
#include "experiments/object_detection/view/board.hpp"
#include "experiments/object_detection/view/boxes.hpp"
#include "experiments/viewfinder/rooms.hpp"

namespace mllab::object_detection {

namespace {

constexpr float narrowest_board_em = 13;  // in which networks stand side by side

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

void View::draw_finder(ui::Painter& painter, const ui::Rect& room) {
    const viewfinder::Look look{
        .guide = false,
        .invitation =
            "Use the camera, open a picture or take an example. Everything that the network knows gets a box."};
    painter.begin_clip(room);
    const auto shown = finder().draw(painter, host(), controller().watching().sources(), room, look);
    focus_ = controller().focus(nullptr);
    if (shown && !shown->paused) {
        const std::vector<Thing>& things = controller().things().all();
        const Thing* pointed = nullptr;
        if (const auto at = painter.pointer_in(shown->placement.rect)) {
            const auto in_picture = shown->placement.in_picture(at->x, at->y);
            pointed = thing_at(things, double{in_picture.x}, double{in_picture.y});
            if (pointed != nullptr)
                painter.note(*at, in_words(pointed->what, controller().labels(), controller().mirrored()));
        }
        if (pointed != nullptr) focus_ = controller().focus(pointed);
        if (controller().looking_inside())
            inside_.draw_over(painter, host(), shown->placement, controller().reading(), focus_);
        painter.begin_clip(shown->placement.rect);
        draw_boxes(painter, shown->placement, things,
                   pointed != nullptr ? std::optional(pointed->id) : controller().alone(), controller().labels());
        painter.end_clip();
    }
    painter.end_clip();
}

float View::draw_answer(ui::Painter& painter, const ui::Rect& room) {
    const auto others = controller().others();
    const auto& watching = controller().watching();
    const bool answered = controller().reading() != nullptr;
    std::vector<Counted> boards{{.title = answered ? controller().text() : "Nothing looked at yet",
                                 .things = &controller().things().all(),
                                 .labels = &controller().labels()}};
    for (const auto& other : others)
        boards.push_back({.title = other.text, .things = &other.things, .labels = other.labels, .name = other.name});
    if (!others.empty()) boards.front().name = watching.eyes().name_of(watching.chosen()) + ", whose boxes you see";

    return viewfinder::side_by_side(
        room, boards.size(), painter.px(narrowest_board_em), painter.px(1.5F),
        [&](std::size_t i, const ui::Rect& own) { return draw_board(painter, own, boards[i]); });
}

float View::draw_inside(ui::Painter& painter, const ui::Rect& room) {
    return inside_.draw(painter, host(), room, controller().reading(), focus_);
}

}  // namespace mllab::object_detection
