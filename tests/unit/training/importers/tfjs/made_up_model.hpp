// Small TensorFlow.js graph models for tests.
#pragma once

#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "training/importers/tfjs/model.hpp"

namespace mllab::testing {

struct MadeUpWeight {
    std::string name;
    core::Shape shape;
    files::Bytes data;
    std::string type = "float32";
    std::string quantisation = {};  // JSON
};
struct MadeUpNode {
    std::string name, op;
    std::vector<std::string> inputs = {};
    std::string attributes = {};  // JSON without its outermost braces
};

template <typename T>
files::Bytes bytes_of(const std::vector<T>& numbers) {
    const auto* begin = reinterpret_cast<const std::uint8_t*>(numbers.data());
    return {begin, begin + numbers.size() * sizeof(T)};
}
inline MadeUpWeight reals(const std::string& name, const core::Shape& shape, const std::vector<float>& numbers) {
    return {.name = name, .shape = shape, .data = bytes_of(numbers)};
}
inline MadeUpWeight wholes(const std::string& name, const core::Shape& shape,
                           const std::vector<std::int32_t>& numbers) {
    return {.name = name, .shape = shape, .data = bytes_of(numbers), .type = "int32"};
}

// Attributes as the converter writes them, texts in base64.
inline const std::string same = R"("padding": {"s": "U0FNRQ=="})";
inline const std::string valid = R"("padding": {"s": "VkFMSUQ="})";
inline std::string strides(int height, int width, const std::string& name = "strides") {
    return R"(")" + name + R"(": {"list": {"i": ["1", ")" + std::to_string(height) + R"(", ")" + std::to_string(width) +
           R"(", "1"]}})";
}
inline std::string shape_attribute(const core::Shape& shape) {
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? R"({"size": ")" : R"(, {"size": ")") + std::to_string(size) + R"("})";
    return R"("dtype": {"type": "DT_FLOAT"}, "shape": {"shape": {"dim": [)" + text + "]}}";
}

struct MadeUpModel {
    std::vector<MadeUpNode> nodes;
    std::vector<MadeUpWeight> weights;  // each makes a node Const, too

    [[nodiscard]] std::string json() const {
        std::string described;
        std::string manifest;
        const auto add = [&](const MadeUpNode& node) {
            std::string inputs;
            for (const std::string& input : node.inputs) inputs += (inputs.empty() ? "\"" : ", \"") + input + "\"";
            described += described.empty() ? "" : ", ";
            described += R"({"name": ")" + node.name + R"(", "op": ")" + node.op + R"(", "input": [)" + inputs +
                         R"(], "attr": {)" + node.attributes + "}}";
        };
        for (const MadeUpNode& node : nodes) add(node);
        for (const MadeUpWeight& weight : weights) {
            add({.name = weight.name, .op = "Const"});
            std::string sizes;
            for (const std::int64_t size : weight.shape) sizes += (sizes.empty() ? "" : ", ") + std::to_string(size);
            manifest += manifest.empty() ? "" : ", ";
            manifest += R"({"name": ")" + weight.name + R"(", "shape": [)" + sizes + R"(], "dtype": ")" + weight.type +
                        '"' + (weight.quantisation.empty() ? "" : R"(, "quantization": )" + weight.quantisation) + "}";
        }
        return R"({"format": "graph-model", "modelTopology": {"node": [)" + described +
               R"(]}, "weightsManifest": [{"paths": ["one.bin"], "weights": [)" + manifest + "]}]}";
    }
    [[nodiscard]] files::Bytes shard() const {
        files::Bytes bytes;
        for (const MadeUpWeight& weight : weights) bytes.insert(bytes.end(), weight.data.begin(), weight.data.end());
        return bytes;
    }
    [[nodiscard]] importers::tfjs::Model read() const { return read_as(json(), shard()); }

    static importers::tfjs::Model read_as(const std::string& json, const files::Bytes& shard) {
        return {files::Bytes(json.begin(), json.end()), [&](const std::string&) { return shard; }};
    }
};

}  // namespace mllab::testing
