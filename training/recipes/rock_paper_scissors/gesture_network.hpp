// What both networks for gestures end with: the mean of each of the last maps, one linear layer on it, and where in the
// picture it found what speaks for each class.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "training/nn/layered_network.hpp"

namespace mllab::recipes {

class GestureNetwork : public nn::LayeredNetwork {
 public:
    // [N, channels, h, w]: what the last forward pass found, for a loss that looks at more than logits.
    [[nodiscard]] const torch::Tensor& last_maps() const { return mean_->maps(); }
    [[nodiscard]] std::int64_t last_channels() const { return last_->weight().size(1); }

 protected:
    using nn::LayeredNetwork::LayeredNetwork;

    // After the layer that gives the last maps, `channels` of them: they become the output "features_last", and their
    // means through dropout and a linear layer the output "logits" [N, 4].
    void add_head(std::int64_t channels, double dropout, onnx_writer::Storage storage);

    // "class_activation" [N, 4, h, w]: the last maps, weighted by each class's weights (class activation mapping, Zhou
    // et al. 2016). Its mean over the picture, plus the class's bias, is the class's logit.
    nn::NamedTensors further_outputs(const torch::Tensor& images, const nn::NamedTensors& outputs) override;
    void write_further(nn::GraphWeights& weights, const NamedValues& values) const override;

 private:
    // The mean of each map, which keeps the maps.
    class Mean final : public nn::Layer {
     public:
        torch::Tensor forward(const torch::Tensor& x) override {
            maps_ = x;
            return x.mean({2, 3});
        }
        nn::Sizes output_of(const nn::Sizes& input) const override { return {input.front()}; }
        onnx_writer::Value write(nn::GraphWeights& weights, const onnx_writer::Value& x,
                                 const std::string&) const override {
            return weights.graph().reduce_mean(x, {2, 3});
        }
        std::string in_words() const override { return "mean of each map"; }
        [[nodiscard]] const torch::Tensor& maps() const { return maps_; }

     private:
        torch::Tensor maps_;
    };

    std::shared_ptr<Mean> mean_;
    std::shared_ptr<nn::Linear> last_;
};

}  // namespace mllab::recipes
