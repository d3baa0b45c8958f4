// The subject's own drawings, and among them those that networks get wrong: how long one of them is on the pad, and
// what is said of it.
#include <utility>

#include "experiments/sketchpad/controller.hpp"

namespace mllab::sketchpad {

void Controller::play(const ink::Strokes& strokes, Shown shown) {
    eraser_ = false;
    shown_ = std::move(shown);
    pad_.play(strokes, host_.now_ms(), reduced_motion_);
}

void Controller::play_trick(std::size_t index) {
    const Trick& trick = subject_.tricks.at(index);
    play(trick.strokes, {.label = std::string(trick.label), .trick = &trick});
}

// It is on the pad until something is changed in it.
void Controller::follow_shown() {
    if (!shown_ || pad_.playing()) return;
    if (!shown_->drawn)
        shown_->drawn = pad_.revision();
    else if (shown_->drawn != pad_.revision())
        shown_.reset();
}

std::string Controller::about_trick(const std::string& value) const {
    if (!shown_ || !shown_->trick || !shown_->drawn) return {};
    return std::string(experiments::about(*shown_->trick, value));
}

}  // namespace mllab::sketchpad
