// Work that may crash, done in a process of its own. ONNX's shape inference divides by a stride of 0 and follows shapes
// that are not there; a damaged file must not take a training of hours with it.
#pragma once

#include <functional>
#include <string>

namespace mllab::onnx_writer {

// Runs `work` in a child of this process and gives its result. Throws GraphError with the message of what `work` threw,
// or saying that it crashed or took longer than a minute of processor time. Nothing else that `work` does is seen here.
[[nodiscard]] std::string isolated(const std::function<std::string()>& work);

}  // namespace mllab::onnx_writer
