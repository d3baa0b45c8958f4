// What a run is checked for before any runtime sees it, the same for both bodies of Session.
#pragma once

#include <string>
#include <vector>

#include "inference/session.hpp"

namespace mllab::inference {

// "float32", "int64", "int32" or "uint8": the tensor's element type as a model names it.
[[nodiscard]] std::string type_name(const core::Tensor& tensor);

// An input as a run gives it. Throws ModelError(shape_mismatch) if the tensor's shape does not hold its numbers.
[[nodiscard]] TensorInfo given(const std::string& name, const core::Tensor& tensor);

// Throws ModelError(shape_mismatch) naming the model, the input or output, what the model expects and what was given:
// a missing, unknown or repeated input, another type or shape (-1 of the model takes any length), an unknown output,
// one whose element type core::Tensor cannot hold. A model's input without axes is taken as of any shape: runtimes do
// not tell a scalar from a shape that the model leaves open.
void check_run(const std::string& model, const std::vector<TensorInfo>& inputs, const std::vector<TensorInfo>& outputs,
               const std::vector<TensorInfo>& given, const std::vector<std::string>& fetch,
               const std::vector<std::string>& keep);

}  // namespace mllab::inference
