// Recipe digits_cnn: six 3x3 convolutions in three resolutions, then one linear layer over the pooled maps.

#include "training/nn/blocks.hpp"
#include "training/recipes/digits/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

struct LayerPlan {
    std::int64_t in, out, stride, side;  // `side`: of the layer's output
    bool pool;                           // 2x2 maximum behind it
};
// The second layer strides instead of pooling, so that most of the work happens on 14 x 14.
constexpr std::array<LayerPlan, 6> plan{{{1, 12, 1, 28, false},
                                         {12, 24, 2, 14, false},
                                         {24, 32, 1, 14, false},
                                         {32, 32, 1, 14, true},
                                         {32, 64, 1, 7, false},
                                         {64, 64, 1, 7, true}}};
constexpr std::int64_t last_side = 3;  // 7 x 7 pooled
constexpr std::int64_t classes = 11;
constexpr double dropout = 0.2;

class DigitsCnn final : public PictureNetwork {
 public:
    DigitsCnn() {
        for (std::size_t i = 0; i < plan.size(); ++i)
            convolutions_.push_back(
                register_module("conv" + std::to_string(i + 1),
                                ConvBlock(plan[i].in, plan[i].out, ConvPlan{.stride = plan[i].stride})));
        drop_ = register_module("drop", torch::nn::Dropout(dropout));
        last_ = register_module("last", torch::nn::Linear(plan.back().out * last_side * last_side, classes));
    }

    NamedTensors outputs(torch::Tensor images) override {
        NamedTensors named;
        torch::Tensor x = images;
        for (std::size_t i = 0; i < plan.size(); ++i) {
            x = convolutions_[i]->forward(x);
            named.emplace_back("features_" + std::to_string(i + 1), x);
            if (plan[i].pool) x = torch::max_pool2d(x, 2);
        }
        named.emplace_back("logits", last_->forward(drop_->forward(x.flatten(1))));
        return named;
    }

    void fold() override {
        for (auto& convolution : convolutions_) convolution->fold();
    }

    void write(onnx_writer::GraphBuilder& graph) override {
        auto x = graph.input("image", onnx_writer::DType::float32, {onnx_writer::dynamic("N"), 1, 28, 28},
                             "one digit, ink 1 on paper 0, laid in the frame of the preprocessing");
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            x = graph.output("features_" + number,
                             convolutions_[i]->write(graph, x, "conv" + number, Storage::float16()),
                             "feature maps of convolution " + number + ", after ReLU");
            if (plan[i].pool) x = graph.max_pool(x, {.kernel = 2, .stride = 2});
        }
        const auto weight = store(graph, "last.weight", last_->weight, Storage::float16());
        const auto bias = store(graph, "last.bias", last_->bias, Storage::float32());
        graph.output("logits", graph.linear(graph.flatten(x), weight, bias),
                     "ten digits and “no digit”, before softmax");
    }

    report::Architecture architecture() const override {
        report::Architecture description;
        description.summary =
            "Six 3×3 convolutions with ReLU on 28×28, 14×14 and 7×7 pixels, pooled to 3×3, then one linear layer.";
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const auto& layer = plan[i];
            description.layers.push_back({.name = "convolution 3×3, " + std::to_string(layer.out) + " maps" +
                                                  (layer.stride > 1 ? ", stride 2" : ""),
                                          .output = {layer.out, layer.side, layer.side},
                                          .parameters = convolutions_[i]->parameter_count()});
            if (layer.pool)
                description.layers.push_back(
                    {.name = "maximum of 2×2", .output = {layer.out, layer.side / 2, layer.side / 2}, .parameters = 0});
        }
        description.layers.push_back(
            {.name = "linear", .output = {classes}, .parameters = last_->weight.numel() + last_->bias.numel()});
        description.weights_stored_as = Storage::float16().name();
        return description;
    }

 private:
    std::vector<ConvBlock> convolutions_;
    torch::nn::Dropout drop_{nullptr};
    torch::nn::Linear last_{nullptr};
};

}  // namespace

DigitRecipe digits_cnn() {
    return {.id = "digits_cnn",
            .name = "Digits, convolutional network",
            .source = "training/recipes/digits/digits_cnn.cpp",
            .epochs = 36,
            .batch = 128,
            .learning_rate = 3e-3,
            .weight_decay = 1e-2,
            .make = [] { return std::make_shared<DigitsCnn>(); }};
}

}  // namespace mllab::recipes
