// Weights out of a file that GraphBuilder wrote: the numbers that the runtime computes with, so that a network can be
// initialised from a published one.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "training/onnx/types.hpp"

namespace mllab::onnx_writer {

struct ReadWeight {
    core::Shape shape;
    std::vector<float> values;  // row-major
};

class ReadWeights {
 public:
    explicit ReadWeights(std::map<std::string, ReadWeight> by_name) : by_name_(std::move(by_name)) {}
    // Under the name that GraphBuilder::weight gave it. Throws GraphError if there is none, or none of this shape.
    [[nodiscard]] const std::vector<float>& of(const std::string& name, const core::Shape& shape) const;
    [[nodiscard]] const core::Shape& shape_of(const std::string& name) const;

 private:
    [[nodiscard]] const ReadWeight& at(const std::string& name) const;
    std::map<std::string, ReadWeight> by_name_;
};

// Throws GraphError (see verify.hpp for what a model must be) or files::FileError; the message names the file.
[[nodiscard]] ReadWeights read_weights(const std::filesystem::path& path);

}  // namespace mllab::onnx_writer
