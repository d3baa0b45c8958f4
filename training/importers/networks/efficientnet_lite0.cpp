#include "training/importers/networks/efficientnet_lite0.hpp"

#include <array>
#include <format>

#include "training/importers/import_error.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::importers::efficientnet_lite0 {

namespace {

using onnx_writer::GraphBuilder;
using onnx_writer::Storage;
using onnx_writer::Value;

constexpr double epsilon = 1e-3;

// Inverted residuals of one kind, one after another; `stride` is the first one's.
struct Stage {
    std::int64_t count, kernel, stride, expansion, channels;
};
constexpr std::array<Stage, 7> stages{{{.count = 1, .kernel = 3, .stride = 1, .expansion = 1, .channels = 16},
                                       {.count = 2, .kernel = 3, .stride = 2, .expansion = 6, .channels = 24},
                                       {.count = 2, .kernel = 5, .stride = 2, .expansion = 6, .channels = 40},
                                       {.count = 3, .kernel = 3, .stride = 2, .expansion = 6, .channels = 80},
                                       {.count = 3, .kernel = 5, .stride = 1, .expansion = 6, .channels = 112},
                                       {.count = 4, .kernel = 5, .stride = 2, .expansion = 6, .channels = 192},
                                       {.count = 1, .kernel = 3, .stride = 1, .expansion = 6, .channels = 320}}};
constexpr std::int64_t stem_channels = 32;
constexpr std::int64_t head_channels = 1'280;

class Writer {
 public:
    Writer(const torch_state::StateDict& weights, GraphBuilder& graph, const WeightStorage& storage)
        : weights_(weights), graph_(graph), storage_(storage) {}

    void write() {
        Value x = graph_.input("image", onnx_writer::DType::float32, {onnx_writer::dynamic("N"), 3, side_px, side_px},
                               "red, green and blue, (byte − 127) / 128");
        x = relu6(convolution(x, "_conv_stem", "_bn0", "stem", {stem_channels, 3, 3, 3}, 2));
        std::int64_t channels = stem_channels;
        int block = 0;
        for (const Stage& stage : stages)
            for (std::int64_t i = 0; i < stage.count; ++i) {
                x = inverted_residual(x, block++, channels, stage, i == 0 ? stage.stride : 1);
                channels = stage.channels;
            }
        x = relu6(convolution(x, "_conv_head", "_bn1", "head", {head_channels, channels, 1, 1}, 1));
        // The linear layer at every place; linear as it is, its mean is the layer of the mean.
        const std::int64_t classes = weights_.shape_of("_fc.bias").empty() ? 1 : weights_.shape_of("_fc.bias")[0];
        const core::Shape shape{classes, head_channels, 1, 1};
        const Value maps = graph_.conv2d(
            x, stored("classes.weight", weights_.numbers("_fc.weight", {classes, head_channels}), shape), std::nullopt);
        graph_.output("class_activation", maps, "where the last maps speak for or against each class");
        const Value bias =
            graph_.weight("classes.bias", weights_.numbers("_fc.bias", {classes}), {classes}, Storage::float32());
        graph_.output("logits", graph_.add(graph_.reduce_mean(maps, {2, 3}), bias), "before softmax");
    }

 private:
    // MBConv: expanded by a pointwise convolution, filtered by a depthwise one, projected by a pointwise one.
    Value inverted_residual(const Value& input, int block, std::int64_t channels, const Stage& stage,
                            std::int64_t stride) {
        const std::string from = std::format("_blocks.{}.", block);
        const std::string to = std::format("blocks.{}.", block);
        const std::int64_t wide = channels * stage.expansion;
        Value x = input;
        if (stage.expansion != 1)
            x = relu6(convolution(x, from + "_expand_conv", from + "_bn0", to + "expand", {wide, channels, 1, 1}, 1));
        x = relu6(convolution(x, from + "_depthwise_conv", from + "_bn1", to + "depthwise",
                              {wide, 1, stage.kernel, stage.kernel}, stride));
        x = convolution(x, from + "_project_conv", from + "_bn2", to + "project", {stage.channels, wide, 1, 1}, 1);
        return stride == 1 && channels == stage.channels ? graph_.add(x, input) : x;
    }

    // With the batch normalisation after it, and zeros around the picture as TensorFlow puts them.
    Value convolution(const Value& x, const std::string& from, const std::string& norm, const std::string& to,
                      const core::Shape& shape, std::int64_t stride) {
        const core::Shape channels{shape.front()};
        const auto of = [&](const char* what) { return weights_.numbers(norm + what, channels); };
        const std::vector<float> gamma = of(".weight");
        const std::vector<float> beta = of(".bias");
        const std::vector<float> mean = of(".running_mean");
        const std::vector<float> variance = of(".running_var");
        const onnx_writer::ConvWeights folded = onnx_writer::fold_batch_norm(
            weights_.numbers(from + ".weight", shape), {},
            {.gamma = gamma, .beta = beta, .mean = mean, .variance = variance, .epsilon = epsilon});
        const Value weight = stored(to + ".weight", folded.weight, shape);
        const Value bias = graph_.weight(to + ".bias", folded.bias, channels, Storage::float32());
        return graph_.conv2d(x, weight, bias,
                             {.stride = stride,
                              .padding = onnx_writer::same_padding({x.dims()[2].size(), x.dims()[3].size()},
                                                                   {shape[2], shape[3]}, stride),
                              .groups = x.dims()[1].size() / shape[1]});
    }

    Value stored(const std::string& name, const std::vector<float>& numbers, const core::Shape& shape) {
        return graph_.weight(name, numbers, shape, storage_.of(shape));
    }
    Value relu6(const Value& x) { return graph_.clip(x, 0, 6); }

    const torch_state::StateDict& weights_;
    GraphBuilder& graph_;
    const WeightStorage& storage_;
};

}  // namespace

void write_graph(const torch_state::StateDict& weights, GraphBuilder& graph, const WeightStorage& storage) {
    try {
        Writer(weights, graph, storage).write();
    } catch (const onnx_writer::GraphError& error) {
        throw ImportError(std::format("the network cannot be written: {}", error.what()));
    }
}

}  // namespace mllab::importers::efficientnet_lite0
