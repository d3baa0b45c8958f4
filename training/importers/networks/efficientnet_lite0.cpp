#include "training/importers/networks/efficientnet_lite0.hpp"

#include <format>
#include <string>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/onnx/weights.hpp"

namespace mllab::importers::efficientnet_lite0 {

namespace {

using onnx_writer::GraphBuilder;
using onnx_writer::Storage;
using onnx_writer::Value;

constexpr double epsilon = 1e-3;

struct Names {
    std::string here, weight, norm;  // the last two in the state dict
};

struct Kind {
    std::int64_t stride = 1;
    std::int64_t groups = 1;
    bool relu6 = true;
};

// With the batch normalisation after it.
Convolution folded(const torch_state::StateDict& weights, const Names& names, const core::Shape& shape,
                   const Kind& kind = {}) {
    const core::Shape channels{shape.front()};
    const auto of = [&](const char* what) { return weights.numbers(names.norm + what, channels); };
    const std::vector<float> gamma = of(".weight");
    const std::vector<float> beta = of(".bias");
    const std::vector<float> mean = of(".running_mean");
    const std::vector<float> variance = of(".running_var");
    onnx_writer::ConvWeights both = onnx_writer::fold_batch_norm(
        weights.numbers(names.weight + ".weight", shape), {},
        {.gamma = gamma, .beta = beta, .mean = mean, .variance = variance, .epsilon = epsilon});
    return {.name = names.here,
            .shape = shape,
            .weight = std::move(both.weight),
            .bias = std::move(both.bias),
            .stride = kind.stride,
            .groups = kind.groups,
            .relu6 = kind.relu6};
}

// The graph's values from convolution to convolution, with zeros around the picture as TensorFlow puts them.
class Writer {
 public:
    Writer(const torch_state::StateDict& weights, GraphBuilder& graph, const WeightStorage& storage)
        : weights_(weights), convolutions_(convolutions(weights)), graph_(graph), storage_(storage) {}

    void write() {
        Value x =
            next(graph_.input("image", onnx_writer::DType::float32, {onnx_writer::dynamic("N"), 3, side_px, side_px},
                              "red, green and blue, (byte − 127) / 128"));
        for (const Stage& stage : stages)
            for (std::int64_t i = 0; i < stage.blocks; ++i) {
                const Value input = x;
                for (std::int64_t part = stage.expansion == 1 ? 1 : 0; part < 3; ++part) x = next(x);
                if (i > 0) x = graph_.add(x, input);
            }
        x = next(x);
        // The linear layer at every place; linear as it is, its mean is the layer of the mean.
        const std::int64_t classes = weights_.shape_of("_fc.bias").empty() ? 1 : weights_.shape_of("_fc.bias")[0];
        const core::Shape shape{classes, last_maps, 1, 1};
        const Value maps = graph_.conv2d(
            x, stored("classes.weight", weights_.numbers("_fc.weight", {classes, last_maps}), shape), std::nullopt);
        graph_.output("class_activation", maps, "where the last maps speak for or against each class");
        const Value bias =
            graph_.weight("classes.bias", weights_.numbers("_fc.bias", {classes}), {classes}, Storage::float32());
        graph_.output("logits", graph_.add(graph_.reduce_mean(maps, {2, 3}), bias), "before softmax");
    }

 private:
    Value next(const Value& x) {
        const Convolution& one = convolutions_.at(written_++);
        const Value weight = stored(one.name + ".weight", one.weight, one.shape);
        const Value bias = graph_.weight(one.name + ".bias", one.bias, {one.shape.front()}, Storage::float32());
        const Value y = graph_.conv2d(x, weight, bias,
                                      {.stride = one.stride,
                                       .padding = onnx_writer::same_padding({x.dims()[2].size(), x.dims()[3].size()},
                                                                            {one.shape[2], one.shape[3]}, one.stride),
                                       .groups = one.groups});
        return one.relu6 ? graph_.clip(y, 0, 6) : y;
    }

    Value stored(const std::string& name, const std::vector<float>& numbers, const core::Shape& shape) {
        return graph_.weight(name, numbers, shape, storage_.of(shape));
    }

    const torch_state::StateDict& weights_;
    std::vector<Convolution> convolutions_;
    std::size_t written_ = 0;
    GraphBuilder& graph_;
    const WeightStorage& storage_;
};

}  // namespace

std::vector<Convolution> convolutions(const torch_state::StateDict& weights) {
    std::vector<Convolution> all{folded(weights, {"stem", "_conv_stem", "_bn0"}, {stem_maps, 3, 3, 3}, {.stride = 2})};
    std::int64_t in = stem_maps;
    std::int64_t block = 0;
    for (const Stage& stage : stages)
        for (std::int64_t i = 0; i < stage.blocks; ++i, ++block) {
            const std::int64_t wide = in * stage.expansion;
            const auto names = [&](const char* part, const char* norm) {
                return Names{std::format("blocks.{}.{}", block, part), std::format("_blocks.{}._{}_conv", block, part),
                             std::format("_blocks.{}.{}", block, norm)};
            };
            if (stage.expansion != 1) all.push_back(folded(weights, names("expand", "_bn0"), {wide, in, 1, 1}));
            all.push_back(folded(weights, names("depthwise", "_bn1"), {wide, 1, stage.kernel, stage.kernel},
                                 {.stride = i == 0 ? stage.stride : 1, .groups = wide}));
            all.push_back(folded(weights, names("project", "_bn2"), {stage.maps, wide, 1, 1}, {.relu6 = false}));
            in = stage.maps;
        }
    all.push_back(folded(weights, {"head", "_conv_head", "_bn1"}, {last_maps, in, 1, 1}));
    return all;
}

void write_graph(const torch_state::StateDict& weights, GraphBuilder& graph, const WeightStorage& storage) {
    try {
        Writer(weights, graph, storage).write();
    } catch (const onnx_writer::GraphError& error) {
        throw ImportError(std::format("the network cannot be written: {}", error.what()));
    }
}

}  // namespace mllab::importers::efficientnet_lite0
