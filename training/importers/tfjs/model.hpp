// A TensorFlow.js graph model as a network: nodes in an order in which each can be computed, and the constants that its
// weight files hold. The reader is the project's own, knows nothing of what an operator does, and survives whatever a
// file may hold. Format: model.json with "modelTopology", a GraphDef as JSON, and "weightsManifest"
// (tfjs-core/src/io/types.ts; tensorflow/core/framework/graph.proto).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/tensor.hpp"
#include "training/files/files.hpp"

namespace mllab::importers::tfjs {

struct Input {
    std::size_t node;        // in Model::nodes
    std::size_t result = 0;  // which of its results: 1 where the file says "name:1"
    bool control = false;    // "^name": only to be computed earlier
};

// What is none of these (functions, tensors, empty lists) is there, too, as std::monostate. Types are texts,
// "DT_FLOAT"; a shape's unknown sizes are -1.
using Attribute = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::int64_t>,
                               std::vector<std::string>>;

struct Node {
    std::string name, op;
    std::vector<Input> inputs;
    std::map<std::string, Attribute> attributes;
    [[nodiscard]] std::string place() const;  // "node “tower/conv”, Conv2D", for messages
};

class Model {
 public:
    // Gives the bytes of a weight file, whose name is no path. Throws, preferably ImportError, where there is none.
    using Shards = std::function<files::Bytes(const std::string& name)>;

    // Throws ImportError: on JSON that is damaged or nested too deeply, two nodes or two weights of one name, inputs
    // that are missing or lead in circles, sizes that make no sense, weight files that hold too little or too much,
    // numbers that are not finite, types that are not understood. Understood are float32, int32, uint8 and bool, and
    // float32 and int32 quantised as float16, uint8 or uint16.
    Model(const files::Bytes& json, const Shards& shards);

    // Each after all of its inputs.
    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const;
    // A weight by its name, which is that of a node Const; null where there is none. uint8 and bool (0 or 1) are uint8.
    // Pictures and kernels are as TensorFlow has them, channels last.
    [[nodiscard]] const core::Tensor* constant(const std::string& name) const;

 private:
    std::vector<Node> nodes_;
    std::map<std::string, std::size_t> by_name_;
    std::map<std::string, core::Tensor> constants_;
};

}  // namespace mllab::importers::tfjs
