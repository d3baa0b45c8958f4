#include "experiments/digits/view/view.hpp"

#include "experiments/digits/view/subject.hpp"

namespace mllab::digits {

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch)
    : sketchpad::View(host, std::make_unique<sketchpad::Controller>(host, launch, subject())),
      panels_(launch.cards.size()) {}

float View::draw_answer(ui::Painter& painter, const ui::Rect& room, std::size_t reader, Shape shape) {
    const sketchpad::Answering& answering = controller().answering();
    const sketchpad::Reader& shown = answering.readers()[reader];
    const std::string remark = sketchpad::remark(shown, answering);
    if (shape == Shape::row) return panels_[reader].draw_row(painter, room, shown.answer(), remark);
    return panels_[reader].draw_column(painter, room, shown.answer(), remark,
                                       answering.comparing() ? shown.name() : "");
}

}  // namespace mllab::digits
