#include "ui/drawing_pad.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mllab::ui {

namespace {

// Samples nearer than this add nothing that could be seen.
constexpr float least_step = 0.5F;
constexpr float key_step = DrawingPad::side / 40;
constexpr float fine_key_step = DrawingPad::side / 160;
// An example draws itself about as fast as a hand, but never makes one wait.
constexpr double units_per_ms = 1.0;
constexpr double shortest_ms = 350;
constexpr double longest_ms = 900;

float distance(const ink::Point& a, const ink::Point& b) { return std::hypot(b.x - a.x, b.y - a.y); }

ink::Point on_pad(ink::Point p) {
    p.x = std::clamp(p.x, 0.0F, DrawingPad::side);
    p.y = std::clamp(p.y, 0.0F, DrawingPad::side);
    return p;
}

Drawing drawing_of(ink::Strokes strokes) {
    Drawing drawing;
    for (auto& stroke : strokes) drawing.strokes.push_back(std::make_shared<const ink::Stroke>(std::move(stroke)));
    return drawing;
}

}  // namespace

void DrawingPad::look_at(ink::Strokes moment) {
    if (pressed()) lift();
    finish_example();
    moment_ = std::move(moment);
    ++revision_;
}

void DrawingPad::look_away() {
    if (!moment_) return;
    moment_.reset();
    ++revision_;
}

void DrawingPad::begin(ink::Point at, bool eraser) {
    look_away();
    finish_example();
    if (pressed()) lift();
    if (eraser) {
        active_ = Active::eraser;
        rubbed_ = history_.now();
        eraser_at_ = at;
        move(at);
    } else {
        active_ = Active::pen;
        stroke_ = {at};
        ++revision_;
    }
}

void DrawingPad::press(ink::Point at, bool eraser) {
    if (!std::isfinite(at.x) || !std::isfinite(at.y)) return;
    by_key_ = false;
    begin(on_pad(at), eraser);
}

void DrawingPad::move(ink::Point to) {
    if (!pressed() || !std::isfinite(to.x) || !std::isfinite(to.y)) return;
    to = on_pad(to);
    cursor_ = to;
    if (active_ == Active::pen) {
        if (distance(stroke_.back(), to) < least_step) return;
        stroke_.push_back(to);
        ++revision_;
        return;
    }
    Drawing left = erased(rubbed_, std::exchange(eraser_at_, to), to, eraser_radius);
    // A picture is rubbed out as a whole: there are no strokes to cut.
    left.picture = nullptr;
    if (left == rubbed_) return;
    rubbed_ = std::move(left);
    ++revision_;
}

void DrawingPad::lift() {
    const Active what = std::exchange(active_, Active::nothing);
    if (what == Active::eraser) history_.commit(std::exchange(rubbed_, {}));
    if (what != Active::pen) return;
    Drawing next = history_.now();
    // Strokes on a picture would be neither: a new drawing begins, and undo brings the picture back.
    next.picture = nullptr;
    next.strokes.push_back(std::make_shared<const ink::Stroke>(std::exchange(stroke_, {})));
    history_.commit(std::move(next));
}

void DrawingPad::drop() {
    if (!pressed()) return;
    active_ = Active::nothing;
    stroke_ = {};
    rubbed_ = {};
    ++revision_;
}

bool DrawingPad::can_undo() const { return history_.can_undo() || playing() || pressed(); }

void DrawingPad::undo() {
    if (!can_undo()) return;
    look_away();
    if (pressed()) lift();
    // An example that is still drawing itself is not in the history yet: stopping it takes it back.
    if (playing()) {
        example_.reset();
    } else {
        history_.undo();
    }
    ++revision_;
}

void DrawingPad::redo() {
    if (!can_redo()) return;
    look_away();
    history_.redo();
    ++revision_;
}

void DrawingPad::clear() {
    look_away();
    if (pressed()) lift();
    finish_example();
    if (history_.now().empty()) return;
    history_.commit({});
    ++revision_;
}

void DrawingPad::show(Picture picture) {
    look_away();
    if (pressed()) lift();
    finish_example();
    Drawing next;
    next.picture = std::make_shared<const Picture>(std::move(picture));
    history_.commit(std::move(next));
    ++revision_;
}

void DrawingPad::play(ink::Strokes example, double now_ms, bool at_once) {
    look_away();
    if (pressed()) lift();
    finish_example();
    if (at_once) {
        history_.commit(drawing_of(std::move(example)));
    } else {
        const double wanted = static_cast<double>(ink::ink_length(example)) / units_per_ms;
        example_ = {.strokes = std::move(example),
                    .start_ms = now_ms,
                    .duration_ms = std::clamp(wanted, shortest_ms, longest_ms),
                    .fraction = 0};
    }
    ++revision_;
}

bool DrawingPad::advance(double now_ms) {
    if (!example_) return false;
    const auto fraction = static_cast<float>((now_ms - example_->start_ms) / example_->duration_ms);
    if (fraction >= 1) {
        finish_example();
        ++revision_;
    } else if (fraction > example_->fraction) {
        example_->fraction = fraction;
        ++revision_;
    }
    return example_.has_value();
}

void DrawingPad::finish_example() {
    if (!example_) return;
    history_.commit(drawing_of(std::move(example_->strokes)));
    example_.reset();
}

bool DrawingPad::key(std::string_view name, bool shift, double now_ms) {
    const float step = shift ? fine_key_step : key_step;
    ink::Point to = cursor_;
    to.t_ms = static_cast<float>(now_ms);
    if (name == "ArrowLeft") {
        to.x -= step;
    } else if (name == "ArrowRight") {
        to.x += step;
    } else if (name == "ArrowUp") {
        to.y -= step;
    } else if (name == "ArrowDown") {
        to.y += step;
    } else if (name == " ") {
        if (pressed()) {
            lift();
        } else {
            by_key_ = true;
            begin(to, false);
        }
        return true;
    } else if (name == "Escape") {
        leave();
        return true;
    } else {
        return false;
    }
    to = on_pad(to);
    if (by_key_ && pressed()) {
        move(to);
    } else {
        cursor_ = to;
    }
    return true;
}

void DrawingPad::leave() {
    if (by_key_ && pressed()) lift();
}

ink::Strokes DrawingPad::ink() const {
    if (moment_) return *moment_;
    if (example_) return ink::first_part(example_->strokes, example_->fraction);
    ink::Strokes strokes = (active_ == Active::eraser ? rubbed_ : history_.now()).polylines();
    if (active_ == Active::pen) strokes.push_back(stroke_);
    return strokes;
}

const std::shared_ptr<const Picture>& DrawingPad::picture() const {
    static const std::shared_ptr<const Picture> none;
    if (moment_ || playing() || active_ == Active::pen) return none;
    return active_ == Active::eraser ? rubbed_.picture : history_.now().picture;
}

bool DrawingPad::empty() const {
    if (moment_) return moment_->empty();
    if (active_ == Active::pen) return false;
    if (example_) return example_->fraction <= 0;
    return (active_ == Active::eraser ? rubbed_ : history_.now()).empty();
}

}  // namespace mllab::ui
