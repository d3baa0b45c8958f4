// Small TensorFlow Lite files for tests, by a flatbuffer writer that knows just enough: tables and vectors, each before
// what it refers to, every number of a table in four bytes.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::testing {

struct Node;
using NodePtr = std::shared_ptr<Node>;
using Fields = std::map<std::size_t, std::variant<std::int32_t, NodePtr>>;
using Nodes = std::vector<NodePtr>;
// A table, a vector of references, one of whole numbers, or bytes (a text, too).
struct Node {
    std::variant<Fields, Nodes, std::vector<std::int32_t>, files::Bytes> content;
};
template <typename T>
NodePtr node(T content) {
    return std::make_shared<Node>(Node{std::move(content)});
}
NodePtr text(const std::string& letters);
files::Bytes flatbuffer(const NodePtr& root, const std::string& identifier);

struct MadeUpTensor {
    std::string name;
    std::vector<std::int32_t> shape;
    std::int32_t type = 0;
    files::Bytes data = {};
    Fields more = {};  // further fields of the table, or others instead
};
files::Bytes bytes_of(const std::vector<float>& numbers);
files::Bytes halves_of(const std::vector<float>& numbers);
files::Bytes bytes_of(const std::vector<std::int32_t>& numbers);

struct MadeUpOperator {
    std::int32_t code;
    std::vector<std::int32_t> inputs, outputs;
    std::int32_t options_type = 0;
    Fields options = {};
    std::int32_t version = 1;
    std::string custom = {};
};

struct MadeUpModel {
    std::vector<MadeUpTensor> tensors;
    std::vector<MadeUpOperator> operators;
    std::vector<std::int32_t> inputs, outputs;
    std::int32_t version = 3;
    std::size_t subgraphs = 1;

    [[nodiscard]] files::Bytes file() const;
};

// Codes and options of the schema.
inline constexpr std::int32_t add = 0, concatenation = 2, conv_2d = 3, depthwise_conv_2d = 4, dequantize = 6,
                              reshape = 22;
inline constexpr std::int32_t conv_options = 1, depthwise_options = 2, concatenation_options = 10, add_options = 11;
inline constexpr std::int32_t no_activation = 0, relu = 1, relu6 = 3;
inline constexpr std::int32_t float32 = 0, float16 = 1, int32 = 2, int8 = 9;

}  // namespace mllab::testing
