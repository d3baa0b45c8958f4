// What networks for photos end with: the mean of each of the last maps, one linear layer on it, and where in the
// picture it found what speaks for each class.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "training/nn/layered_network.hpp"

namespace mllab::nn {

class ClassHead : public LayeredNetwork {
 public:
    // [N, channels, h, w]: what the last forward pass found, for a loss that looks at more than logits.
    [[nodiscard]] const torch::Tensor& last_maps() const { return mean_->maps(); }
    [[nodiscard]] std::int64_t last_channels() const { return channels_; }

 protected:
    using LayeredNetwork::LayeredNetwork;

    struct HeadPlan {
        std::int64_t channels = 0;  // of the last maps
        // Between their means and the linear layer: gives the means and what else that layer gets.
        std::shared_ptr<Layer> further = nullptr;
        std::int64_t classes = 0;
        double dropout = 0;
        onnx_writer::Storage storage = onnx_writer::Storage::int8_per_channel();  // of the linear layer's weights
        std::string logits_meaning;  // "rock, paper, scissors and “no hand”, before softmax"
        bool shows_maps = false;     // whether the last maps are an output, too: "features_last"
    };

    // After the layer that gives the last maps: their means, through `further`, dropout and the linear layer, are the
    // output "logits" [N, classes].
    void add_head(const HeadPlan& plan);

    // What `further` has learned came with the backbone's weights: named so, it stays with them while new layers learn.
    static constexpr const char* further_name = "backbone.further";

    // "class_activation" [N, classes, h, w]: the last maps, weighted by each class's weights (class activation mapping,
    // Zhou et al. 2016). What `further` gives to a class has no place in the picture and is spread over all of it. Its
    // mean over the picture, plus the class's bias, is the class's logit.
    NamedTensors further_outputs(const torch::Tensor& images, const NamedTensors& outputs) override;
    void write_further(GraphWeights& weights, const NamedValues& values) const override;

 private:
    // The mean of each map, which keeps the maps.
    class Mean final : public Layer {
     public:
        torch::Tensor forward(const torch::Tensor& x) override {
            maps_ = x;
            return x.mean({2, 3});
        }
        Sizes output_of(const Sizes& input) const override { return {input.front()}; }
        onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& x,
                                 const std::string&) const override {
            return weights.graph().reduce_mean(x, {2, 3});
        }
        std::string in_words() const override { return "mean of each map"; }
        [[nodiscard]] const torch::Tensor& maps() const { return maps_; }

     private:
        torch::Tensor maps_;
    };

    std::shared_ptr<Layer> further_;
    std::string maps_name_;  // of the layer that gives the last maps
    std::int64_t channels_ = 0;
    std::shared_ptr<Mean> mean_;
    std::shared_ptr<Linear> last_;
};

}  // namespace mllab::nn
