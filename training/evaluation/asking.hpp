// What a model file answers to many pictures, and how confident it should have been.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "core/tensor.hpp"
#include "image/image.hpp"
#include "inference/session.hpp"

namespace mllab::evaluation {

using Logits = std::vector<float>;

// Output "logits" for inputs "image" [N, 1, H, W], asked in batches. All pictures have one size. Throws
// inference::ModelError.
[[nodiscard]] std::vector<Logits> logits_of(const inference::Session& session,
                                            const std::vector<image::GrayImage>& pictures);

// The same for inputs of any shape: `input(i)` gives the numbers of one, which has the shape `one`. They are asked for
// a batch at a time, so that not all need be in memory.
[[nodiscard]] std::vector<Logits> logits_of(const inference::Session& session, std::size_t count,
                                            const core::Shape& one,
                                            const std::function<std::vector<float>(std::size_t)>& input);

// Mean -log p(label) of softmax(logits / temperature), in nats; inputs without logits are left out. 0 where nothing is
// left. Throws std::invalid_argument where the lists differ in length.
[[nodiscard]] double cross_entropy(std::span<const Logits> logits, std::span<const std::size_t> labels,
                                   float temperature);

// Of 0.3..3, in thousandths, the temperature at which `loss` is least; it must have one valley there (Guo et al. 2017).
[[nodiscard]] float best_temperature(const std::function<double(float)>& loss);

}  // namespace mllab::evaluation
