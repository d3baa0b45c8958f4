#include "training/importers/tfjs/graph.hpp"

#include <algorithm>
#include <format>
#include <set>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/convolution.hpp"
#include "training/importers/tfjs/operands.hpp"

namespace mllab::importers::tfjs {

namespace {

using onnx_writer::Dims;
using onnx_writer::DType;
using onnx_writer::GraphBuilder;
using onnx_writer::Pair;
using onnx_writer::Value;

class Writer {
 public:
    using Scales = std::map<std::size_t, Pair>;  // of the nodes that resize

    // `scales`: what is known of them already.
    Writer(const Model& model, GraphBuilder& graph, const GraphPlan& plan, Scales scales)
        : model_(model), graph_(graph), plan_(plan), scales_(std::move(scales)), made_(model.nodes().size()) {}

    void write() {
        for (const GraphPlan::Given& given : plan_.inputs) give(given);
        const std::vector<bool> needed = needed_nodes();
        for (std::size_t i = 0; i < needed.size(); ++i)
            if (needed[i] && std::holds_alternative<std::monostate>(made_[i])) write(i);
        for (const auto& [node, name, meaning] : plan_.outputs)
            graph_.output(name, value(made_[index_of(node)], axes(made_[index_of(node)]), name), meaning);
    }
    [[nodiscard]] const Scales& scales() const { return scales_; }

 private:
    [[nodiscard]] std::size_t index_of(const std::string& name) const {
        const auto index = model_.find(name);
        if (!index) throw ImportError(std::format("the graph has no node “{}”", name));
        return *index;
    }

    void give(const GraphPlan::Given& given) {
        const std::size_t index = index_of(given.node);
        const Node& node = model_.nodes()[index];
        const std::string place = node.place();
        if (node.op != "Placeholder") throw ImportError(place + ": it is no input");
        if (const auto type = attribute(node, "dtype", std::string("DT_FLOAT")); type != "DT_FLOAT" && type != "1")
            throw ImportError(std::format("{}: an input of type {} is not understood", place, type));
        auto shape = attribute(node, "shape", std::vector<std::int64_t>{});
        if (shape.empty()) throw ImportError(place + ": its shape is not known");
        if (shape[0] == -1) shape[0] = 1;
        if ((given.size || given.any_multiple_of) && shape.size() != axes_of_picture)
            throw ImportError(place + ": it is no picture, so it has no size");
        if (given.any_multiple_of) shape[1] = shape[2] = *given.any_multiple_of;
        if (given.size) {
            shape[1] = given.size->height;
            shape[2] = given.size->width;
        }
        if (std::ranges::any_of(shape, [](std::int64_t size) { return size < 1; }))
            throw ImportError(place + ": its shape has a size that is not known, or makes no sense");
        Dims dims(shape.begin(), shape.end());
        if (dims.size() == axes_of_picture) dims = {shape[0], shape[3], shape[1], shape[2]};
        if (given.any_multiple_of)
            dims = {onnx_writer::dynamic("N"), shape[3], onnx_writer::multiple("h", *given.any_multiple_of),
                    onnx_writer::multiple("w", *given.any_multiple_of)};
        require_size(dims, place);
        made_[index] = graph_.input(given.name, DType::float32, dims, given.meaning);
    }

    [[nodiscard]] std::vector<bool> needed_nodes() const {
        std::vector<bool> needed(model_.nodes().size());
        for (const auto& output : plan_.outputs) needed[index_of(output.node)] = true;
        for (std::size_t i = needed.size(); i-- > 0;)
            for (const Input& input : model_.nodes()[i].inputs)
                if (needed[i] && !input.control) needed[input.node] = true;
        return needed;
    }

    void write(std::size_t index) {
        const Node& node = model_.nodes()[index];
        const std::string place = node.place();
        try {
            Made result = make(index, node, place);
            if (const Value* computed = std::get_if<Value>(&result)) require_size(computed->dims(), place);
            made_[index] = std::move(result);
        } catch (const onnx_writer::GraphError& error) {
            throw ImportError(std::format("{}: {}", place, error.what()));
        }
    }

