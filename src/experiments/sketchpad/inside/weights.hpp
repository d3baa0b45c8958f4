// All weights of a network whose file gives them, layer by layer: outputs "weight_1", "bias_1" and so on, the same for
// every input. For small networks only: what cannot be looked at need not be shown.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/tensor.hpp"

namespace mllab::sketchpad {

// A convolution's filters, or the rows of a linear layer on the means of the last maps: their kernels are single
// numbers.
struct LayerWeights {
    bool linear = false;
    int filters = 0;             // what the layer gives: maps, or answers
    int inputs = 0;              // what each filter has a kernel for
    int side = 0;                // of a kernel: 1 in a linear layer
    std::vector<float> kernels;  // filters x inputs x side x side
    std::vector<float> biases;   // filters
    [[nodiscard]] std::size_t count() const { return kernels.size() + biases.size(); }
};

// In the network's order. None where the first one's are missing; up to the first that is not there or does not fit
// together.
[[nodiscard]] std::vector<LayerWeights> layer_weights(const std::map<std::string, core::Tensor>& outputs);

[[nodiscard]] std::size_t count_of(const std::vector<LayerWeights>& layers);

// 7723 as people write it: "7,723".
[[nodiscard]] std::string grouped(std::size_t number);

// Of one layer, by its place: "Convolution 2: 8 filters of 8 kernels, 3 × 3 each, and a bias: 584 numbers".
[[nodiscard]] std::string title_of(const std::vector<LayerWeights>& layers, std::size_t layer);

// For whoever cannot see them.
[[nodiscard]] std::string in_words(const std::vector<LayerWeights>& layers);

// A kernel, or a filter's bias.
struct WeightsPlace {
    std::size_t layer = 0;
    int filter = 0;
    std::optional<int> input = 0;  // none: the bias
    bool operator==(const WeightsPlace&) const = default;
};

// Its numbers: side x side, or the bias alone. Throws std::out_of_range where there is none.
[[nodiscard]] std::vector<float> numbers_at(const std::vector<LayerWeights>& layers, const WeightsPlace& place);

// What it does in the network; `labels`: of the network's answers.
[[nodiscard]] std::string role_of(const std::vector<LayerWeights>& layers, const WeightsPlace& place,
                                  const std::vector<std::string>& labels);

}  // namespace mllab::sketchpad
