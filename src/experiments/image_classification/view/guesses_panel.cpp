#include "experiments/image_classification/view/guesses_panel.hpp"

namespace mllab::image_classification {

namespace {

constexpr float number_em = 4.5F;
constexpr float row_em = 2.375F;
constexpr float bar_em = 0.5F;

}  // namespace

float GuessesPanel::draw(ui::Painter& painter, const ui::Rect& room, const Content& content) {
    const ui::Palette& colours = painter.colours();
    const Answer* const answer = content.reading == nullptr ? nullptr : &content.reading->answer.answer;
    const bool known = answer != nullptr && answer->known;
    float y = room.y;
    if (!content.name.empty()) {
        painter.text(room.x, y, painter.fitted(content.name, ui::Type::small_strong, room.w), ui::Type::small_strong,
                     colours.muted);
        y += painter.px(ui::line_em(ui::Type::small) + 0.25F);
    }
    // Short enough to be whole even where several networks share the width.
    const std::string title = answer == nullptr         ? content.remark
                              : known                   ? at_beginning(content.labels[*answer->known])
                              : !answer->family.empty() ? at_beginning(std::string(answer->family)) + ", of some kind"
                                                        : "Nothing for sure";
    const auto title_type = answer == nullptr ? ui::Type::body : ui::Type::title;
    painter.text(room.x, y, painter.fitted(title, title_type, room.w), title_type,
                 answer == nullptr ? colours.muted
                 : known           ? colours.text
                                   : colours.doubt);
    y += painter.px(ui::line_em(ui::Type::title) + 0.5F);
    const float number_w = painter.px(number_em);
    for (std::size_t i = 0; i < guesses; ++i) {
        const bool there = answer != nullptr && i < answer->best.size();
        const auto type = i == 0 && known ? ui::Type::small_strong : ui::Type::small;
        if (there) {
            const core::Ranked& guess = answer->best[i];
            const ui::Colour ink = i == 0 && known ? colours.text : colours.muted;
            painter.text(room.x, y, painter.fitted(content.labels[guess.index], type, room.w - number_w), type, ink);
            painter.text(room.right() - number_w, y, ui::percentage(guess.value), type, ink, number_w,
                         ui::Align::right);
        }
        const ui::Rect track{room.x, y + painter.px(ui::line_em(type) + 0.125F), room.w, painter.px(bar_em)};
        bars_.at(i).draw(painter, track, there ? answer->best[i].value : 0,
                         i == 0 && known ? colours.accent : ui::mixed(colours.muted, colours.sunken, 0.3F));
        y += painter.px(row_em);
    }
    return y - room.y;
}

}  // namespace mllab::image_classification
