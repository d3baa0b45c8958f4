#include "experiments/object_detection/view/view.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/figures.hpp"
#include "experiments/object_detection/pipeline/words.hpp"
#include "experiments/object_detection/view/board.hpp"
#include "experiments/object_detection/view/boxes.hpp"
#include "experiments/viewfinder/rooms.hpp"

namespace mllab::object_detection {

namespace {

constexpr float small_picture_em = 7;

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch) : host_(host), controller_(host, launch) {
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
    controller_.watching().pictures(std::move(names), left_out);
}
void View::numbered_picture(std::size_t number, image::RgbaImage picture) {
    controller_.watching().numbered_picture(number, std::move(picture));
}
void View::numbered_refusal(std::size_t number, const std::string& sentence) {
    controller_.watching().numbered_refusal(number, sentence);
}

void View::draw_finder(ui::Painter& painter, const ui::Rect& room) {
    const viewfinder::Look look{
        .guide = false,
        .invitation =
            "Use the camera, open a picture or take an example. Every thing that the network knows gets a box."};
    painter.begin_clip(room);
    const auto shown = finder_.draw(painter, host_, controller_.watching().sources(), room, look);
    focus_ = controller_.focus(nullptr);
    if (shown && !shown->paused) {
        const std::vector<Thing>& things = controller_.things().all();
        const Thing* pointed = nullptr;
        if (const auto at = painter.pointer_in(shown->placement.rect)) {
            const auto in_picture = shown->placement.in_picture(at->x, at->y);
            pointed = thing_at(things, double{in_picture.x}, double{in_picture.y});
            if (pointed != nullptr)
                painter.note(*at, in_words(pointed->what, controller_.labels(), controller_.mirrored()));
        }
        if (pointed != nullptr) focus_ = controller_.focus(pointed);
        if (controller_.looking_inside())
            inside_.draw_over(painter, host_, shown->placement, controller_.reading(), focus_);
        painter.begin_clip(shown->placement.rect);
        draw_boxes(painter, shown->placement, things,
                   pointed != nullptr ? std::optional(pointed->id) : controller_.alone(), controller_.labels());
        painter.end_clip();
    }
    painter.end_clip();
}

ui::Layout View::lay_out(ui::Painter& painter) {
    const viewfinder::Rooms rooms =
        viewfinder::rooms_for(painter, viewfinder::shape_of(controller_.watching().sources()));
    draw_finder(painter, rooms.finder);
    const auto* const reading = controller_.reading();
    ui::Rect board = rooms.answer;
    board.h = draw_board(painter, board,
                         {.title = reading == nullptr ? "Nothing looked at yet" : controller_.text(),
                          .things = &controller_.things().all(),
                          .labels = &controller_.labels()});

    const std::shared_ptr<const image::RgbaImage> input = reading == nullptr ? nullptr : reading->input;
    const float small_y = (rooms.wide ? rooms.finder.bottom() : board.bottom()) + painter.px(1);
    const std::string pixels = input ? core::joined(": ", input->width, " × ", input->height, " pixels") : "";
    const float small_h = small_.draw(painter, host_, {rooms.margin, small_y, rooms.finder.w, 0},
                                      painter.px(small_picture_em), input, "What the network sees" + pixels);
    float y = std::max(board.bottom(), small_y + small_h) + rooms.gap;

    const bool looking = controller_.looking_inside();
    ui::Rect inside{rooms.margin, y, rooms.inner, 0};
    if (looking) {
        inside.h = inside_.draw(painter, host_, inside, reading, focus_);
        y = inside.bottom() + rooms.gap;
    }
    painter.line(rooms.margin, y, rooms.margin + rooms.inner, y, painter.colours().line);
    y += painter.px(1);
    y += experiments::draw_model_figures(painter, rooms.margin, y, rooms.inner, controller_.watching().model(),
                                         controller_.watching().rates()) +
         rooms.margin;
    ui::Layout layout{.height = y,
                      .areas = {{.name = "viewfinder", .rect = rooms.finder}, {.name = "answer", .rect = board}}};
    if (looking) layout.areas.push_back({.name = "inside", .rect = inside});
    return layout;
}

}  // namespace mllab::object_detection
