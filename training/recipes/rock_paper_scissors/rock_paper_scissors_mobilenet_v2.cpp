// Recipe rock_paper_scissors_mobilenet_v2: MobileNetV2's inverted residuals as a network for the joints of hands left
// them, which learns gestures; first its new last layer alone, then all but the first blocks.

#include "training/backbones/hand_landmarks.hpp"
#include "training/backbones/rates.hpp"
#include "training/recipes/rock_paper_scissors/gesture_network.hpp"
#include "training/recipes/rock_paper_scissors/networks.hpp"
#include "training/recipes/rock_paper_scissors/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr int side_px = 192;
constexpr double dropout = 0.2;
constexpr std::size_t blocks_that_stay = 3;
constexpr double slower = 0.9;  // each layer learns so much slower than the one behind it

class GesturesMobilenetV2 final : public GestureNetwork {
 public:
    explicit GesturesMobilenetV2(const backbones::HandLandmarks& hand)
        : GestureNetwork(
              {.input_meaning = "the square in the guide, red, green and blue, normalised",
               .input = {3, side_px, side_px},
               .summary = "A convolution, 15 of MobileNetV2's inverted residuals and 672 last maps of 6×6; the mean "
                          "of each of them; from these the 21 joints of the hand and how far apart they are; one "
                          "linear layer on means and distances.",
               .weights_stored_as =
                   "int8 per channel; depthwise convolutions, the first and the last layers float16"}) {
        for (const nn::NamedLayer& layer : hand.layers) add(layer.name, layer.layer);
        add_gestures({.channels = nn::hand_landmarks_maps,
                      .further = hand.shape,
                      .dropout = dropout,
                      .storage = Storage::float16()});
    }
};

std::shared_ptr<GestureNetwork> network() {
    return gestures_mobilenet_v2_network(backbones::imported_hand_landmarks());
}

}  // namespace

std::shared_ptr<GestureNetwork> gestures_mobilenet_v2_network(const backbones::HandLandmarks& hand) {
    return std::make_shared<GesturesMobilenetV2>(hand);
}

GestureSettings gestures_mobilenet_v2_settings() {
    return {.id = "rock_paper_scissors_mobilenet_v2",
            .name = "Rock, paper, scissors, MobileNetV2",
            .source = "training/recipes/rock_paper_scissors/rock_paper_scissors_mobilenet_v2.cpp",
            .side_px = side_px,
            .normalisation = {.mean = 0, .deviation = 1},
            .epochs = 22,
            .epochs_before = 12,
            .epoch_samples = 4000,
            .batch_size = 32,
            .learning_rate = 3e-4,
            .weight_decay = 2e-2,
            .label_smoothing = 0.05,
            .bfloat16 = true,
            .sampled_px = 144,
            .spoilt = 0.7,
            .first = FirstPhase{.id = "rock_paper_scissors_mobilenet_v2, new layers",
                                .folder = "new-layers",
                                .epochs = 2,
                                .learning_rate = 2e-3,
                                .rates = backbones::new_layers_alone()},
            .rates = backbones::later_layers_faster(nn::hand_landmarks({}), slower, blocks_that_stay),
            .origin = backbones::origin_of_hand_landmarks("all but the first blocks have learned on."),
            .network = &network};
}

std::unique_ptr<Recipe> rock_paper_scissors_mobilenet_v2() {
    return std::make_unique<GestureRecipe>(gestures_mobilenet_v2_settings());
}

}  // namespace mllab::recipes
