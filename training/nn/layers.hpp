// The layers of networks for pictures. Each is declared once and does everything that is done with it: computing,
// moving its norm into its weights, rounding them, writing itself into a graph, and a line on the model card.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "training/nn/weights.hpp"
#include "training/report/card.hpp"

namespace mllab::nn {

using Sizes = std::vector<std::int64_t>;  // of one sample: {channels, height, width} or {units}

class Layer : public torch::nn::Module {
 public:
    virtual torch::Tensor forward(const torch::Tensor& x) = 0;
    // What one sample becomes.
    [[nodiscard]] virtual Sizes output_of(const Sizes& input) const { return input; }

    // Moves the norm into the weights; `forward` then computes the same without it.
    virtual void fold() {}
    // Replaces the weights by what the file will hold. Needs `fold` before.
    virtual void round() {}
    // The layer as part of a graph; its weights' names begin with `name`. Needs `round` before.
    virtual onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                                     const std::string& name) const = 0;

    [[nodiscard]] virtual std::string in_words() const = 0;  // "convolution 3×3, 12 maps"
    // Whether it has a line on the card; what is only there for training, or changes a shape alone, has none.
    [[nodiscard]] virtual bool on_card() const { return true; }
    [[nodiscard]] virtual std::int64_t parameter_count() const { return 0; }  // after folding
    // What it has learned, under the names of `write` without the layer's own; nothing where it cannot be shown.
    [[nodiscard]] virtual std::vector<std::pair<std::string, torch::Tensor>> shown_weights() const { return {}; }
};

struct ConvPlan {
    std::int64_t kernel = 3;  // odd; padded so that stride 1 keeps the size
    std::int64_t stride = 1;
    bool relu = true;
    onnx_writer::Storage storage = onnx_writer::Storage::float16();  // of the weights; biases are float32
};

// Convolution, batch norm (in training), ReLU: [N, in, H, W] -> [N, out, H / stride, W / stride].
class Convolution final : public Layer {
 public:
    Convolution(std::int64_t in, std::int64_t out, const ConvPlan& plan);
    torch::Tensor forward(const torch::Tensor& x) override;
    Sizes output_of(const Sizes& input) const override;
    void fold() override;
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override;
    std::int64_t parameter_count() const override;
    std::vector<std::pair<std::string, torch::Tensor>> shown_weights() const override {
        return {{"weight", conv_->weight}, {"bias", conv_->bias}};
    }
    // Its norm makes zeros of whatever it is given, until that learns (Goyal et al. 2017).
    void silence();

 private:
    torch::nn::Conv2d conv_{nullptr};
    torch::nn::BatchNorm2d norm_{nullptr};
    ConvPlan plan_;
    bool folded_ = false;
};

// Linear layer, batch norm (in training), ReLU: [N, in] -> [N, out].
class Hidden final : public Layer {
 public:
    Hidden(std::int64_t in, std::int64_t out, onnx_writer::Storage storage);
    torch::Tensor forward(const torch::Tensor& x) override;
    Sizes output_of(const Sizes&) const override { return {linear_->weight.size(0)}; }
    void fold() override;
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override { return "linear, ReLU"; }
    std::int64_t parameter_count() const override;
    [[nodiscard]] const torch::Tensor& weight() const { return linear_->weight; }
    [[nodiscard]] torch::Tensor before_relu(const torch::Tensor& x);

 private:
    torch::nn::Linear linear_{nullptr};
    torch::nn::BatchNorm1d norm_{nullptr};
    onnx_writer::Storage storage_;
    bool folded_ = false;
};

// A linear layer and nothing else; what is not flat it flattens: [N, …] -> [N, out].
class Linear final : public Layer {
 public:
    Linear(std::int64_t in, std::int64_t out, onnx_writer::Storage storage);
    torch::Tensor forward(const torch::Tensor& x) override;
    Sizes output_of(const Sizes&) const override { return {linear_->weight.size(0)}; }
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override { return "linear"; }
    std::int64_t parameter_count() const override;
    std::vector<std::pair<std::string, torch::Tensor>> shown_weights() const override {
        return {{"weight", linear_->weight}, {"bias", linear_->bias}};
    }
    [[nodiscard]] const torch::Tensor& weight() const { return linear_->weight; }

 private:
    torch::nn::Linear linear_{nullptr};
    onnx_writer::Storage storage_;
};

// Squares of `side` pixels become their maximum or their mean.
class Pooling final : public Layer {
 public:
    enum class Kind { maximum, mean };
    Pooling(Kind kind, std::int64_t side) : kind_(kind), side_(side) {}
    torch::Tensor forward(const torch::Tensor& x) override;
    Sizes output_of(const Sizes& input) const override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override;

 private:
    Kind kind_;
    std::int64_t side_;
};

// Each map becomes its mean: [N, C, H, W] -> [N, C].
class MeanOfMaps final : public Layer {
 public:
    torch::Tensor forward(const torch::Tensor& x) override { return x.mean({2, 3}); }
    Sizes output_of(const Sizes& input) const override { return {input.front()}; }
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x, const std::string&) const override {
        return weights.graph().reduce_mean(x, {2, 3});
    }
    std::string in_words() const override { return "mean of each map"; }
};

class Flatten final : public Layer {
 public:
    torch::Tensor forward(const torch::Tensor& x) override { return x.flatten(1); }
    Sizes output_of(const Sizes& input) const override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x, const std::string&) const override {
        return weights.graph().flatten(x);
    }
    std::string in_words() const override { return "flatten"; }
    bool on_card() const override { return false; }
};

// Dropout (Srivastava et al. 2014): in training only.
class Dropout final : public Layer {
 public:
    explicit Dropout(double part) : part_(part) {}
    torch::Tensor forward(const torch::Tensor& x) override;
    onnx_writer::Value write(GraphWeights&, const onnx_writer::Value& x, const std::string&) const override {
        return x;
    }
    std::string in_words() const override;
    bool on_card() const override { return false; }

 private:
    double part_;
};

// A residual block (He et al. 2016) with squeeze and excitation (Hu et al. 2018): y = relu(x + s * g(f(x))): f a
// convolution with norm and ReLU, g one with norm only, and s one number a channel between 0 and 1, found from the
// channel means of g's output by two linear layers. Shapes stay.
class Residual final : public Layer {
 public:
    Residual(std::int64_t channels, onnx_writer::Storage storage);
    torch::Tensor forward(const torch::Tensor& x) override;
    void fold() override;
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override { return "residual block, two convolutions 3×3, squeeze and excitation"; }
    // What it adds becomes zero, and it gives what it is given, as long as that has no negative numbers.
    void change_nothing() { second_->silence(); }
    std::int64_t parameter_count() const override;

 private:
    std::shared_ptr<Convolution> first_;
    std::shared_ptr<Convolution> second_;
    std::shared_ptr<Linear> squeeze_;
    std::shared_ptr<Linear> excite_;
};

}  // namespace mllab::nn
