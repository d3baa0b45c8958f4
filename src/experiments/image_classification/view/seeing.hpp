// What a model says about a picture: the answer, and of a look inside where in the picture it saw each class.
#pragma once

#include <functional>
#include <optional>

#include "core/tensor.hpp"
#include "experiments/image_classification/pipeline/pipeline.hpp"
#include "experiments/viewfinder/watching.hpp"

namespace mllab::image_classification {

struct Seeing {
    Answer answer;
    std::optional<core::Tensor> class_activation{};  // [1, classes, height, width]; only of a look inside
};

using Reading = viewfinder::Reading<Seeing>;

// `looks_inside`: whether the next question asks for more than the answer.
[[nodiscard]] viewfinder::Subject<Seeing> subject(std::function<bool()> looks_inside);

}  // namespace mllab::image_classification
