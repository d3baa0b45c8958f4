// A network that says of every pixel of a picture whether a pen went there: a U-Net (Ronneberger et al. 2015) of
// depthwise and pointwise convolutions (Howard et al. 2017) with residual blocks (He et al. 2016). It has no size of
// its own: any picture whose sides are multiples of 16 is looked at as it is.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "training/nn/same_convolution.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

// A depthwise convolution and a pointwise one, added to what came in: y = relu(x + g(f(x))). Shapes stay.
class InkBlock final : public nn::Layer {
 public:
    InkBlock(std::int64_t channels, std::int64_t kernel);
    torch::Tensor forward(const torch::Tensor& x) override;
    void fold() override;
    void round() override;
    onnx_writer::Value write(nn::GraphWeights& weights, const onnx_writer::Value& x,
                             const std::string& name) const override;
    std::string in_words() const override;
    std::int64_t parameter_count() const override;

 private:
    std::int64_t channels_, kernel_;
    std::shared_ptr<nn::SameConvolution> depthwise_;
    std::shared_ptr<nn::SameConvolution> pointwise_;
};

class InkNetwork final : public torch::nn::Module {
 public:
    static constexpr std::int64_t multiple_px = 16;  // of every side

    InkNetwork();
    // Before the sigmoid: [N, 1, H, W] -> [N, 1, H, W].
    torch::Tensor forward(const torch::Tensor& pictures);

    // The steps to a file: norms into their layers, weights to what the file will hold, and the graph from "picture" to
    // "ink".
    void fold();
    void round();
    void write(onnx_writer::GraphBuilder& graph) const;

    [[nodiscard]] std::string in_words() const;
    // Outputs as they are for a picture of `side_px` a side.
    [[nodiscard]] report::Architecture architecture(std::int64_t side_px) const;

 private:
    struct Place {
        std::string name;
        std::shared_ptr<nn::Layer> layer;
    };
    // One resolution: on the way down its layers halve the picture and look at it, on the way up what comes from below
    // is narrowed, enlarged, added to what was seen here, and looked at again.
    struct Level {
        std::vector<Place> down;
        Place narrow;  // of what comes from below; none on the lowest level
        std::vector<Place> up;
    };
    template <typename L>
    Place made(const std::string& name, std::shared_ptr<L> layer);
    [[nodiscard]] std::vector<const Place*> places() const;
    // The walk through all levels: `call` computes a layer, `join` enlarges twice and adds.
    template <typename X, typename Call, typename Join>
    X walked(X x, Call call, Join join) const;

    std::vector<Level> levels_;
    Place last_;
};

}  // namespace mllab::recipes
