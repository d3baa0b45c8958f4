// The network that finds the 21 joints of a hand (MediaPipe Hands, Zhang et al. 2020, the lite variant): MobileNetV2's
// inverted residuals, 15 of them, some with kernels of 5×5, 672 last maps a 32nd of the picture's side wide, and a
// linear layer on their means that gives each joint's place.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

#include "training/importers/convolution.hpp"
#include "training/nn/backbone.hpp"

namespace mllab::nn {

inline constexpr std::int64_t hand_landmarks_maps = 672;
inline constexpr std::int64_t hand_landmarks_side = 224;  // of the pictures that its weights are used to
inline constexpr std::int64_t hand_joints = 21;           // the wrist, then four of each finger from the thumb on

// The layers in their order, with random weights: "backbone.stem", "backbone.block_1" … "backbone.block_15",
// "backbone.expand", "backbone.last". [N, 3, S, S] -> [N, 672, S / 32, S / 32] for S a multiple of 32; red, green, blue
// from 0 to 1 are what the imported weights are used to.
[[nodiscard]] std::vector<NamedLayer> hand_landmarks(const BackboneStorage& storage);

// Gives them what importers::tfjs::convolutions found in the graph. Throws importers::ImportError as take_weights of a
// backbone does.
void take_weights_of_hand_landmarks(const std::vector<NamedLayer>& backbone,
                                    const std::vector<importers::Convolution>& imported);

// A hand's shape, whatever its place, size and turn: [N, 672] means of maps -> [N, 672 + 210], the means and the
// distances between each two joints, in units of their mean. The joints are a linear layer's, x, y and depth of each.
class HandShape final : public Layer {
 public:
    static constexpr std::int64_t pairs = hand_joints * (hand_joints - 1) / 2;

    HandShape();
    torch::Tensor forward(const torch::Tensor& means) override;
    Sizes output_of(const Sizes& input) const override { return {input.front() + pairs}; }
    void round() override;
    onnx_writer::Value write(GraphWeights& weights, const onnx_writer::Value& means,
                             const std::string& name) const override;
    std::string in_words() const override;
    std::int64_t parameter_count() const override;

    // [N, 672] -> [N, 21, 3].
    [[nodiscard]] torch::Tensor joints(const torch::Tensor& means);
    // `weight` [63][672] and `bias` [63]. Throws importers::ImportError on other sizes.
    void take(const std::vector<float>& weight, const std::vector<float>& bias);

 private:
    torch::nn::Linear joints_{nullptr};
    torch::Tensor first_, second_;  // of each pair, the joints' numbers
};

}  // namespace mllab::nn
