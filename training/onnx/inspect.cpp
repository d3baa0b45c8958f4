#include "training/onnx/inspect.hpp"

#include <format>
#include <set>

#include "training/files/files.hpp"
#include "training/onnx/verify.hpp"

namespace mllab::onnx_writer {

namespace {

std::string type_name(int type) {
    using T = onnx::TensorProto;
    switch (type) {
        case T::FLOAT:
            return "float32";
        case T::BOOL:
            return "bool";
        default: {
            std::string name = T::DataType_IsValid(type) ? T::DataType_Name(static_cast<T::DataType>(type)) : "unknown";
            for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
            return name;
        }
    }
}

ValueSummary summary(const onnx::ValueInfoProto& info) {
    const auto& tensor = info.type().tensor_type();
    std::string shape;
    for (const auto& dim : tensor.shape().dim()) {
        const std::string open = dim.dim_param().empty() ? "any" : dim.dim_param();
        shape += (shape.empty() ? "" : ", ") + (dim.has_dim_value() ? std::to_string(dim.dim_value()) : open);
    }
    return {.name = info.name(),
            .type = type_name(tensor.elem_type()),
            .shape = "[" + shape + "]",
            .meaning = info.doc_string()};
}

bool is_weight(const onnx::TensorProto& tensor) {
    using T = onnx::TensorProto;
    const bool real =
        tensor.data_type() == T::FLOAT || tensor.data_type() == T::FLOAT16 || tensor.data_type() == T::INT8;
    return real && !tensor.name().starts_with('/') && !tensor.name().ends_with(".scales");
}

std::string to_text(const std::vector<ValueSummary>& values, const std::string& heading) {
    std::string text;
    for (const ValueSummary& value : values) {
        text += heading + value.name + "  " + value.type + " " + value.shape;
        text += value.meaning.empty() ? "\n" : "  " + value.meaning + "\n";
    }
    return text;
}

}  // namespace

ModelSummary inspect(const std::filesystem::path& path) {
    const files::Bytes bytes = files::read(path, largest_model_bytes);
    onnx::ModelProto model;
    try {
        model = parse_verified({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    } catch (const GraphError& error) {
        throw GraphError(path.string() + ": " + error.what());
    }
    const onnx::GraphProto& graph = model.graph();
    ModelSummary result;
    result.graph = graph.name();
    result.description = graph.doc_string();
    result.producer = model.producer_name();
    for (const auto& entry : model.metadata_props()) result.metadata.emplace_back(entry.key(), entry.value());
    result.ir_version = model.ir_version();
    result.opset = model.opset_import(0).version();
    for (const auto& input : graph.input()) result.inputs.push_back(summary(input));
    for (const auto& output : graph.output()) result.outputs.push_back(summary(output));
    std::set<std::string> names;
    for (const auto& node : graph.node()) {
        ++result.operators[node.op_type()];
        if (node.name().empty() || !names.insert(node.name()).second) result.unnamed.push_back(node.op_type());
    }
    for (const auto& tensor : graph.initializer()) {
        std::int64_t count = is_weight(tensor) ? 1 : 0;
        for (const std::int64_t dim : tensor.dims()) count *= dim;
        result.parameters += count;
    }
    result.bytes = bytes.size();
    return result;
}

std::string with_node_names(std::string_view bytes) {
    (void)parse_verified(bytes);  // which adds the shapes that it infers
    onnx::ModelProto model;
    if (!model.ParseFromString(std::string(bytes))) throw GraphError("the model cannot be read");
    for (auto& node : *model.mutable_graph()->mutable_node())
        if (node.name().empty()) node.set_name(node.output(0));
    std::string named;
    if (!model.SerializeToString(&named)) throw GraphError("the model cannot be serialised");
    return named;
}

std::string to_text(const ModelSummary& summary) {
    std::string text = "graph       " + summary.graph + "\n";
    if (!summary.description.empty()) text += "description " + summary.description + "\n";
    text += "producer    " + summary.producer + "\n";
    for (const auto& [key, value] : summary.metadata) text += std::format("metadata    {}: {}\n", key, value);
    text += "versions    IR " + std::to_string(summary.ir_version) + ", opset " + std::to_string(summary.opset) + "\n";
    text += to_text(summary.inputs, "input       ") + to_text(summary.outputs, "output      ");
    for (const auto& [op, count] : summary.operators) text += std::format("operator    {} × {}\n", op, count);
    if (!summary.unnamed.empty()) text += std::format("without name {} nodes\n", summary.unnamed.size());
    text += "parameters  " + std::to_string(summary.parameters) + "\n";
    text += "bytes       " + std::to_string(summary.bytes) + "\n";
    return text;
}

}  // namespace mllab::onnx_writer
