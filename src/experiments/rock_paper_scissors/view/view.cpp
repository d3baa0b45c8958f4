#include "experiments/rock_paper_scissors/view/view.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/figures.hpp"
#include "experiments/viewfinder/rooms.hpp"

namespace mllab::rock_paper_scissors {

namespace {

constexpr float small_picture_em = 7;

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch) : host_(host), controller_(host, launch) {
    controller_.start();
}

void View::advance(const platform::Frame& /*frame*/) {
    if (controller_.advance()) host_.request_frames(1);
}

void View::command(const platform::Command& command) {
    controller_.command(command);
    host_.request_frames(1);
}

void View::picture(image::RgbaImage picture, const std::string& name) {
    controller_.picture(std::move(picture), name);
    host_.request_frames(1);
}

void View::draw_finder(ui::Painter& painter, const ui::Rect& room) {
    const Game& game = controller_.game();
    const auto* const reading = controller_.reading();
    const bool found = reading != nullptr && reading->answer.answer.gesture;
    viewfinder::Look look{.found = found,
                          .invitation =
                              "Use the camera, open a picture or take an example. Or play without: press "
                              "Rock, Paper or Scissors."};
    if (controller_.source() == Source::camera && game.phase() != Game::Phase::counting) {
        if (game.phase() == Game::Phase::looking)
            look.hint = "Show your hand!";
        else if (!found)
            look.hint = "Hold your hand here";
    }
    painter.begin_clip(room);
    const auto shown = finder_.draw(painter, host_, controller_.watching().sources(), room, look);
    if (shown && !shown->paused && controller_.looking_inside())
        inside_.overlay().draw(painter, host_, shown->placement, shown->guide, 0.8F);
    draw_countdown(painter, room, game);
    painter.end_clip();
}

ui::Layout View::lay_out(ui::Painter& painter) {
    const viewfinder::Rooms rooms =
        viewfinder::rooms_for(painter, viewfinder::shape_of(controller_.watching().sources()));
    draw_finder(painter, rooms.finder);
    ui::Rect board = rooms.answer;
    board.h = board_.draw(painter, board, controller_);

    const auto* const reading = controller_.reading();
    const std::shared_ptr<const image::RgbaImage> input = reading == nullptr ? nullptr : reading->input;
    const float small_y = (rooms.wide ? rooms.finder.bottom() : board.bottom()) + painter.px(1);
    const int side = input ? input->width : 0;
    const std::string seen =
        side > 0 ? core::joined("What the network sees: ", side, " × ", side, " pixels") : "What the network sees";
    const float small_h = small_.draw(painter, host_, {rooms.margin, small_y, rooms.finder.w, 0},
                                      painter.px(small_picture_em), input, seen);
    float y = std::max(board.bottom(), small_y + small_h) + rooms.gap;

    const bool looking = controller_.looking_inside();
    ui::Rect inside{rooms.margin, y, rooms.inner, 0};
    if (looking) {
        inside.h = inside_.draw(painter, host_, inside, reading, controller_.watching().model().card().labels);
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

}  // namespace mllab::rock_paper_scissors
