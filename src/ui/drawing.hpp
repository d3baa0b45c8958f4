// What is on a drawing pad, and everything that was: strokes or a picture, with undo and redo. No ImGui.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "ink/strokes.hpp"

namespace mllab::ui {

struct Picture {
    image::RgbaImage pixels;
    std::string name;
};

// Strokes are shared between the steps of the history, so that a long session stays small.
struct Drawing {
    std::vector<std::shared_ptr<const ink::Stroke>> strokes;
    std::shared_ptr<const Picture> picture;  // in place of strokes

    [[nodiscard]] bool empty() const { return strokes.empty() && picture == nullptr; }
    [[nodiscard]] ink::Strokes polylines() const;
    bool operator==(const Drawing&) const = default;  // the same strokes, not only equal ones
};

class History {
 public:
    [[nodiscard]] const Drawing& now() const { return steps_[at_]; }
    // The next step; what had been undone is forgotten. The same drawing again is no step.
    void commit(Drawing next);
    [[nodiscard]] bool can_undo() const { return at_ > 0; }
    [[nodiscard]] bool can_redo() const { return at_ + 1 < steps_.size(); }
    void undo() { at_ -= can_undo() ? 1 : 0; }
    void redo() { at_ += can_redo() ? 1 : 0; }

 private:
    // Beyond this the oldest steps go; nobody undoes so far, and pictures are large.
    static constexpr std::size_t most_steps = 500;
    std::vector<Drawing> steps_{Drawing{}};
    std::size_t at_ = 0;
};

// What is left of the strokes where a round eraser of this radius went from `from` to `to`: polylines are cut exactly
// at its edge. Strokes that it did not touch stay the same objects.
[[nodiscard]] Drawing erased(const Drawing& drawing, const ink::Point& from, const ink::Point& to, float radius);

}  // namespace mllab::ui
