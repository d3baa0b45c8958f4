#include "experiments/image_classification/view/guesses_panel.hpp"

#include "ui/bars.hpp"

namespace mllab::image_classification {

namespace {

constexpr float number_em = 4.5F;
constexpr float row_em = 2.375F;
constexpr float bar_em = 0.5F;

// The text, or as much of it as fits, cut between characters.
std::string fitted(const ui::Painter& painter, std::string text, ui::Type type, float width) {
    if (painter.measure(text, type).w <= width) return text;
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    while (!text.empty() && painter.measure(text + "…", type).w > width) {
        while (continues(text.back()) && text.size() > 1) text.pop_back();
        text.pop_back();
    }
    return text + "…";
}

}  // namespace

float GuessesPanel::draw(ui::Painter& painter, const ui::Rect& room, const Content& content) {
    const ui::Palette& colours = painter.colours();
    const Answer* const answer = content.reading == nullptr ? nullptr : &content.reading->answer.answer;
    const bool known = answer != nullptr && answer->known;
    float y = room.y;
    if (!content.name.empty()) {
        painter.text(room.x, y, fitted(painter, content.name, ui::Type::small_strong, room.w), ui::Type::small_strong,
                     colours.muted);
        y += painter.px(ui::line_em(ui::Type::small) + 0.25F);
    }
    // Short enough to be whole even where several networks share the width.
    const std::string title = answer == nullptr         ? content.remark
                              : known                   ? at_beginning(content.labels[*answer->known])
                              : !answer->family.empty() ? at_beginning(std::string(answer->family)) + ", of some kind"
                                                        : "Nothing for sure";
    const auto title_type = answer == nullptr ? ui::Type::body : ui::Type::title;
    painter.text(room.x, y, fitted(painter, title, title_type, room.w), title_type,
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
            painter.text(room.x, y, fitted(painter, content.labels[guess.index], type, room.w - number_w), type, ink);
            painter.text(room.right() - number_w, y, ui::percentage(guess.value), type, ink, number_w,
                         ui::Align::right);
        }
        const ui::Rect track{room.x, y + painter.px(ui::line_em(type) + 0.125F), room.w, painter.px(bar_em)};
        draw_bar(painter, track, there ? answer->best[i].value : 0, i, known);
        y += painter.px(row_em);
    }
    return y - room.y;
}

void GuessesPanel::draw_bar(ui::Painter& painter, const ui::Rect& track, float p, std::size_t place, bool known) {
    const ui::Palette& colours = painter.colours();
    const double now = painter.frame().now_ms;
    ui::Glide& shown = shown_.at(place);
    if (!painter.measures()) {
        shown.aim(p, now, painter.frame().reduced_motion);
        if (shown.moving(now)) painter.keep_moving();
    }
    const float radius = track.h / painter.em() / 2;
    painter.fill(track, colours.sunken, radius);
    const float length = shown.value(now);
    if (length <= 0.0005F) return;
    // At least a dot wide, so that the round ends stay round and a small probability is seen.
    painter.fill({track.x, track.y, track.h + (track.w - track.h) * length, track.h},
                 place == 0 && known ? colours.accent : ui::mixed(colours.muted, colours.sunken, 0.3F), radius);
}

}  // namespace mllab::image_classification
