#include "experiments/viewfinder/class_map.hpp"

#include <span>
#include <stdexcept>

#include "core/text.hpp"

namespace mllab::viewfinder {

ClassMap map_of(const core::Tensor& class_activation, std::size_t label) {
    const core::Shape& shape = class_activation.shape;
    if (shape.size() != 4 || shape[0] != 1 || class_activation.size() == 0)
        throw std::invalid_argument("maps are [1, classes, height, width], not " + core::to_string(shape));
    if (label >= static_cast<std::size_t>(shape[1]))
        throw std::invalid_argument(core::joined(shape[1], " class activation maps have none of class ", label));
    const auto places = static_cast<std::size_t>(shape[2] * shape[3]);
    const auto values = std::span(class_activation.as<float>()).subspan(label * places, places);
    return {.values = {values.begin(), values.end()},
            .width = static_cast<int>(shape[3]),
            .height = static_cast<int>(shape[2])};
}

}  // namespace mllab::viewfinder
