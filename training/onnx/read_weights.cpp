#include "training/onnx/read_weights.hpp"

#include <bit>
#include <cstring>

#include "training/files/files.hpp"
#include "training/onnx/verify.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::onnx_writer {

namespace {

static_assert(std::endian::native == std::endian::little, "the numbers in a file are read as they lie there");

// `parse_verified` has made sure that the bytes match the shape.
template <typename Number>
std::vector<Number> numbers(const onnx::TensorProto& tensor) {
    const std::string& raw = tensor.raw_data();
    std::vector<Number> values(raw.size() / sizeof(Number));
    std::memcpy(values.data(), raw.data(), values.size() * sizeof(Number));
    return values;
}

core::Shape shape_of(const onnx::TensorProto& tensor) { return {tensor.dims().begin(), tensor.dims().end()}; }

// The axis along which the scales lie: the one that is not 1, or the first where all are.
std::size_t scaled_axis(const onnx::TensorProto& scales) {
    for (int i = 0; i < scales.dims_size(); ++i)
        if (scales.dims(i) != 1) return static_cast<std::size_t>(i);
    return 0;
}

std::map<std::string, ReadWeight> weights_in(const onnx::GraphProto& graph) {
    using T = onnx::TensorProto;
    constexpr std::string_view half = ".half";
    constexpr std::string_view steps = ".steps";
    std::map<std::string, const T*> tensors;
    for (const T& tensor : graph.initializer()) tensors.emplace(tensor.name(), &tensor);
    std::map<std::string, ReadWeight> weights;
    for (const auto& [name, tensor] : tensors) {
        if (tensor->raw_data().empty()) continue;  // not one of ours
        const core::Shape shape = shape_of(*tensor);
        if (tensor->data_type() == T::FLOAT) {
            weights[name] = {.shape = shape, .values = numbers<float>(*tensor)};
        } else if (tensor->data_type() == T::FLOAT16 && name.ends_with(half)) {
            std::vector<float> values;
            for (const std::uint16_t bits : numbers<std::uint16_t>(*tensor)) values.push_back(half_to_float(bits));
            weights[name.substr(0, name.size() - half.size())] = {.shape = shape, .values = std::move(values)};
        } else if (tensor->data_type() == T::INT8 && name.ends_with(steps)) {
            const std::string whole = name.substr(0, name.size() - steps.size());
            const auto scales = tensors.find(whole + ".scales");
            if (scales == tensors.end() || scales->second->data_type() != T::FLOAT)
                throw GraphError("the weight \"" + whole + "\" has no scales");
            weights[whole] = {.shape = shape,
                              .values = dequantised(numbers<std::int8_t>(*tensor), numbers<float>(*scales->second),
                                                    shape, scaled_axis(*scales->second))};
        }
    }
    return weights;
}

}  // namespace

const ReadWeight& ReadWeights::at(const std::string& name) const {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) throw GraphError("there is no weight \"" + name + "\"");
    return found->second;
}

const core::Shape& ReadWeights::shape_of(const std::string& name) const { return at(name).shape; }

const std::vector<float>& ReadWeights::of(const std::string& name, const core::Shape& shape) const {
    const ReadWeight& weight = at(name);
    if (weight.shape != shape)
        throw GraphError("the weight \"" + name + "\" has the shape " + core::to_string(weight.shape) + ", not " +
                         core::to_string(shape));
    return weight.values;
}

ReadWeights read_weights(const std::filesystem::path& path) {
    const files::Bytes bytes = files::read(path, largest_model_bytes);
    try {
        const onnx::ModelProto model = parse_verified({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return ReadWeights(weights_in(model.graph()));
    } catch (const GraphError& error) {
        throw GraphError(path.string() + ": " + error.what());
    }
}

}  // namespace mllab::onnx_writer
