#include "training/onnx/graph_builder.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "training/onnx/graph_impl.hpp"

namespace mllab::onnx_writer {

namespace {

void require_name(const std::string& name) {
    const auto allowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
    };
    const bool starts_well = !name.empty() && name[0] != '.' && std::isdigit(static_cast<unsigned char>(name[0])) == 0;
    if (!starts_well || !std::ranges::all_of(name, allowed))
        throw GraphError("\"" + name + "\" is no name for a value; letters, digits, _ and . are");
}

Dims fixed_dims(const core::Shape& shape) { return {shape.begin(), shape.end()}; }

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

void require_count(const std::string& what, std::size_t given, const core::Shape& shape) {
    if (static_cast<std::int64_t>(given) != core::element_count(shape))
        throw GraphError(what + " of shape " + core::to_string(shape) + " cannot be made of " + std::to_string(given) +
                         " numbers");
}

std::vector<Value> values(const std::vector<RecordPtr>& records) { return {records.begin(), records.end()}; }

}  // namespace

Value GraphBuilder::Impl::declare(const std::string& name, DType type, const Dims& dims) {
    if (!names.insert(name).second) throw GraphError("the name \"" + name + "\" is taken");
    return Value(std::make_shared<Value::Record>(
        Value::Record{.graph = token, .name = name, .type = type, .dims = dims, .meaning = ""}));
}

Value GraphBuilder::Impl::initialiser(const std::string& name, DType type, const core::Shape& shape,
                                      std::string bytes) {
    Value value = declare(name, type, fixed_dims(shape));
    initialisers.push_back({.value = owned(value), .bytes = std::move(bytes)});
    return value;
}

std::string GraphBuilder::Impl::fresh_name(const std::string& op) {
    const std::string kind = lower(op);
    return "/" + kind + "_" + std::to_string(++counts[kind]);
}

const RecordPtr& GraphBuilder::Impl::owned(const Value& value) const {
    if (value.record_->graph != token) throw GraphError("the value \"" + value.name() + "\" belongs to another graph");
    return value.record_;
}

std::vector<Value> GraphBuilder::Impl::emit_many(const std::string& op,
                                                 const std::vector<std::optional<Value>>& inputs_,
                                                 const std::vector<std::pair<DType, Dims>>& results,
                                                 Attributes attributes) {
    Node node{.op = op, .inputs = {}, .outputs = {}, .attributes = std::move(attributes)};
    for (const auto& value : inputs_) node.inputs.push_back(value ? owned(*value) : nullptr);
    const std::string name = fresh_name(op);
    std::vector<Value> values;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const std::string suffix = results.size() == 1 ? "" : "/" + std::to_string(i);
        values.push_back(declare(name + suffix, results[i].first, results[i].second));
        node.outputs.push_back(owned(values.back()));
        node.outputs.back()->is_node_output = true;
    }
    nodes.push_back(std::move(node));
    return values;
}

Value GraphBuilder::Impl::emit(const std::string& op, const std::vector<std::optional<Value>>& inputs_, DType type,
                               const Dims& dims, Attributes attributes) {
    return emit_many(op, inputs_, {{type, dims}}, std::move(attributes)).front();
}

void GraphBuilder::Impl::rename(const Value& value, const std::string& name) {
    names.erase(value.name());
    names.insert(name);
    owned(value)->name = name;
}

Value GraphBuilder::Impl::stored(GraphBuilder& builder, const std::string& name, std::span<const float> values,
                                 const core::Shape& shape, Storage storage) {
    switch (storage.kind()) {
        case Storage::Kind::float32:
            break;
        case Storage::Kind::float16: {
            std::vector<std::uint16_t> halves(values.size());
            std::ranges::transform(values, halves.begin(), float_to_half);
            return builder.cast(initialiser(name + ".half", DType::float16, shape,
                                            little_endian(std::span<const std::uint16_t>(halves))),
                                DType::float32);
        }
        case Storage::Kind::int8: {
            const Int8Weights q = quantised(values, shape, storage.axis());
            core::Shape scale_shape(shape.size(), 1);
            scale_shape[storage.axis()] = shape[storage.axis()];
            const Value steps =
                initialiser(name + ".steps", DType::int8, shape, little_endian(std::span<const std::int8_t>(q.values)));
            const Value scales = initialiser(name + ".scales", DType::float32, scale_shape,
                                             little_endian(std::span<const float>(q.scales)));
            return builder.mul(builder.cast(steps, DType::float32), scales);
        }
    }
    return initialiser(fresh_name("weight"), DType::float32, shape, little_endian(values));
}

