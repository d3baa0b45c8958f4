#include "training/onnx/verify.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/logging.h>
#include <onnx/checker.h>
#include <onnx/shape_inference/implementation.h>

#include <algorithm>
#include <set>

#include "training/onnx/isolated.hpp"
#include "training/onnx/types.hpp"

namespace mllab::onnx_writer {

namespace {

constexpr std::int64_t largest_tensor = std::int64_t{1} << 28;  // elements
constexpr int most_nodes = 100'000;

// Bytes of one element in raw_data, or the number of entries that `tensor` keeps in its typed field instead.
struct Storage {
    std::int64_t bytes;
    std::int64_t typed_entries;
};

Storage storage(const onnx::TensorProto& tensor) {
    using T = onnx::TensorProto;
    switch (tensor.data_type()) {
        case T::FLOAT:
            return {4, tensor.float_data_size()};
        case T::DOUBLE:
            return {8, tensor.double_data_size()};
        case T::INT64:
            return {8, tensor.int64_data_size()};
        case T::INT32:
            return {4, tensor.int32_data_size()};
        case T::FLOAT16:
            return {2, tensor.int32_data_size()};
        case T::INT8:
        case T::UINT8:
        case T::BOOL:
            return {1, tensor.int32_data_size()};
        default:
            throw GraphError("the tensor \"" + tensor.name() + "\" has the element type " +
                             std::to_string(tensor.data_type()) + ", which this project does not use");
    }
}

void check_tensor(const onnx::TensorProto& tensor) {
    const std::string what = "the tensor \"" + tensor.name() + "\"";
    if (tensor.data_location() != onnx::TensorProto::DEFAULT || tensor.external_data_size() != 0)
        throw GraphError(what + " keeps its numbers in another file");
    if (tensor.has_segment()) throw GraphError(what + " is only a part of a tensor");
    std::int64_t count = 1;
    for (const std::int64_t dim : tensor.dims()) {
        if (dim < 0) throw GraphError(what + " has a negative dimension");
        if (__builtin_mul_overflow(count, dim, &count) || count > largest_tensor)
            throw GraphError(what + " is too large");
    }
    const Storage stored = storage(tensor);
    const bool raw = tensor.has_raw_data();
    const std::int64_t given = raw ? static_cast<std::int64_t>(tensor.raw_data().size()) : stored.typed_entries;
    const std::int64_t expected = raw ? count * stored.bytes : count;
    if (given != expected)
        throw GraphError(what + " should hold " + std::to_string(expected) + (raw ? " bytes" : " numbers") +
                         " but holds " + std::to_string(given));
    if (raw && stored.typed_entries != 0) throw GraphError(what + " holds its numbers twice");
}

void check_declared(const onnx::ValueInfoProto& value) {
    const std::string what = "the value \"" + value.name() + "\"";
    if (!value.has_type() || !value.type().has_tensor_type()) throw GraphError(what + " is no tensor");
    const auto& type = value.type().tensor_type();
    if (!type.has_shape()) throw GraphError(what + " has no shape");
    std::int64_t count = 1;
    for (const auto& dim : type.shape().dim()) {
        if (!dim.has_dim_value()) continue;
        if (dim.dim_value() < 0) throw GraphError(what + " has a negative dimension");
        if (__builtin_mul_overflow(count, dim.dim_value(), &count) || count > largest_tensor)
            throw GraphError(what + " is too large");
    }
}

// Kernels, strides and their like, whichever operator has them: positive and of a size that arithmetic survives.
void check_window(const onnx::NodeProto& node, const onnx::AttributeProto& attribute) {
    constexpr std::int64_t most = 1 << 20;
    const std::string& name = attribute.name();
    const bool window = name == "kernel_shape" || name == "strides" || name == "dilations";
    if (!window && name != "pads" && name != "group") return;
    const std::int64_t least = name == "pads" ? 0 : 1;
    const auto fits = [&](std::int64_t value) { return value >= least && value <= most; };
    const bool good = name == "group" ? fits(attribute.i())
                                      : attribute.ints_size() > 0 && std::ranges::all_of(attribute.ints(), fits);
    if (!good) throw GraphError("the operator " + node.op_type() + " has " + name + " that make no sense");
}

void check_node(const onnx::NodeProto& node) {
    if (!node.domain().empty() && node.domain() != "ai.onnx")
        throw GraphError("the operator " + node.op_type() + " of \"" + node.domain() + "\" is not a standard one");
    for (const auto& attribute : node.attribute()) {
        if (attribute.has_g() || attribute.graphs_size() != 0)
            throw GraphError("the operator " + node.op_type() + " contains a graph; only plain graphs are accepted");
        if (attribute.has_sparse_tensor() || attribute.sparse_tensors_size() != 0)
            throw GraphError("the operator " + node.op_type() + " contains a sparse tensor");
        check_window(node, attribute);
        if (attribute.has_t()) check_tensor(attribute.t());
        for (const auto& tensor : attribute.tensors()) check_tensor(tensor);
    }
}

// ONNX's checker looks at the order too; doing it here first keeps hostile graphs away from its deeper code.
void check_order(const onnx::GraphProto& graph) {
    std::set<std::string> known;
    const auto define = [&](const std::string& name) {
        if (name.empty()) throw GraphError("a value has no name");
        if (!known.insert(name).second) throw GraphError("the value \"" + name + "\" is defined twice");
    };
    for (const auto& input : graph.input()) define(input.name());
    for (const auto& tensor : graph.initializer()) {
        // Older files list initialisers among the inputs, as their default values.
        const bool is_default =
            std::ranges::any_of(graph.input(), [&](const auto& i) { return i.name() == tensor.name(); });
        if (!is_default) define(tensor.name());
    }
    for (const auto& node : graph.node()) {
        for (const auto& name : node.input()) {
            if (!name.empty() && !known.contains(name))
                throw GraphError("the operator " + node.op_type() + " reads \"" + name +
                                 "\", which nothing before it computes (a cycle, or a missing part)");
        }
        for (const auto& name : node.output()) {
            if (!name.empty()) define(name);
        }
    }
    std::set<std::string> outputs;
    for (const auto& output : graph.output()) {
        if (!known.contains(output.name())) throw GraphError("nothing computes the output \"" + output.name() + "\"");
        if (!outputs.insert(output.name()).second)
            throw GraphError("the output \"" + output.name() + "\" is named twice");
    }
    if (outputs.empty()) throw GraphError("the model has no outputs");
}

void check_header(const onnx::ModelProto& model) {
    if (!model.has_graph()) throw GraphError("the model has no graph");
    if (model.ir_version() < oldest_ir || model.ir_version() > newest_ir)
        throw GraphError("the model's IR version is " + std::to_string(model.ir_version()) + "; " +
                         std::to_string(oldest_ir) + " to " + std::to_string(newest_ir) + " are accepted");
    if (model.opset_import_size() != 1 ||
        (!model.opset_import(0).domain().empty() && model.opset_import(0).domain() != "ai.onnx"))
        throw GraphError("the model must import the standard operators and no others");
    const std::int64_t opset = model.opset_import(0).version();
    if (opset < oldest_opset || opset > newest_opset)
        throw GraphError("the model's operator set is " + std::to_string(opset) + "; " + std::to_string(oldest_opset) +
                         " to " + std::to_string(newest_opset) + " are accepted");
    if (model.functions_size() != 0 || model.training_info_size() != 0)
        throw GraphError("the model contains functions or a training graph; only plain graphs are accepted");
    if (model.graph().sparse_initializer_size() != 0) throw GraphError("the model contains sparse tensors");
    if (model.graph().node_size() > most_nodes) throw GraphError("the model has more operators than any of ours");
}

// A graph that holds nothing but outputs and value_info, every shape inferred.
std::string judged_by_onnx(onnx::ModelProto model) {
    onnx::checker::check_model(model);
    const onnx::ShapeInferenceOptions strict(/*check_type_val=*/true, /*strict_mode_val=*/1, /*data_prop_val=*/true);
    onnx::shape_inference::InferShapes(model, onnx::OpSchemaRegistry::Instance(), strict);
    onnx::GraphProto answer;
    answer.mutable_value_info()->Swap(model.mutable_graph()->mutable_value_info());
    answer.mutable_output()->Swap(model.mutable_graph()->mutable_output());
    return answer.SerializeAsString();
}

}  // namespace

void verify(onnx::ModelProto& model) {
    check_header(model);
    const onnx::GraphProto& graph = model.graph();
    for (const auto& tensor : graph.initializer()) check_tensor(tensor);
    for (const auto& value : graph.input()) check_declared(value);
    for (const auto& value : graph.output()) check_declared(value);
    for (const auto& value : graph.value_info()) check_declared(value);
    for (const auto& node : graph.node()) check_node(node);
    check_order(graph);
    std::string judged;
    try {
        judged = isolated([&] { return judged_by_onnx(model); });
    } catch (const GraphError& error) {
        throw GraphError("ONNX refuses the model: " + std::string(error.what()));
    }
    onnx::GraphProto inferred;
    if (!inferred.ParseFromString(judged)) throw GraphError("ONNX's shape inference gave no answer");
    model.mutable_graph()->mutable_value_info()->Swap(inferred.mutable_value_info());
    model.mutable_graph()->mutable_output()->Swap(inferred.mutable_output());
}

onnx::ModelProto parse_verified(std::string_view bytes) {
    if (bytes.size() > largest_model_bytes)
        throw GraphError("a model of " + std::to_string(bytes.size()) + " bytes is larger than any of ours");
    onnx::ModelProto model;
    const google::protobuf::LogSilencer quiet;  // the exception says it
    google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                                  static_cast<int>(bytes.size()));
    stream.SetRecursionLimit(32);
    if (bytes.empty() || !model.ParseFromCodedStream(&stream) || !stream.ConsumedEntireMessage())
        throw GraphError("these bytes are no ONNX model, or only a part of one");
    verify(model);
    return model;
}

}  // namespace mllab::onnx_writer
