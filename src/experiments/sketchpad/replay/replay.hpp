// A drawing that is looked back at: which moment of its making is shown, and how that goes on by itself.
#pragma once

#include "ink/strokes.hpp"

namespace mllab::sketchpad {

class Replay {
 public:
    // In pad units. It stands at its beginning.
    explicit Replay(const ink::Strokes& drawing);

    [[nodiscard]] float duration_ms() const { return duration_ms_; }
    [[nodiscard]] float position_ms() const { return position_ms_; }
    [[nodiscard]] bool playing() const { return playing_; }
    [[nodiscard]] bool at_end() const { return position_ms_ >= duration_ms_; }
    // What was there at this time; all of it from `duration_ms` on.
    [[nodiscard]] ink::Strokes at(float t_ms) const;

    // From where it stands, or from the beginning where it stands at the end.
    void play(double now_ms);
    void pause() { playing_ = false; }
    // Stands there; what is outside is moved to the nearer end.
    void seek(float position_ms);
    // Time passes; it pauses at its end. True if another moment is shown than before.
    bool advance(double now_ms);

 private:
    ink::Strokes drawing_;
    float duration_ms_ = 0;
    float position_ms_ = 0;
    bool playing_ = false;
    double since_ms_ = 0;  // when it played last
};

}  // namespace mllab::sketchpad
