// Recipe rock_paper_scissors_cnn: convolutions and residual blocks in four resolutions, from scratch, taught by
// MobileNetV2.

#include <array>

#include "training/recipes/rock_paper_scissors/gesture_network.hpp"
#include "training/recipes/rock_paper_scissors/networks.hpp"
#include "training/recipes/rock_paper_scissors/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr int side_px = 128;
constexpr double dropout = 0.2;
constexpr auto storage = Storage::int8_per_channel();

// A stage halves the resolution by a convolution of stride 2 and then works in it.
struct StagePlan {
    std::int64_t in, out;
    int residual_blocks;
};
constexpr std::array<StagePlan, 4> plan{{{3, 16, 0}, {16, 32, 1}, {32, 64, 1}, {64, 128, 2}}};

class GesturesCnn final : public GestureNetwork {
 public:
    GesturesCnn()
        : GestureNetwork({.input_meaning = "the square in the guide, red, green and blue, normalised",
                          .input = {3, side_px, side_px},
                          .summary =
                              "3×3 convolutions and residual blocks with squeeze and excitation on 64×64, "
                              "32×32, 16×16 and 8×8 pixels; the mean of each of the last maps; one linear layer.",
                          .weights_stored_as = storage.name()}) {
        for (std::size_t i = 0; i < plan.size(); ++i) {
            const StagePlan& p = plan.at(i);
            const std::string stage = "stage" + std::to_string(i + 1);
            add(stage + ".conv",
                std::make_shared<nn::Convolution>(p.in, p.out, nn::ConvPlan{.stride = 2, .storage = storage}));
            for (int block = 1; block <= p.residual_blocks; ++block)
                add(stage + ".block" + std::to_string(block), std::make_shared<nn::Residual>(p.out, storage));
        }
        add_gestures({.channels = plan.back().out, .dropout = dropout, .storage = storage});
    }
};

}  // namespace

std::shared_ptr<GestureNetwork> gestures_cnn_network() { return std::make_shared<GesturesCnn>(); }

GestureSettings gestures_cnn_settings() {
    return {.id = "rock_paper_scissors_cnn",
            .name = "Rock, paper, scissors, convolutional network",
            .source = "training/recipes/rock_paper_scissors/rock_paper_scissors_cnn.cpp",
            .side_px = side_px,
            .normalisation = {.mean = 0.5F, .deviation = 0.25F},
            .epochs = 90,
            .epochs_before = 80,
            .epoch_samples = 4096,
            .batch_size = 64,
            .learning_rate = 2e-3,
            .weight_decay = 2e-2,
            .label_smoothing = 0.05,
            .bfloat16 = true,
            .sampled_px = 144,
            .spoilt = 0.5,
            .teacher = "rock_paper_scissors_mobilenet_v2",
            .network = &gestures_cnn_network};
}

std::unique_ptr<Recipe> rock_paper_scissors_cnn() { return std::make_unique<GestureRecipe>(gestures_cnn_settings()); }

}  // namespace mllab::recipes
