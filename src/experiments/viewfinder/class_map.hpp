// Where in its input a classifier saw a class: class activation mapping (Zhou et al. 2016).
#pragma once

#include <cstddef>
#include <vector>

#include "core/tensor.hpp"

namespace mllab::viewfinder {

// A class's map of "class_activation", row by row. Throws std::invalid_argument if the tensor is no [1, classes, h, w]
// or has no such class.
struct ClassMap {
    std::vector<float> values;
    int width = 0;
    int height = 0;
};
[[nodiscard]] ClassMap map_of(const core::Tensor& class_activation, std::size_t label);

}  // namespace mllab::viewfinder