Value GraphBuilder::Impl::int64s(const std::string& what, const std::vector<std::int64_t>& values) {
    return initialiser(fresh_name(what), DType::int64, {static_cast<std::int64_t>(values.size())},
                       little_endian(std::span<const std::int64_t>(values)));
}

GraphBuilder::GraphBuilder(const std::string& id, const std::string& description) : impl_(std::make_unique<Impl>()) {
    require_name(id);
    impl_->id = id;
    impl_->description = description;
    metadata("model", id);
}
GraphBuilder::~GraphBuilder() = default;
GraphBuilder::GraphBuilder(GraphBuilder&&) noexcept = default;
GraphBuilder& GraphBuilder::operator=(GraphBuilder&&) noexcept = default;

void GraphBuilder::metadata(const std::string& key, const std::string& value) {
    if (key.empty() || std::ranges::any_of(impl_->metadata, [&](const auto& entry) { return entry.first == key; }))
        throw GraphError("the metadata key \"" + key + "\" is empty or already there");
    impl_->metadata.emplace_back(key, value);
}

Value GraphBuilder::input(const std::string& name, DType type, const Dims& dims, const std::string& meaning) {
    require_name(name);
    Value value = impl_->declare(name, type, dims);
    impl_->owned(value)->meaning = meaning;
    impl_->inputs.push_back(impl_->owned(value));
    return value;
}

Value GraphBuilder::weight(const std::string& name, std::span<const float> values, const core::Shape& shape,
                           Storage storage) {
    require_name(name);
    require_count("the weight \"" + name + "\"", values.size(), shape);
    if (values.empty()) throw GraphError("the weight \"" + name + "\" is empty");
    if (!std::ranges::all_of(values, [](float v) { return std::isfinite(v); }))
        throw GraphError("the weight \"" + name + "\" holds a number that is not finite; did the training diverge?");
    if (impl_->names.contains(name)) throw GraphError("the name \"" + name + "\" is taken");
    Value value = impl_->stored(*this, name, values, shape, storage);
    impl_->rename(value, name);
    impl_->weights.insert(impl_->owned(value));
    impl_->parameters += static_cast<std::int64_t>(values.size());
    return value;
}

Value GraphBuilder::constant(std::span<const float> values, const core::Shape& shape) {
    require_count("a constant", values.size(), shape);
    return impl_->initialiser(impl_->fresh_name("constant"), DType::float32, shape, little_endian(values));
}

Value GraphBuilder::constant(std::span<const std::int64_t> values, const core::Shape& shape) {
    require_count("a constant", values.size(), shape);
    return impl_->initialiser(impl_->fresh_name("constant"), DType::int64, shape, little_endian(values));
}

Value GraphBuilder::scalar(float value) { return constant(std::span<const float>(&value, 1), {}); }

Value GraphBuilder::whole_scalar(std::int64_t value) { return constant(std::span<const std::int64_t>(&value, 1), {}); }

Value GraphBuilder::output(const std::string& name, const Value& value, const std::string& meaning) {
    require_name(name);
    const RecordPtr given = impl_->owned(value);
    if (impl_->names.contains(name)) throw GraphError("the name \"" + name + "\" is taken");
    // A node's result is renamed; an input, a weight or what already is an output needs a node that copies it.
    Value result = given->is_node_output && !given->is_output && given->name.starts_with('/') ? value : identity(value);
    impl_->rename(result, name);
    const RecordPtr& record = impl_->owned(result);
    record->meaning = meaning;
    record->is_output = true;
    impl_->outputs.push_back(record);
    return result;
}

std::vector<Value> GraphBuilder::inputs() const { return values(impl_->inputs); }

std::vector<Value> GraphBuilder::outputs() const { return values(impl_->outputs); }

std::int64_t GraphBuilder::parameter_count() const { return impl_->parameters; }

}  // namespace mllab::onnx_writer