    Made make(std::size_t index, const Node& node, const std::string& place) {
        const std::string& op = node.op;
        if (op == "Const") {
            const Constant constant = model_.constant(node.name);
            if (constant == nullptr) throw ImportError(place + ": its numbers are not among the weights");
            return constant;
        }
        if (op == "Placeholder") throw ImportError(place + ": it is needed, but nothing is said to be put in there");
        const std::vector<Made> inputs = inputs_of(node, place);
        if (op == "Identity") return the(inputs, 1, place)[0];
        if (op == "Conv2D" || op == "_FusedConv2D") return convolution(node, inputs, false, place);
        if (op == "DepthwiseConv2dNative" || op == "FusedDepthwiseConv2dNative")
            return convolution(node, inputs, true, place);
        if (op == "Add" || op == "AddV2") return elementwise(inputs, &GraphBuilder::add, place);
        if (op == "Sub") return elementwise(inputs, &GraphBuilder::sub, place);
        if (op == "Mul") return elementwise(inputs, &GraphBuilder::mul, place);
        if (op == "Relu") return graph_.relu(only(inputs, place));
        if (op == "Relu6") return graph_.clip(only(inputs, place), 0, 6);
        if (op == "Sigmoid") return graph_.sigmoid(only(inputs, place));
        if (op == "Mean") return mean(node, inputs, place);
        if (op == "MaxPool") return max_pool(node, inputs, place);
        if (op == "ConcatV2") return concatenation(inputs, place);
        if (op == "ResizeBilinear") return resized(index, node, inputs, place);
        if (op == "Pad") return padded(inputs, place);
        throw ImportError(place + ": this operator is not understood");
    }

    Value convolution(const Node& node, const std::vector<Made>& inputs, bool depthwise, const std::string& place) {
        const Fused fused = fused_operations(node);
        the(inputs, fused.bias ? 3 : 2, place);
        const Value x = picture(inputs[0], place);
        const Kernel kernel = kernel_of(constant(inputs[1], place), depthwise, place);
        count_weights(kernel.numbers.size(), place);
        onnx_writer::ConvOptions options{.stride = height_and_width(node, "strides"),
                                         .dilation = height_and_width(node, "dilations"),
                                         .groups = depthwise ? x.dims()[1].size() : 1};
        options.padding = padding_of(node, x, {kernel.shape[2], kernel.shape[3]}, options.stride, options.dilation);
        const std::string name = std::format("conv_{}", ++convolutions_);
        const Value weight =
            graph_.weight(name + ".weight", kernel.numbers, kernel.shape, plan_.weights.of(kernel.shape));
        std::optional<Value> bias;
        if (fused.bias) {
            const core::Tensor& given = constant(inputs[2], place);
            bias = graph_.weight(name + ".bias", reals(given, place), given.shape, onnx_writer::Storage::float32());
        }
        const Value result = graph_.conv2d(x, weight, bias, options);
        if (fused.activation == Activation::relu) return graph_.relu(result);
        return fused.activation == Activation::relu6 ? graph_.clip(result, 0, 6) : result;
    }

    // Of pictures and what is broadcast to them, or of tensors none of which is one.
    Value elementwise(const std::vector<Made>& inputs, Value (GraphBuilder::*operation)(const Value&, const Value&),
                      const std::string& place) {
        the(inputs, 2, place);
        const std::size_t rank = std::max(axes(inputs[0]), axes(inputs[1]));
        return (graph_.*operation)(value(inputs[0], rank, place), value(inputs[1], rank, place));
    }

    Value mean(const Node& node, const std::vector<Made>& inputs, const std::string& place) {
        the(inputs, 2, place);
        const Value x = picture(inputs[0], place);
        std::set<std::int64_t> over;
        for (const std::int32_t axis : wholes(inputs[1], place)) over.insert(axis < 0 ? axis + 4 : axis);
        if (over != std::set<std::int64_t>{1, 2})
            throw ImportError(place + ": only means over height and width are understood");
        return graph_.reduce_mean(x, {2, 3}, attribute(node, "keep_dims", false));
    }

    Value max_pool(const Node& node, const std::vector<Made>& inputs, const std::string& place) {
        const Value x = picture(the(inputs, 1, place)[0], place);
        const Pair kernel = height_and_width(node, "ksize");
        const Pair stride = height_and_width(node, "strides");
        return graph_.max_pool(x,
                               {.kernel = kernel, .stride = stride, .padding = padding_of(node, x, kernel, stride, 1)});
    }

    Value concatenation(const std::vector<Made>& inputs, const std::string& place) {
        if (inputs.size() < 2) throw ImportError(place + ": nothing to concatenate");
        const std::vector<std::int32_t> axis = wholes(inputs.back(), place);
        if (axis.size() != 1) throw ImportError(place + ": its axis is not one number");
        const std::size_t rank = axes(inputs.front());
        std::vector<Value> parts;
        for (std::size_t i = 0; i + 1 < inputs.size(); ++i) {
            if (axes(inputs[i]) != rank) throw ImportError(place + ": its parts have different numbers of axes");
            parts.push_back(value(inputs[i], rank, place));
        }
        const auto count = static_cast<std::int64_t>(rank);
        const std::int64_t counted = axis[0] < 0 ? axis[0] + count : axis[0];
        if (counted < 0 || counted >= count) throw ImportError(std::format("{}: it has no axis {}", place, axis[0]));
        return graph_.concat(parts, rank == axes_of_picture ? moved_axis(counted) : counted);
    }

