// A pad that one draws on with mouse, finger, pen or keys: strokes while they are made, the eraser, the full history,
// and examples that draw themselves. What happens, not how it looks; pad_view.hpp draws it. Coordinates are pad units:
// the side of the square pad is `side`, so a drawing keeps its place when the pad changes size.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ink/pad.hpp"
#include "ui/drawing.hpp"

namespace mllab::ui {

class DrawingPad {
 public:
    static constexpr float side = ink::pad_side;
    static constexpr float eraser_radius = 14;

    // +1 for every change of what is on the pad.
    [[nodiscard]] std::uint64_t revision() const { return revision_; }

    // The pen or the eraser comes down, moves and goes up. A move or a lift without a press does nothing.
    void press(ink::Point at, bool eraser);
    void move(ink::Point to);
    void lift();
    // The press was none: what it drew or rubbed out is forgotten.
    void drop();
    [[nodiscard]] bool pressed() const { return active_ != Active::nothing; }

    void undo();
    void redo();
    void clear();
    [[nodiscard]] bool can_undo() const;
    [[nodiscard]] bool can_redo() const { return history_.can_redo() && !busy(); }

    // In place of what is there, as one step of the history.
    void show(Picture picture);
    // What is on the pad counts as changed, though it is the same.
    void renew() { ++revision_; }
    // Draws the strokes from now on, or at once. They replace what is there, as one step of the history.
    void play(ink::Strokes example, double now_ms, bool at_once);
    // Goes on with an example; false when there is none any more.
    bool advance(double now_ms);
    [[nodiscard]] bool playing() const { return example_.has_value(); }

    // A look back: these strokes are on the pad in place of the drawing, which comes back by itself with whatever
    // changes it.
    void look_at(ink::Strokes moment);
    void look_away();
    [[nodiscard]] bool looking_back() const { return moment_.has_value(); }

    // Drawing by keys: arrows move the pen (finer with shift), space puts it down and lifts it, Escape leaves. True if
    // the key was used.
    bool key(std::string_view name, bool shift, double now_ms);
    void leave();
    [[nodiscard]] ink::Point cursor() const { return cursor_; }

    // What is on the pad at this moment, unfinished strokes included.
    [[nodiscard]] ink::Strokes ink() const;
    [[nodiscard]] const std::shared_ptr<const Picture>& picture() const;
    [[nodiscard]] bool empty() const;

 private:
    enum class Active : std::uint8_t { nothing, pen, eraser };
    struct Example {
        ink::Strokes strokes;
        double start_ms = 0;
        double duration_ms = 0;
        float fraction = 0;
    };

    [[nodiscard]] bool busy() const { return pressed() || playing(); }
    void begin(ink::Point at, bool eraser);
    void finish_example();
    void stop_key_pen();

    std::uint64_t revision_ = 0;
    History history_;
    Active active_ = Active::nothing;
    bool by_key_ = false;
    ink::Stroke stroke_;  // while the pen is down
    Drawing rubbed_;      // while the eraser is down
    ink::Point eraser_at_;
    std::optional<Example> example_;
    std::optional<ink::Strokes> moment_;
    ink::Point cursor_{.x = side / 2, .y = side / 2, .t_ms = 0};
};

}  // namespace mllab::ui
