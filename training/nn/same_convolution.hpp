// Convolutions as TensorFlow's networks have them: SAME padding, which at stride 2 depends on the picture's side, and
// ReLU6, which limits to 0 … 6. What is imported has no norm: it is folded into the weights.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "training/importers/convolution.hpp"
#include "training/nn/layers.hpp"

namespace mllab::nn {

struct SameConvPlan {
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    bool depthwise = false;                                          // each channel has a kernel of its own, out == in
    bool relu6 = true;                                               // otherwise linear
    bool norm = false;                                               // a batch norm, in training
    std::optional<double> deviation = std::nullopt;                  // of its random weights; else as ReLU wants it
    onnx_writer::Storage storage = onnx_writer::Storage::float16();  // of the weights; biases are float32
};

// [N, in, H, W] -> [N, out, ceil(H / stride), ceil(W / stride)].
class SameConvolution final : public Layer {
 public:
    SameConvolution(std::int64_t in, std::int64_t out, const SameConvPlan& plan);
    torch::Tensor forward(const torch::Tensor& x) override;
    Sizes output_of(const Sizes& input) const override;
    void fold() override;
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override;
    std::int64_t parameter_count() const override;

    // Takes over imported weights. Throws importers::ImportError naming it if anything about it is not as planned.
    void take(const importers::Convolution& imported);

 private:
    torch::nn::Conv2d conv_{nullptr};
    torch::nn::BatchNorm2d norm_{nullptr};
    SameConvPlan plan_;
    bool folded_ = false;
};

// A depthwise convolution and a pointwise one (Howard et al. 2017): [N, in, H, W] -> [N, out, ceil(H / stride),
// ceil(W / stride)], with few weights for many maps.
class SeparableConvolution final : public Layer {
 public:
    struct Plan {
        std::int64_t in, out;
        std::int64_t stride = 1;
        bool linear = false;  // the pointwise one without norm and ReLU6
        onnx_writer::Storage pointwise = onnx_writer::Storage::int8_per_channel();
        onnx_writer::Storage depthwise = onnx_writer::Storage::float16();
        std::optional<double> deviation = std::nullopt;  // of the pointwise one's random weights
    };
    explicit SeparableConvolution(const Plan& plan);
    torch::Tensor forward(const torch::Tensor& x) override;
    Sizes output_of(const Sizes& input) const override;
    void fold() override;
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override;
    std::int64_t parameter_count() const override;

 private:
    Plan plan_;
    std::shared_ptr<SameConvolution> depthwise_;
    std::shared_ptr<SameConvolution> pointwise_;
};

// An inverted residual with a linear bottleneck (Sandler et al. 2018): a pointwise convolution to `expansion` times as
// many maps, a depthwise one, a pointwise one without ReLU6 back to few; at stride 1 and out == in the input is added.
// With an expansion of 1 there is no first one. [N, in, H, W] -> [N, out, ceil(H / stride), ceil(W / stride)].
class InvertedResidual final : public Layer {
 public:
    struct Plan {
        std::int64_t in, out, stride, expansion;
        onnx_writer::Storage pointwise, depthwise;  // of their weights
        std::int64_t kernel = 3;                    // of the depthwise one
        bool pools = false;  // at stride 2 and out == in, the maxima of 2×2 pixels of the input are added
    };
    explicit InvertedResidual(const Plan& plan);
    torch::Tensor forward(const torch::Tensor& x) override;
    Sizes output_of(const Sizes& input) const override;
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override;
    std::int64_t parameter_count() const override;

    struct Part {
        std::string name;  // "expand", "depthwise", "project"
        std::shared_ptr<SameConvolution> convolution;
    };
    [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }

 private:
    [[nodiscard]] bool adds() const { return plan_.in == plan_.out && (plan_.stride == 1 || plan_.pools); }
    Plan plan_;
    std::vector<Part> parts_;
};

}  // namespace mllab::nn