    Value resized(std::size_t index, const Node& node, const std::vector<Made>& inputs, const std::string& place) {
        the(inputs, 2, place);
        const Value x = picture(inputs[0], place);
        if (!scales_.contains(index)) scales_.emplace(index, scale(x, wholes(inputs[1], place), place));
        const bool corners = attribute(node, "align_corners", false);
        const bool halves = attribute(node, "half_pixel_centers", false);
        if (corners && halves) throw ImportError(place + ": align_corners and half_pixel_centers exclude each other");
        return graph_.resize_bilinear(x, scales_.at(index),
                                      corners  ? onnx_writer::PixelCentres::align_corners
                                      : halves ? onnx_writer::PixelCentres::half_pixel
                                               : onnx_writer::PixelCentres::asymmetric);
    }

    Value padded(const std::vector<Made>& inputs, const std::string& place) {
        the(inputs, 2, place);
        const Value x = picture(inputs[0], place);
        const std::vector<std::int32_t> by = wholes(inputs[1], place);  // [axis][before, after]
        if (by.size() != 8) throw ImportError(place + ": the paddings that it is given are not those of a picture");
        if (by[0] != 0 || by[1] != 0 || by[6] != 0 || by[7] != 0)
            throw ImportError(place + ": only padding of height and width is understood");
        return graph_.pad(x, {by[2], by[4], by[3], by[5]});
    }

    std::vector<Made> inputs_of(const Node& node, const std::string& place) const {
        std::vector<Made> inputs;
        for (const Input& input : node.inputs) {
            if (input.control) continue;
            if (input.result != 0)
                throw ImportError(
                    std::format("{}: {} has no result {}", place, model_.nodes()[input.node].place(), input.result));
            inputs.push_back(made_[input.node]);
        }
        return inputs;
    }

    // A constant of fewer axes than `rank` gets those that broadcasting would give it.
    Value value(const Made& made, std::size_t rank, const std::string& place) {
        if (const Value* computed = std::get_if<Value>(&made)) {
            const bool picture_in_it = rank == axes_of_picture || computed->rank() == axes_of_picture;
            if (picture_in_it && computed->rank() != rank)
                throw ImportError(place + ": pictures together with what is none are not understood");
            return *computed;
        }
        const core::Tensor& given = *std::get<Constant>(made);
        count_weights(reals(given, place).size(), place);
        if (rank != axes_of_picture || given.shape.empty()) return graph_.constant(reals(given, place), given.shape);
        const Moved moved = channels_first(given, place);
        return graph_.constant(moved.numbers, moved.shape);
    }

    Value only(const std::vector<Made>& inputs, const std::string& place) {
        return value(the(inputs, 1, place)[0], axes(inputs[0]), place);
    }

    Value picture(const Made& made, const std::string& place) {
        if (axes(made) != axes_of_picture) throw ImportError(place + ": it wants pictures, tensors of four axes");
        return value(made, axes_of_picture, place);
    }

    // Constants may be used more than once, so a small file could ask for many.
    void count_weights(std::size_t more, const std::string& place) {
        weights_ += static_cast<std::int64_t>(more);
        if (weights_ > most_elements) throw ImportError(place + ": too many large constants are used");
    }

    const Model& model_;
    GraphBuilder& graph_;
    const GraphPlan& plan_;
    Scales scales_;
    std::vector<Made> made_;
    int convolutions_ = 0;
    std::int64_t weights_ = 0;
};

}  // namespace

void write_graph(const Model& model, GraphBuilder& graph, const GraphPlan& plan) {
    GraphPlan at_own_size = plan;
    bool other = false;
    for (GraphPlan::Given& given : at_own_size.inputs) {
        const auto index = model.find(given.node);
        const auto shape = index ? attribute(model.nodes()[*index], "shape", std::vector<std::int64_t>{})
                                 : std::vector<std::int64_t>{};
        // What has no size of its own is resized to sizes that are meant for the one that is asked for.
        if (!(given.size || given.any_multiple_of) || shape.size() != axes_of_picture || shape[1] < 1 || shape[2] < 1)
            continue;
        given.size.reset();
        given.any_multiple_of.reset();
        other = true;
    }
    Writer::Scales scales;
    if (other) {
        GraphBuilder scratch("at_its_own_size");
        Writer writer(model, scratch, at_own_size, {});
        writer.write();
        scales = writer.scales();
    }
    Writer(model, graph, plan, std::move(scales)).write();
}

}  // namespace mllab::importers::tfjs
