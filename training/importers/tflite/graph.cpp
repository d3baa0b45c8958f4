#include "training/importers/tflite/graph.hpp"

#include <algorithm>
#include <format>
#include <ranges>

#include "training/importers/import_error.hpp"
#include "training/importers/tflite/kernel.hpp"

namespace mllab::importers::tflite {

namespace {

using onnx_writer::Dims;
using onnx_writer::DType;
using onnx_writer::GraphBuilder;
using onnx_writer::Value;

class Writer {
 public:
    Writer(const Model& model, GraphBuilder& graph, const GraphPlan& plan)
        : model_(model), graph_(graph), plan_(plan), made_(model.tensors().size()) {}

    void write() {
        if (plan_.inputs.size() != model_.inputs().size())
            throw ImportError(
                std::format("{} names for the model's {} inputs", plan_.inputs.size(), model_.inputs().size()));
        for (std::size_t i = 0; i < plan_.inputs.size(); ++i) {
            const core::Shape& shape = model_.tensors()[model_.inputs()[i]].shape;
            const bool first = shape.size() == 4;
            const auto& [name, meaning] = plan_.inputs[i];
            if (plan_.any_number && (shape.empty() || shape[0] != 1))
                throw ImportError(std::format("input {}: {} is not one of something, so it cannot be any number", i,
                                              core::to_string(shape)));
            made_[model_.inputs()[i]] =
                Made{.value = graph_.input(name, DType::float32, computed_dims(shape, first), meaning),
                     .channels_first = first};
        }
        const std::vector<bool> needed = needed_operators();
        for (std::size_t i = 0; i < needed.size(); ++i)
            if (needed[i]) write(model_.operators()[i]);
        for (const auto& [tensor, name, meaning] : plan_.outputs)
            graph_.output(name, channels_last(at(tensor, name)), meaning);
    }

 private:
    struct Made {
        Value value;
        bool channels_first;  // of a tensor of four axes; otherwise as TensorFlow has it
    };

    Dims computed_dims(const core::Shape& shape, bool channels_first) const {
        Dims dims(shape.begin(), shape.end());
        if (channels_first) dims = {shape[0], shape[3], shape[1], shape[2]};
        if (plan_.any_number && !shape.empty() && shape[0] == 1) dims[0] = onnx_writer::dynamic("N");
        return dims;
    }

    std::vector<bool> needed_operators() const {
        std::vector<bool> wanted(model_.tensors().size());
        for (const auto& output : plan_.outputs) wanted.at(output.tensor) = true;
        std::vector<bool> needed(model_.operators().size());
        for (std::size_t i = needed.size(); i-- > 0;) {
            const Operator& one = model_.operators()[i];
            needed[i] = wanted[one.output];
            for (const auto& input : one.inputs)
                if (needed[i] && input) wanted[*input] = true;
        }
        return needed;
    }

    void write(const Operator& one) {
        try {
            Made result = std::visit([&](const auto& options) { return make(one, options); }, one.options);
            const core::Shape& shape = model_.tensors()[one.output].shape;
            const bool first = result.channels_first && shape.size() == 4;
            const Dims expected = computed_dims(shape, first);
            if (result.value.dims() != expected)
                throw ImportError(std::format("{}: its result is {}, the file says {}", one.place,
                                              to_string(result.value.dims()), to_string(expected)));
            made_[one.output] = result;
        } catch (const onnx_writer::GraphError& error) {
            throw ImportError(std::format("{}: {}", one.place, error.what()));
        }
    }

    Made make(const Operator& one, const Conv2d& options) {
        return convolution(one, options.window, options.activation, std::nullopt);
    }

    Made make(const Operator& one, const DepthwiseConv2d& options) {
        return convolution(one, options.window, options.activation, options.depth_multiplier);
    }

    Made make(const Operator& one, const Add& options) {
        std::vector<Made> parts = parts_of(one);
        if (!std::ranges::all_of(parts, &Made::channels_first))
            for (Made& part : parts) part = {.value = channels_last(part), .channels_first = false};
        return {.value = activated(graph_.add(parts[0].value, parts[1].value), options.activation),
                .channels_first = parts[0].channels_first};
    }

