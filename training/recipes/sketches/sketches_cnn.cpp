// Recipe sketches_cnn: convolutions and residual blocks in three resolutions over a picture of the drawing.

#include <array>
#include <vector>

#include "training/nn/residual.hpp"
#include "training/recipes/sketches/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr ink::InkFrame frame{.size_px = 40, .ink_box_px = 36, .pen_width_px = 2.5F};

// A stage changes the resolution by a convolution of stride 2 and then works in it.
struct StagePlan {
    std::int64_t in, out, side;  // `side`: of the stage's output
    bool extra;                  // one more convolution
    int residual_blocks;
};
constexpr std::array<StagePlan, 3> plan{{{1, 32, 20, true, 0}, {32, 64, 10, false, 1}, {64, 128, 5, false, 1}}};
constexpr std::int64_t head = 320;  // channels of the last maps, pooled to one number each
constexpr double dropout = 0.2;

constexpr auto storage = Storage::int8_per_channel();

struct Stage {
    std::vector<ConvBlock> convolutions;
    std::vector<ResidualBlock> blocks;
};

class SketchesCnn final : public PictureNetwork {
 public:
    explicit SketchesCnn(std::int64_t categories) : categories_(categories) {
        for (const StagePlan& p : plan) {
            Stage stage;
            const std::string name = "stage" + std::to_string(stages_.size() + 1);
            const auto convolution = [&](std::int64_t in, std::int64_t stride) {
                stage.convolutions.push_back(
                    register_module(name + "_conv" + std::to_string(stage.convolutions.size() + 1),
                                    ConvBlock(in, p.out, ConvPlan{.stride = stride})));
            };
            convolution(p.in, 2);
            if (p.extra) convolution(p.out, 1);
            for (int i = 0; i < p.residual_blocks; ++i)
                stage.blocks.push_back(register_module(name + "_block" + std::to_string(i + 1), ResidualBlock(p.out)));
            stages_.push_back(std::move(stage));
        }
        widen_ = register_module("widen", ConvBlock(plan.back().out, head, ConvPlan{.kernel = 1}));
        drop_ = register_module("drop", torch::nn::Dropout(dropout));
        last_ = register_module("last", torch::nn::Linear(head, categories));
    }

    NamedTensors outputs(torch::Tensor images) override {
        NamedTensors named;
        torch::Tensor x = std::move(images);
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            for (auto& convolution : stages_[i].convolutions) x = convolution->forward(x);
            for (auto& block : stages_[i].blocks) x = block->forward(x);
            named.emplace_back("features_" + std::to_string(i + 1), x);
        }
        x = widen_->forward(x).mean({2, 3});
        named.emplace_back("logits", last_->forward(drop_->forward(x)));
        return named;
    }

    void fold() override {
        for (auto& stage : stages_) {
            for (auto& convolution : stage.convolutions) convolution->fold();
            for (auto& block : stage.blocks) block->fold();
        }
        widen_->fold();
    }

    void write(onnx_writer::GraphBuilder& graph) override {
        auto x = graph.input("image", onnx_writer::DType::float32,
                             {onnx_writer::dynamic("N"), 1, frame.size_px, frame.size_px},
                             "a drawing, ink 1 on paper 0, laid in the frame of the preprocessing");
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            const std::string name = "stage" + std::to_string(i + 1);
            int number = 0;
            for (auto& convolution : stages_[i].convolutions)
                x = convolution->write(graph, x, name + ".conv" + std::to_string(++number), storage);
            number = 0;
            for (auto& block : stages_[i].blocks)
                x = block->write(graph, x, name + ".block" + std::to_string(++number), storage);
            x = graph.output("features_" + std::to_string(i + 1), x,
                             "feature maps of stage " + std::to_string(i + 1) + ", after ReLU");
        }
        x = graph.reduce_mean(widen_->write(graph, x, "widen", storage), {2, 3});
        const auto weight = store(graph, "last.weight", last_->weight, storage);
        const auto bias = store(graph, "last.bias", last_->bias, Storage::float32());
        graph.output("logits", graph.linear(x, weight, bias), "one number a category, before softmax");
    }

    report::Architecture architecture() const override {
        report::Architecture description;
        description.summary =
            "3×3 convolutions and residual blocks with squeeze and excitation on "
            "20×20, 10×10 and 5×5 pixels; the mean of each of the last maps; one linear layer.";
        auto& layers = description.layers;
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const std::vector<std::int64_t> shape{plan[i].out, plan[i].side, plan[i].side};
            std::int64_t stride = 2;
            for (const auto& convolution : stages_[i].convolutions) {
                layers.push_back({.name = "convolution 3×3, " + std::to_string(plan[i].out) + " maps" +
                                          (stride > 1 ? ", stride 2" : ""),
                                  .output = shape,
                                  .parameters = convolution->parameter_count()});
                stride = 1;
            }
            for (const auto& block : stages_[i].blocks)
                layers.push_back({.name = "residual block, two convolutions 3×3, squeeze and excitation",
                                  .output = shape,
                                  .parameters = block->parameter_count()});
        }
        layers.push_back({.name = "convolution 1×1, " + std::to_string(head) + " maps",
                          .output = {head, plan.back().side, plan.back().side},
                          .parameters = widen_->parameter_count()});
        layers.push_back({.name = "mean of each map", .output = {head}, .parameters = 0});
        layers.push_back(
            {.name = "linear", .output = {categories_}, .parameters = last_->weight.numel() + last_->bias.numel()});
        description.weights_stored_as = storage.name();
        return description;
    }

 private:
    std::int64_t categories_;
    std::vector<Stage> stages_;
    ConvBlock widen_{nullptr};
    torch::nn::Dropout drop_{nullptr};
    torch::nn::Linear last_{nullptr};
};

}  // namespace

SketchRecipe sketches_cnn() {
    return {.id = "sketches_cnn",
            .name = "Sketches, convolutional network",
            .source = "training/recipes/sketches/sketches_cnn.cpp",
            .frame = frame,
            .epochs = 40,
            .samples_per_category = 300,
            .batch = 128,
            .learning_rate = 3e-3,
            .weight_decay = 2e-2,
            .label_smoothing = 0.1,
            .make = [](std::int64_t categories) { return std::make_shared<SketchesCnn>(categories); }};
}

}  // namespace mllab::recipes
