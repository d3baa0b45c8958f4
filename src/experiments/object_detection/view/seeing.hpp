// What a model says about a frame: what might be a thing, and of a look inside the heat of every class.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/tensor.hpp"
#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "experiments/viewfinder/watching.hpp"

namespace mllab::object_detection {

struct Seeing {
    std::shared_ptr<const Parameters> parameters;  // of the model that was asked
    Candidates candidates;
    // Only of a look inside, and only of a model by centre points: [1, classes, height, width].
    std::optional<core::Tensor> heat{};
};

// What the next question depends on.
struct Wishes {
    std::function<int(const Parameters&)> side_px;  // one of the parameters' sides
    std::function<bool()> looks_inside;
    std::function<Wanted(const Parameters&)> wanted;  // what counts as found in a sheet
};

[[nodiscard]] viewfinder::Subject<Seeing> subject(const Wishes& wishes);

}  // namespace mllab::object_detection
