// What a GraphBuilder holds: values, nodes and weights in the order in which they were asked for. Private to this room.
#pragma once

#include <bit>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "training/onnx/graph_builder.hpp"

namespace mllab::onnx_writer {

using Attribute = std::variant<std::int64_t, float, std::vector<std::int64_t>, std::string>;
using Attributes = std::vector<std::pair<std::string, Attribute>>;
using RecordPtr = std::shared_ptr<Value::Record>;

struct Node {
    std::string op;
    std::vector<RecordPtr> inputs;  // null: an optional input that is left out
    std::vector<RecordPtr> outputs;
    Attributes attributes;
};

struct Initialiser {
    RecordPtr value;
    std::string bytes;  // little-endian, row-major
};

struct GraphBuilder::Impl {
    std::string id;
    std::string description;
    std::shared_ptr<const void> token = std::make_shared<char>();
    std::vector<std::pair<std::string, std::string>> metadata;
    std::vector<RecordPtr> inputs;
    std::vector<RecordPtr> outputs;
    std::vector<Initialiser> initialisers;
    std::vector<Node> nodes;
    std::set<std::string> names;
    std::map<std::string, int> counts;  // per kind of operator, for names such as /relu_2
    std::set<RecordPtr> weights;        // of trained numbers: each must lead to an output
    std::int64_t parameters = 0;

    // A new value; throws GraphError on a bad or taken name.
    Value declare(const std::string& name, DType type, const Dims& dims);
    Value initialiser(const std::string& name, DType type, const core::Shape& shape, std::string bytes);
    // "/relu_2": no name that a recipe may give starts with a slash.
    std::string fresh_name(const std::string& op);
    // Throws GraphError if the value is another graph's.
    const RecordPtr& owned(const Value& value) const;

    void rename(const Value& value, const std::string& name);
    // A weight as `storage` wants it: an initialiser and what turns it into float32 when the model is loaded.
    Value stored(GraphBuilder& builder, const std::string& name, std::span<const float> values,
                 const core::Shape& shape, Storage storage);

    Value emit(const std::string& op, const std::vector<std::optional<Value>>& inputs, DType type, const Dims& dims,
               Attributes attributes = {});
    std::vector<Value> emit_many(const std::string& op, const std::vector<std::optional<Value>>& inputs,
                                 const std::vector<std::pair<DType, Dims>>& outputs, Attributes attributes);
    Value elementwise(const std::string& op, const Value& a, const Value& b);  // broadcasts; one type for all three
    Value activation(const std::string& op, const Value& x, Attributes attributes = {});  // float32, the shape of x
    Value int64s(const std::string& what, const std::vector<std::int64_t>& values);       // a vector-shaped initialiser
};

// TensorProto's number for a type.
[[nodiscard]] std::int64_t onnx_type(DType type);

// `numbers` as the file holds them.
template <typename T>
std::string little_endian(std::span<const T> numbers) {
    static_assert(std::endian::native == std::endian::little);
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()};
}

}  // namespace mllab::onnx_writer
