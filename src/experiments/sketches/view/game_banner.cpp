#include "experiments/sketches/view/game_banner.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"

namespace mllab::sketches {

namespace {

constexpr double hurry_ms = 5'000;

struct Banner {
    std::string lead;  // small, above the word
    std::string word;
    ui::Colour colour;
    std::string figure;  // large, to the right
    std::string note;    // small, below the figure
};

Banner banner_of(const Controller& controller, const ui::Palette& colours, double now_ms) {
    using Phase = Game::Phase;
    const Game& game = controller.game();
    const std::string network = controller.answering().chosen().name();
    Banner banner{.lead = "Draw", .word = {}, .colour = colours.text, .figure = {}, .note = {}};
    if (game.phase() == Phase::off) {
        banner.lead = "A friend’s six words";
        banner.word = controller.to_beat();
        banner.note = "20 seconds each";
        return banner;
    }
    if (game.phase() == Phase::over) {
        banner.lead = "The game is over";
        banner.word = game.score() == 0 ? "None was guessed" : controller.words(true);
        banner.figure = core::joined(game.score(), " of ", game.number());
        banner.note = "guessed in time";
        return banner;
    }
    banner.word = controller.word();
    if (game.phase() == Phase::outcome) {
        const bool guessed = game.round().guessed;
        banner.lead = guessed ? "Yes! The " + network + " sees" : "The time is up for";
        banner.colour = guessed ? colours.accent : colours.doubt;
    }
    if (!game.timed()) {
        banner.note = "no clock";
        return banner;
    }
    if (game.phase() == Phase::word)
        banner.figure = core::joined(static_cast<int>(std::ceil(game.left_ms(now_ms) / 1000)), " s");
    else
        banner.figure = core::joined(game.score(), " of ", game.number());
    banner.note = core::joined("word ", game.number(), " of ", game.all_rounds().size());
    if (game.phase() == Phase::word && game.number() > 1) banner.note += core::joined(", ", game.score(), " guessed");
    return banner;
}

// How much of the time is left, as a line that runs out; in whole seconds where less motion is wanted.
float share_left(const Game& game, const platform::Frame& frame) {
    if (!game.timed() || game.phase() != Game::Phase::word) return 0;
    double left = game.left_ms(frame.now_ms);
    if (frame.reduced_motion) left = std::ceil(left / 1000) * 1000;
    return static_cast<float>(left / Game::round_ms);
}

}  // namespace

float draw_game_banner(ui::Painter& painter, float x, float y, float width, const Controller& controller) {
    const Game& game = controller.game();
    if (game.phase() == Game::Phase::off && !controller.challenge()) return 0;
    const ui::Palette& colours = painter.colours();
    const platform::Frame& frame = painter.frame();
    const Banner banner = banner_of(controller, colours, frame.now_ms);
    const bool hurry = game.phase() == Game::Phase::word && game.left_ms(frame.now_ms) <= hurry_ms;

    const float small_h = painter.px(ui::line_em(ui::Type::small));
    const float title_h = painter.px(ui::line_em(ui::Type::title));
    const float right_w = std::min(painter.px(10), width * 0.45F);
    const float left_w = width - right_w;
    painter.text(x, y, banner.lead, ui::Type::small, colours.muted, left_w);
    const float word_h = painter.text(x, y + small_h, banner.word, ui::Type::title, banner.colour, left_w).h;
    const ui::Colour figure = game.timed() && hurry ? colours.doubt : colours.text;
    painter.text(x + left_w, y + small_h, banner.figure, ui::Type::title, figure, right_w, ui::Align::right);
    painter.text(x + left_w, y, banner.note, ui::Type::small, colours.muted, right_w, ui::Align::right);

    float h = small_h + std::max(title_h, word_h) + painter.px(0.5F);
    const ui::Rect track{x, y + h, width, painter.px(0.375F)};
    if (game.timed() && game.phase() != Game::Phase::off) {
        const float left = share_left(game, frame);
        painter.fill(track, colours.sunken, 0.1875F);
        if (left > 0)
            painter.fill({track.x, track.y, track.w * left, track.h}, hurry ? colours.doubt : colours.accent, 0.1875F);
        h += track.h;
    }
    return h + painter.px(1);
}

}  // namespace mllab::sketches
