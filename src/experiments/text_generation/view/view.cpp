#include "experiments/text_generation/view/view.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/figures.hpp"
#include "experiments/common/inside.hpp"

namespace mllab::text_generation {

namespace {

constexpr float wide_em = 40;
constexpr float row_em = 1.75F;
constexpr float label_em = 4.5F;  // "new line"
constexpr double units_ms = 100;  // a new picture of the units at most so often

}  // namespace

std::unique_ptr<ui::Experiment> open(platform::Host& host, const platform::Launch& launch) {
    return std::make_unique<View>(host, launch);
}

View::View(platform::Host& host, const platform::Launch& launch) : host_(host), controller_(host, launch) {
    controller_.start();
}

// What the numbers are of.
std::string View::caption(const Place& place) const {
    const std::string after = core::joined("how likely each is after “", controller_.before(place), "”");
    if (!place.whole) return after + " (so far back only the likeliest are still known)";
    return after;
}

// What the settings leave of the alphabet.
std::string View::allowance(const Place& place) {
    if (!place.whole) return "";
    const std::string can =
        core::joined("With these settings ", place.allowed, " of ", place.alphabet, " characters can come");
    if (!(place.rest > 0)) return can + ".";
    if (place.rest < 0.0005F) return can + ", those that are not listed hardly ever.";
    return core::joined(can, ", those that are not listed in ", ui::percentage(static_cast<double>(place.rest)),
                        " of cases.");
}

float View::draw_options(ui::Painter& painter, const ui::Rect& room, const Place* place) {
    const float row_h = painter.px(row_em);
    const bool pressable = place != nullptr && controller_.can_branch();
    std::vector<std::string> names;
    std::vector<ui::ProbabilityBars::Row> rows;
    if (!painter.measures()) targets_.clear();
    if (place != nullptr) {
        for (const Option& option : place->options) names.push_back(controller_.name_of(option.token));
        for (std::size_t i = 0; i < names.size(); ++i) {
            const Option& option = place->options[i];
            rows.push_back({.label = names[i],
                            .p = option.chance,
                            .best = option.stands,
                            .instead = option.chance > 0 ? "" : "left out"});
            const ui::Rect row{room.x, room.y + static_cast<float>(i) * row_h, room.w, row_h};
            if (!pressable || painter.measures()) continue;
            targets_.push_back({.rect = row, .token = option.token});
            if (painter.pointer_in(row)) painter.fill(row, painter.colours().accent_soft, 0.375F);
        }
    }
    // A glide would ask for half of all frames while it writes.
    bars_.draw(painter, room, row_em, rows, place != nullptr, true, label_em, controller_.generating().busy());
    return row_h * static_cast<float>(Place::most);
}

float View::draw_candidates(ui::Painter& painter, const ui::Rect& room) {
    const ui::Palette& colours = painter.colours();
    const std::optional<Place> place = controller_.place();
    const Place* const shown = place ? &*place : nullptr;
    float y = room.y;
    y += painter.text(room.x, y, "What could come next", ui::Type::title, colours.text, room.w).h;
    const std::string before =
        shown != nullptr ? caption(*shown) : std::string("the network’s best guesses at the next character");
    // Two lines whatever the text, so that nothing below jumps.
    const float lines_h = 2 * painter.px(ui::line_em(ui::Type::small));
    const auto two_lines = [&](const std::string& sentence) {
        painter.begin_clip({room.x, y, room.w, lines_h});
        painter.text(room.x, y, sentence, ui::Type::small, colours.muted, room.w);
        painter.end_clip();
        y += lines_h;
    };
    two_lines(before);
    y += painter.px(0.5F);
    y += draw_options(painter, {room.x, y, room.w, 0}, shown);
    two_lines(shown != nullptr ? allowance(*shown)
                               : "The bars follow temperature, top-k, top-p and the penalty at once.");
    if (const std::size_t reach = controller_.generating().parameters().context_length; reach > 0) {
        const std::string where = core::joined("what followed like places in the last ",
                                               ui::count_text(static_cast<std::int64_t>(reach)), " characters.");
        two_lines(shown != nullptr
                      ? core::joined(static_cast<int>(shown->pointed), " % of these chances come from ", where)
                      : "A part of these chances comes from " + where);
    }
    return y - room.y;
}

std::optional<std::size_t> View::option_at(float x, float y) const {
    const auto found = std::ranges::find_if(targets_, [&](const Target& target) { return target.rect.contains(x, y); });
    return found == targets_.end() ? std::nullopt : std::optional(found->token);
}

void View::pointer(const platform::PointerSample& sample) {
    host_.request_frames(2);  // notes follow the pointer
    if (sample.phase == platform::Phase::move) return;
    const auto pressed = std::exchange(pressed_, std::nullopt);
    const auto option = option_at(sample.x, sample.y);
    if (sample.phase == platform::Phase::down) pressed_ = option;
    // A finger that scrolls the page ends with a cancelled press.
    if (sample.phase == platform::Phase::up && option && option == pressed)
        controller_.command({.verb = "branch", .argument = std::to_string(*option)});
}

float View::draw_units(ui::Painter& painter, const ui::Rect& room) {
    const ui::Palette& colours = painter.colours();
    float y = room.y;
    y += painter.text(room.x, y, "What its units say", ui::Type::title, colours.text, room.w).h;
    const auto& units = controller_.generating().units();
    const double now = painter.frame().now_ms;
    if (!units.empty() && units != units_shown_ &&
        (!controller_.generating().busy() || now - units_since_ms_ >= units_ms)) {
        units_shown_ = units;
        units_since_ms_ = now;
        const int height = experiments::tile_height(static_cast<int>(units.size()));
        units_.set(units, 1, static_cast<int>(units.size()) / height, height);
    }
    const std::string sentence =
        units_.empty() ? std::string("Let it write, and see what the units of its last layer say after each character.")
                       : core::joined("All ", units_shown_.size(),
                                      " units of its last layer after the newest character: green for yes, amber for "
                                      "no. From these comes its own guess at the next one.");
    y += painter.text(room.x, y, sentence, ui::Type::small, colours.muted, room.w).h + painter.px(0.5F);
    y += units_.draw(painter, host_, room.x, y, room.w, std::min(room.w / painter.em() / 1.2F, 22.0F));
    return y - room.y;
}

ui::Layout View::lay_out(ui::Painter& painter) {
    const platform::Frame& frame = painter.frame();
    const bool wide = frame.width >= painter.px(wide_em);
    const float gap = painter.px(wide ? 2.5F : 1.5F);
    const float margin = painter.px(wide ? 1.5F : 1);
    const float inner = frame.width - 2 * margin;
    const float half = std::min(wide ? (inner - gap) / 2 : inner, painter.px(40));

    ui::Rect candidates{margin, margin, half, 0};
    candidates.h = draw_candidates(painter, candidates);
    float y = candidates.bottom();
    const bool looking = controller_.looking_inside();
    ui::Rect units{wide ? candidates.right() + gap : margin, wide ? margin : y + gap, wide ? inner - half - gap : inner,
                   0};
    if (looking) {
        units.h = draw_units(painter, units);
        y = std::max(y, units.bottom());
    }
    y += gap;
    painter.line(margin, y, margin + inner, y, painter.colours().line);
    y += painter.px(1);
    const double rate = controller_.generating().characters_per_second();
    std::vector<ui::Figure> own;
    if (rate > 0) own.push_back({core::decimals(rate, 0), "characters a second"});
    const auto& model = controller_.generating().model();
    y += experiments::draw_model_figures(painter, margin, y, inner, model, std::move(own)) + margin;

    ui::Layout layout{.height = y, .areas = {{.name = "candidates", .rect = candidates}}};
    if (looking) layout.areas.push_back({.name = "units", .rect = units});
    return layout;
}

}  // namespace mllab::text_generation
