#include "experiments/rock_paper_scissors/view/board.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/text.hpp"
#include "experiments/rock_paper_scissors/game/words.hpp"
#include "experiments/rock_paper_scissors/view/hands.hpp"

namespace mllab::rock_paper_scissors {

namespace {

using Phase = Game::Phase;

constexpr double reveal_ms = 250;
constexpr float bar_row_em = 1.625F;
constexpr float largest_hand_em = 9;
constexpr std::size_t seal_digits = 16;  // of 64; the whole of it is in the proof that is copied

struct Side {
    const char* name;
    std::optional<Gesture> gesture;
    std::string caption;
    bool wins = false;
    bool live = false;  // what is seen at this moment, not yet played
    bool mirrored = false;
};

Side visitor_of(const Controller& controller) {
    const Game& game = controller.game();
    Side side{.name = "You", .gesture = {}, .caption = "show your hand"};
    if (game.phase() == Phase::counting) {
        side.gesture = Gesture::rock;
        return side;
    }
    if (game.phase() == Phase::revealed) {
        const Round& round = *game.last();
        side.gesture = round.visitor;
        side.caption = name(round.visitor);
        if (round.shown_by == ShownBy::button) side.caption += ", by button";
        if (round.shown_by == ShownBy::picture) side.caption += ", in a picture";
        side.wins = round.outcome == Outcome::win;
        return side;
    }
    const auto* reading = controller.reading();
    if (reading == nullptr || !reading->answer.answer.gesture) return side;
    side.gesture = reading->answer.answer.gesture;
    side.caption = name(*side.gesture);
    side.live = true;
    return side;
}

Side computer_of(const Controller& controller) {
    const Game& game = controller.game();
    Side side{.name = "Computer", .gesture = {}, .caption = "chosen and sealed", .mirrored = true};
    if (game.under_way()) side.gesture = Gesture::rock;
    if (game.phase() != Phase::revealed) return side;
    const Round& round = *game.last();
    side.gesture = round.seal.hand;
    side.caption = name(round.seal.hand);
    side.wins = round.outcome == Outcome::lose;
    return side;
}

// Fists go up and down with the beat, and a hand that is revealed grows to its size.
struct Motion {
    float lift = 0;  // in sides of the hand
    float size = 1;
};

Motion motion_of(const Game& game, const ui::Painter& painter) {
    const platform::Frame& frame = painter.frame();
    Motion motion;
    if (frame.reduced_motion) return motion;
    if (game.phase() == Phase::counting)
        motion.lift = 0.08F * static_cast<float>(std::sin(std::numbers::pi * game.beat_share(frame.now_ms)));
    if (game.phase() == Phase::revealed) {
        const double t = std::clamp((frame.now_ms - game.revealed_ms()) / reveal_ms, 0.0, 1.0);
        motion.size = 1 - 0.25F * static_cast<float>((1 - t) * (1 - t) * (1 - t));
    }
    return motion;
}

void draw_side(ui::Painter& painter, const ui::Rect& box, const Side& side, const Motion& motion) {
    const ui::Palette& colours = painter.colours();
    painter.fill(box, side.wins ? colours.accent_soft : colours.sunken, 0.75F);
    if (side.wins) painter.outline(box, colours.accent, 0.75F, 2.5F);
    const float x = box.x + box.w / 2;
    const float y = box.y + box.h / 2;
    if (side.gesture) {
        const HandLook look{.fill = side.live ? colours.sunken : colours.surface,
                            .line = side.wins   ? colours.accent
                                    : side.live ? colours.muted
                                                : colours.text,
                            .mirrored = side.mirrored};
        draw_hand(painter, x, y - motion.lift * box.h, box.w * 0.86F * motion.size, *side.gesture, look);
        return;
    }
    const bool large = box.w >= painter.px(6.5F);
    const ui::Type type = large ? ui::Type::answer : ui::Type::title;
    painter.text(box.x, y - painter.px(ui::line_em(type)) / 2, "?", type, colours.muted, box.w, ui::Align::centre);
}

std::string headline(const Controller& controller) {
    const Game& game = controller.game();
    switch (game.phase()) {
        case Phase::counting:
            return "Get ready …";
        case Phase::looking:
            return "Show your hand!";
        case Phase::waiting:
            return game.trouble() == Trouble::none ? "Your turn: press Play" : "Once more";
        case Phase::revealed:
            break;
    }
    const Match& match = game.match();
    if (match.over()) return match.won() ? "You win the match" : "The computer wins the match";
    switch (game.last()->outcome) {
        case Outcome::win:
            return "You win the round";
        case Outcome::lose:
            return "The computer wins the round";
        case Outcome::draw:
            return "A draw: it counts for nobody";
    }
    return "";
}

std::string remark(const Controller& controller) {
    const Game& game = controller.game();
    if (game.trouble() != Trouble::none) return trouble_text(game.trouble());
    if (game.phase() == Phase::revealed && game.last()->seal.guess) return guess_text(game.last()->seal);
    if (game.phase() == Phase::looking && controller.source() != Source::camera)
        return "Pick a picture, or press Rock, Paper or Scissors.";
    if (game.opponent() == Opponent::fair)
        return "This computer leaves it to chance: each hand comes a third of the time, whatever you do.";
    const std::size_t learned = game.habits().rounds();
    if (learned == 0) return "This computer learns from every round. It does not know you yet.";
    return core::joined("This computer learns your habits: ", learned, learned == 1 ? " round" : " rounds", " so far.");
}

// Nothing moves when more is said: the height of the longest of the sentences that may come.
float longest_remark(const ui::Painter& painter, float width) {
    float h = 0;
    for (const Trouble trouble : {Trouble::no_picture, Trouble::no_hand, Trouble::unsure, Trouble::source_gone})
        h = std::max(h, painter.measure(trouble_text(trouble), ui::Type::small, width).h);
    return h;
}

}  // namespace

void draw_countdown(ui::Painter& painter, const ui::Rect& room, const Game& game) {
    if (game.phase() != Phase::counting || painter.measures()) return;
    const ui::Palette& colours = painter.colours();
    const float radius = std::min({painter.px(4.5F), room.w / 3, room.h / 2.2F});
    const float x = room.x + room.w / 2;
    const float y = room.y + room.h / 2;
    painter.disc(x, y, radius, colours.surface);
    painter.ring(x, y, radius, colours.accent, painter.px(0.25F));
    const std::string number = std::to_string(game.beat(painter.frame().now_ms));
    const ui::Type type = radius >= painter.px(3.5F) ? ui::Type::answer : ui::Type::title;
    painter.text(x - radius, y - painter.px(ui::line_em(type)) / 2, number, type, colours.text, 2 * radius,
                 ui::Align::centre);
}

float Board::draw(ui::Painter& painter, const ui::Rect& room, const Controller& controller) {
    const float gap = painter.px(0.75F);
    float y = room.y;
    const auto rest = [&] { return ui::Rect{room.x, y, room.w, 0}; };
    y += draw_hands(painter, rest(), controller) + gap;
    y += draw_words(painter, rest(), controller) + gap;
    y += draw_bars(painter, rest(), controller) + gap;
    y += draw_rounds(painter, rest(), controller.game().match()) + gap;
    const ui::Palette& colours = painter.colours();
    const Game& game = controller.game();
    const std::string seal =
        core::joined("Round ", game.next_round(), " is sealed: ", game.next_seal().substr(0, seal_digits), "…");
    y += painter.text(room.x, y, seal, ui::Type::small, colours.muted, room.w).h;
    const Round* const last = game.last();
    const std::string opened =
        last == nullptr
            ? "The computer chooses its hand before you show yours; the seal proves it."
            : core::joined("Round ", last->seal.round, " was ", last->seal.commitment().substr(0, seal_digits),
                           "…: “Copy the proof” says how to check it.");
    // As high for one as for the other.
    const float opened_h = painter.text(room.x, y, opened, ui::Type::small, colours.muted, room.w).h;
    return y + std::max(opened_h, 2 * painter.px(ui::line_em(ui::Type::small))) - room.y;
}

float Board::draw_hands(ui::Painter& painter, const ui::Rect& room, const Controller& controller) const {
    const ui::Palette& colours = painter.colours();
    const Game& game = controller.game();
    const float side = std::floor(std::min(room.w * 0.36F, painter.px(largest_hand_em)));
    const Motion motion = motion_of(game, painter);
    const bool moves = game.phase() == Phase::revealed && painter.frame().now_ms - game.revealed_ms() < reveal_ms;
    if (moves && !painter.measures() && !painter.frame().reduced_motion) painter.keep_moving();
    const float small_h = painter.px(ui::line_em(ui::Type::small));
    const float captions_y = room.y + small_h + painter.px(0.25F) + side + painter.px(0.25F);
    const std::array<std::pair<Side, float>, 2> sides{
        {{visitor_of(controller), room.x}, {computer_of(controller), room.right() - side}}};
    for (const auto& [shown, x] : sides) {
        painter.text(x, room.y, shown.name, ui::Type::small_strong, colours.muted, side, ui::Align::centre);
        draw_side(painter, {x, room.y + small_h + painter.px(0.25F), side, side}, shown, motion);
        painter.text(x, captions_y, shown.caption, ui::Type::small, shown.wins ? colours.accent : colours.text, side,
                     ui::Align::centre);
    }
    const Match& match = game.match();
    const float middle_w = room.w - 2 * side;
    const float middle_y = room.y + small_h + side / 2 - painter.px(1);
    painter.text(room.x + side, middle_y, core::joined(match.count(Outcome::win), " : ", match.count(Outcome::lose)),
                 ui::Type::title, colours.text, middle_w, ui::Align::centre);
    painter.text(room.x + side, middle_y + painter.px(ui::line_em(ui::Type::title)),
                 core::joined("best of ", match.best_of()), ui::Type::small, colours.muted, middle_w,
                 ui::Align::centre);
    return captions_y + 2 * small_h - room.y;
}

float Board::draw_words(ui::Painter& painter, const ui::Rect& room, const Controller& controller) const {
    const ui::Palette& colours = painter.colours();
    const Game& game = controller.game();
    const bool trouble = game.trouble() != Trouble::none;
    painter.text(room.x, room.y, headline(controller), ui::Type::title, trouble ? colours.doubt : colours.text, room.w,
                 ui::Align::centre);
    const float title_h = painter.px(ui::line_em(ui::Type::title));
    painter.text(room.x, room.y + title_h, remark(controller), ui::Type::small, colours.muted, room.w,
                 ui::Align::centre);
    return title_h + longest_remark(painter, room.w);
}

float Board::draw_bars(ui::Painter& painter, const ui::Rect& room, const Controller& controller) {
    const auto* const reading = controller.reading();
    std::vector<ui::ProbabilityBars::Row> rows;
    const std::size_t best = reading == nullptr ? class_count : spoken_class(reading->answer.answer);
    for (std::size_t i = 0; i < class_count; ++i)
        rows.push_back({.label = controller.watching().model().card().labels[i],
                        .p = reading == nullptr ? 0 : reading->answer.answer.probabilities[i],
                        .best = i == best});
    return bars_.draw(painter, room, bar_row_em, rows, reading != nullptr,
                      reading != nullptr && reading->answer.answer.gesture.has_value(), 4.5F);
}

float Board::draw_rounds(ui::Painter& painter, const ui::Rect& room, const Match& match) const {
    const ui::Palette& colours = painter.colours();
    const float side = painter.px(1.75F);
    const float gap = painter.px(0.375F);
    const float label_w = painter.px(4.5F);
    const float text_y = room.y + (side - painter.px(ui::line_em(ui::Type::small))) / 2;
    painter.text(room.x, text_y, "Rounds", ui::Type::small, colours.muted);
    const auto fit = static_cast<std::size_t>(std::max(1.0F, (room.w - label_w + gap) / (side + gap)));
    const std::vector<Round>& rounds = match.rounds();
    if (rounds.empty()) painter.text(room.x + label_w, text_y, "none yet", ui::Type::small, colours.muted);
    float x = room.x + label_w;
    for (std::size_t i = rounds.size() - std::min(rounds.size(), fit); i < rounds.size(); ++i) {
        const Round& round = rounds[i];
        const bool won = round.outcome == Outcome::win;
        const char* letter = won ? "W" : round.outcome == Outcome::lose ? "L" : "D";
        const ui::Rect chip{x, room.y, side, side};
        painter.fill(chip, won ? colours.accent_soft : colours.sunken, 0.375F);
        painter.text(x, text_y, letter, ui::Type::small_strong, won ? colours.accent : colours.text, side,
                     ui::Align::centre);
        if (const auto at = painter.pointer_in(chip))
            painter.note(*at, core::joined(won                              ? "Won"
                                           : round.outcome == Outcome::lose ? "Lost"
                                                                            : "Draw",
                                           ": you ", name(round.visitor), ", computer ", name(round.seal.hand)));
        x += side + gap;
    }
    return side;
}

}  // namespace mllab::rock_paper_scissors