    Made make(const Operator& one, const Concatenation& options) {
        const std::vector<Made> parts = parts_of(one);
        const bool first = std::ranges::all_of(parts, &Made::channels_first);
        std::vector<Value> values;
        for (const Made& part : parts) values.push_back(first ? part.value : channels_last(part));
        std::int64_t axis =
            options.axis < 0 ? options.axis + static_cast<std::int64_t>(values[0].rank()) : options.axis;
        if (first && axis >= 1 && axis <= 3) axis = axis == 3 ? 1 : axis + 1;
        return {.value = activated(graph_.concat(values, axis), options.activation), .channels_first = first};
    }

    Made make(const Operator& one, const Reshape&) {
        return {.value = graph_.reshape(channels_last(at(*one.inputs[0], one.place)),
                                        computed_dims(model_.tensors()[one.output].shape, false)),
                .channels_first = false};
    }

    // With a depth multiplier: depthwise.
    Made convolution(const Operator& one, const Window& window, Activation activation,
                     std::optional<std::int64_t> depth_multiplier) {
        const Made& input = at(*one.inputs[0], one.place);
        if (input.value.rank() != 4) throw ImportError(one.place + ": it wants pictures, tensors of four axes");
        const Value x = input.channels_first ? input.value : graph_.transpose(input.value, {0, 3, 1, 2});
        const Kernel kernel = kernel_of(model_, one);
        if (depth_multiplier && kernel.shape[0] != x.dims()[1].size() * *depth_multiplier)
            throw ImportError(std::format("{}: {} maps of {} channels contradict its depth multiplier", one.place,
                                          kernel.shape[0], x.dims()[1].size()));
        onnx_writer::ConvOptions options{.stride = {window.stride_height, window.stride_width},
                                         .dilation = {window.dilation_height, window.dilation_width},
                                         .groups = depth_multiplier ? x.dims()[1].size() : 1};
        if (window.same)
            options.padding =
                onnx_writer::same_padding({x.dims()[2].size(), x.dims()[3].size()}, {kernel.shape[2], kernel.shape[3]},
                                          options.stride, options.dilation);
        const std::string name = std::format("conv_{}", ++convolutions_);
        const Value weight =
            graph_.weight(name + ".weight", kernel.numbers, kernel.shape, plan_.weights.of(kernel.shape));
        const Value bias = graph_.weight(name + ".bias", bias_of(model_, one, kernel.shape[0]), {kernel.shape[0]},
                                         onnx_writer::Storage::float32());
        return {.value = activated(graph_.conv2d(x, weight, bias, options), activation), .channels_first = true};
    }

    Value activated(const Value& x, Activation activation) {
        switch (activation) {
            case Activation::none:
                return x;
            case Activation::relu:
                return graph_.relu(x);
            case Activation::relu6:
                return graph_.clip(x, 0, 6);
        }
        throw ImportError("no such activation");
    }

    Value channels_last(const Made& made) {
        return made.channels_first ? graph_.transpose(made.value, {0, 2, 3, 1}) : made.value;
    }

    std::vector<Made> parts_of(const Operator& one) {
        std::vector<Made> parts;
        for (const auto& input : one.inputs) parts.push_back(at(*input, one.place));
        return parts;
    }

    const Made& at(std::size_t tensor, const std::string& place) {
        std::optional<Made>& made = made_.at(tensor);
        const Tensor& described = model_.tensors()[tensor];
        if (!made && described.is_constant())
            made = Made{.value = graph_.constant(model_.numbers(tensor), described.shape), .channels_first = false};
        if (!made) throw ImportError(std::format("{}: nothing computes “{}”", place, described.name));
        return *made;
    }

    const Model& model_;
    GraphBuilder& graph_;
    const GraphPlan& plan_;
    std::vector<std::optional<Made>> made_;
    int convolutions_ = 0;
};

}  // namespace

void write_graph(const Model& model, GraphBuilder& graph, const GraphPlan& plan) { Writer(model, graph, plan).write(); }

}  // namespace mllab::importers::tflite
