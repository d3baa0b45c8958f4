// What a model says about a frame: the answer, and of a look inside where in the picture it saw each class, and what
// its last layer's channels saw.
#pragma once

#include <functional>
#include <optional>

#include "core/tensor.hpp"
#include "experiments/rock_paper_scissors/game/gesture_lock.hpp"
#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"
#include "experiments/viewfinder/watching.hpp"

namespace mllab::rock_paper_scissors {

struct Seeing {
    Answer answer;
    // Only of a look inside, and only where the model gives it.
    std::optional<core::Tensor> class_activation{};  // [1, 4, height, width]
    std::optional<core::Tensor> features{};          // [1, channels, height, width]
};

// The class that the answer speaks of: its gesture's, or the likeliest.
[[nodiscard]] std::size_t spoken_class(const Answer& answer);

// What the game makes of an answer: where the likeliest class is a gesture's, there is a hand, though it may be
// unclear.
[[nodiscard]] Sight sight_of(const Answer& answer);

// `looks_inside`: whether the next question asks for more than the answer.
[[nodiscard]] viewfinder::Subject<Seeing> subject(std::function<bool()> looks_inside);

}  // namespace mllab::rock_paper_scissors
