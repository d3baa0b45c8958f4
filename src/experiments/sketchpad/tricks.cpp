// Drawings that networks get wrong: how long one of them is on the pad, and what is said of it.
#include "experiments/sketchpad/controller.hpp"

namespace mllab::sketchpad {

void Controller::play_trick(std::size_t index) {
    eraser_ = false;
    trick_ = index;
    trick_drawn_.reset();
    pad_.play(subject_.tricks.at(index).strokes, host_.now_ms(), reduced_motion_);
}

// It is on the pad until something is changed in it.
void Controller::follow_trick() {
    if (!trick_ || pad_.playing()) return;
    if (!trick_drawn_)
        trick_drawn_ = pad_.revision();
    else if (trick_drawn_ != pad_.revision())
        trick_.reset();
}

std::string Controller::about_trick(const std::string& value) const {
    if (!trick_ || !trick_drawn_) return {};
    const Trick& trick = subject_.tricks[*trick_];
    if (value == trick.taken_for) return trick.why;
    return value == trick.truth ? "It is not fooled." : "";
}

}  // namespace mllab::sketchpad
