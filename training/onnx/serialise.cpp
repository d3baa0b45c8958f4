// From the builder's record to the file: protobuf messages, verification, bytes, and the file put in place as a whole.
#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "training/files/files.hpp"
#include "training/onnx/graph_impl.hpp"
#include "training/onnx/verify.hpp"

namespace mllab::onnx_writer {

namespace {

void describe(onnx::ValueInfoProto& info, const Value::Record& record) {
    info.set_name(record.name);
    if (!record.meaning.empty()) info.set_doc_string(record.meaning);
    auto& type = *info.mutable_type()->mutable_tensor_type();
    type.set_elem_type(static_cast<int>(onnx_type(record.type)));
    auto& shape = *type.mutable_shape();
    for (const Dim& dim : record.dims) {
        if (dim.is_dynamic())
            shape.add_dim()->set_dim_param(dim.name());
        else
            shape.add_dim()->set_dim_value(dim.size());
    }
}

struct AttributeWriter {
    onnx::AttributeProto& proto;
    void operator()(std::int64_t value) const {
        proto.set_type(onnx::AttributeProto::INT);
        proto.set_i(value);
    }
    void operator()(float value) const {
        proto.set_type(onnx::AttributeProto::FLOAT);
        proto.set_f(value);
    }
    void operator()(const std::vector<std::int64_t>& values) const {
        proto.set_type(onnx::AttributeProto::INTS);
        proto.mutable_ints()->Add(values.begin(), values.end());
    }
    void operator()(const std::string& value) const {
        proto.set_type(onnx::AttributeProto::STRING);
        proto.set_s(value);
    }
};

// The nodes that some output needs, in their order. What else a recipe made (a result nobody took) is left out.
std::vector<const Node*> needed_nodes(const std::vector<Node>& nodes, std::set<RecordPtr>& needed) {
    std::vector<const Node*> result;
    for (const Node& node : std::views::reverse(nodes)) {
        if (!std::ranges::any_of(node.outputs, [&](const auto& value) { return needed.contains(value); })) continue;
        for (const RecordPtr& input : node.inputs) {
            if (input) needed.insert(input);
        }
        result.push_back(&node);
    }
    std::ranges::reverse(result);
    return result;
}

// Where ONNX's shape inference and the builder's own differ, one of them is wrong about the model.
void compare_shapes(const onnx::GraphProto& graph, const std::vector<const Node*>& nodes) {
    std::map<std::string, const onnx::TypeProto*> inferred;
    for (const auto& info : graph.value_info()) inferred.emplace(info.name(), &info.type());
    for (const auto& info : graph.output()) inferred.emplace(info.name(), &info.type());
    for (const Node* node : nodes) {
        for (const RecordPtr& value : node->outputs) {
            onnx::ValueInfoProto expected;
            describe(expected, *value);
            const auto found = inferred.find(value->name);
            const std::string what = "the result \"" + value->name + "\" of " + node->op;
            if (found == inferred.end()) throw GraphError("ONNX cannot tell the shape of " + what);
            const auto& ours = expected.type().tensor_type();
            const auto& theirs = found->second->tensor_type();
            bool same = ours.elem_type() == theirs.elem_type() && theirs.has_shape() &&
                        ours.shape().dim_size() == theirs.shape().dim_size();
            for (int i = 0; same && i < ours.shape().dim_size(); ++i) {
                const auto& mine = ours.shape().dim(i);
                const auto& other = theirs.shape().dim(i);
                same = mine.has_dim_value() ? other.has_dim_value() && other.dim_value() == mine.dim_value()
                                            : !other.has_dim_value();
            }
            if (!same)
                throw GraphError("ONNX understands " + what + " differently: " + theirs.ShortDebugString() +
                                 " instead of " + to_string(value->type) + " " + to_string(value->dims));
        }
    }
}

}  // namespace

std::int64_t onnx_type(DType type) {
    switch (type) {
        case DType::float32:
            return onnx::TensorProto::FLOAT;
        case DType::float16:
            return onnx::TensorProto::FLOAT16;
        case DType::int64:
            return onnx::TensorProto::INT64;
        case DType::int32:
            return onnx::TensorProto::INT32;
        case DType::int8:
            return onnx::TensorProto::INT8;
        case DType::uint8:
            return onnx::TensorProto::UINT8;
        case DType::boolean:
            return onnx::TensorProto::BOOL;
    }
    throw GraphError("no such element type");
}

std::string GraphBuilder::serialised() const {
    if (impl_->outputs.empty()) throw GraphError("the graph \"" + impl_->id + "\" has no outputs");
    std::set<RecordPtr> needed(impl_->outputs.begin(), impl_->outputs.end());
    const std::vector<const Node*> nodes = needed_nodes(impl_->nodes, needed);
    for (const RecordPtr& value : impl_->inputs) {
        if (!needed.contains(value)) throw GraphError("the input \"" + value->name + "\" leads to no output");
    }
    for (const RecordPtr& value : impl_->weights) {
        if (!needed.contains(value)) throw GraphError("the weight \"" + value->name + "\" leads to no output");
    }

    onnx::ModelProto model;
    model.set_ir_version(newest_ir);
    model.set_producer_name("ML Lab");
    model.add_opset_import()->set_version(newest_opset);
    for (const auto& [key, value] : impl_->metadata) {
        auto& entry = *model.add_metadata_props();
        entry.set_key(key);
        entry.set_value(value);
    }
    auto& graph = *model.mutable_graph();
    graph.set_name(impl_->id);
    if (!impl_->description.empty()) graph.set_doc_string(impl_->description);
    for (const RecordPtr& value : impl_->inputs) describe(*graph.add_input(), *value);
    for (const RecordPtr& value : impl_->outputs) describe(*graph.add_output(), *value);
    for (const Initialiser& initialiser : impl_->initialisers) {
        if (!needed.contains(initialiser.value)) continue;
        auto& tensor = *graph.add_initializer();
        tensor.set_name(initialiser.value->name);
        tensor.set_data_type(static_cast<int>(onnx_type(initialiser.value->type)));
        for (const Dim& dim : initialiser.value->dims) tensor.add_dims(dim.size());
        tensor.set_raw_data(initialiser.bytes);
    }
    for (const Node* node : nodes) {
        auto& proto = *graph.add_node();
        proto.set_op_type(node->op);
        proto.set_name(node->outputs.front()->name);
        for (const RecordPtr& input : node->inputs) proto.add_input(input ? input->name : "");
        for (const RecordPtr& output : node->outputs) proto.add_output(output->name);
        for (const auto& [name, value] : node->attributes) {
            auto& attribute = *proto.add_attribute();
            attribute.set_name(name);
            std::visit(AttributeWriter{attribute}, value);
        }
    }

    std::string bytes;
    // The project's messages hold no maps, so one compiler and one library version give one sequence of bytes.
    if (!model.SerializeToString(&bytes)) throw GraphError("the graph \"" + impl_->id + "\" cannot be serialised");
    const onnx::ModelProto verified = parse_verified(bytes);
    compare_shapes(verified.graph(), nodes);
    return bytes;
}

std::size_t GraphBuilder::write(const std::filesystem::path& path) const {
    const std::string bytes = serialised();
    files::write_atomically(path, bytes);
    return bytes.size();
}

}  // namespace mllab::onnx_writer
