// Recipe rock_paper_scissors_mobilenet_v2: MobileNetV2 as an object detector left it, which learns gestures; first its
// new last layer alone, then all but the first blocks.

#include <algorithm>
#include <cmath>
#include <format>

#include "training/importers/network.hpp"
#include "training/importers/tflite/convolutions.hpp"
#include "training/importers/tflite/model.hpp"
#include "training/nn/mobilenet_v2.hpp"
#include "training/recipes/rock_paper_scissors/gesture_network.hpp"
#include "training/recipes/rock_paper_scissors/networks.hpp"
#include "training/recipes/rock_paper_scissors/recipes.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr int side_px = 128;
constexpr double dropout = 0.2;
// The stem and so many blocks stay as they came: edges and textures are the same everywhere, and at their resolution
// learning costs most.
constexpr std::size_t blocks_that_stay = 3;
constexpr double slower = 0.9;  // each layer learns so much slower than the one behind it

class GesturesMobilenetV2 final : public GestureNetwork {
 public:
    explicit GesturesMobilenetV2(const std::vector<nn::NamedLayer>& backbone)
        : GestureNetwork({.input_meaning = "the square in the guide, red, green and blue, normalised",
                          .input = {3, side_px, side_px},
                          .summary =
                              "MobileNetV2: a convolution, 17 inverted residuals and 1,280 last maps of 4×4; the "
                              "mean of each of them; one linear layer.",
                          .weights_stored_as = "int8 per channel; depthwise convolutions and the first one float16"}) {
        for (const nn::NamedLayer& layer : backbone) add(layer.name, layer.layer);
        add_head(nn::mobilenet_v2_maps, dropout, Storage::int8_per_channel());
    }
};

// The number of the layer that a parameter belongs to, from behind: 0 is the new one.
std::size_t depth_of(const std::string& parameter, const std::vector<nn::NamedLayer>& backbone) {
    for (std::size_t i = 0; i < backbone.size(); ++i) {
        std::string module = backbone[i].name;
        std::ranges::replace(module, '.', '_');
        if (parameter.starts_with(module + ".")) return backbone.size() - i;
    }
    return 0;
}

report::Origin origin() {
    const importers::PackageFile& source = importers::ssd_mobilenet_v2();
    return {.package = "npm " + source.package,
            .version = source.version,
            .file = std::format("{}, {} bytes from {} on", source.file, source.length, source.offset),
            .sha256 = source.sha256,
            .licence = source.licence,
            .trained =
                "Its first layers are those of an object detector, SSD on MobileNetV2, that the authors of "
                "MediaPipe (Google) trained on photos of Open Images, 23 classes. How exactly is not known; "
                "their package has the network only.",
            .changed =
                "From it are all weights up to the 1,280 last maps, which came as float16; the detector's boxes "
                "and classes are left out, a new last layer is put on, and all but the first blocks have "
                "learned on.",
            .compared =
                "Before that, the imported layers gave the numbers of the original in Google's own "
                "interpreter, TensorFlow Lite's reference kernels, to within 0.001."};
}

// The trainer runs in the checkout, where npm puts its packages.
std::shared_ptr<GestureNetwork> network() {
    const auto backbone = nn::mobilenet_v2({});
    nn::take_weights(backbone, importers::tflite::convolutions(
                                   importers::tflite::Model(importers::read(importers::ssd_mobilenet_v2(), "."))));
    return gestures_mobilenet_v2_network(backbone);
}

}  // namespace

std::shared_ptr<GestureNetwork> gestures_mobilenet_v2_network(const std::vector<nn::NamedLayer>& backbone) {
    return std::make_shared<GesturesMobilenetV2>(backbone);
}

GestureSettings gestures_mobilenet_v2_settings() {
    return {.id = "rock_paper_scissors_mobilenet_v2",
            .name = "Rock, paper, scissors, MobileNetV2",
            .source = "training/recipes/rock_paper_scissors/rock_paper_scissors_mobilenet_v2.cpp",
            .side_px = side_px,
            .normalisation = {.mean = 0.5F, .deviation = 0.5F},
            .epochs = 16,
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
                                .in_words = "of the new layers alone",
                                .epochs = 2,
                                .learning_rate = 2e-3,
                                .rates = fit::Rates{.in_words = "the last layer alone",
                                                    .of =
                                                        [](const std::string& name) {
                                                            return name.starts_with(nn::mobilenet_v2_parameters) ? 0
                                                                                                                 : 1;
                                                        }}},
            .rates = fit::Rates{.in_words = std::format("{} times the one behind it, stem and {} blocks stay", slower,
                                                        blocks_that_stay),
                                .of =
                                    [layers = nn::mobilenet_v2({})](const std::string& name) {
                                        const std::size_t depth = depth_of(name, layers);
                                        return depth >= layers.size() - blocks_that_stay
                                                   ? 0
                                                   : std::pow(slower, static_cast<double>(depth));
                                    }},
            .origin = origin(),
            .network = &network};
}

std::unique_ptr<Recipe> rock_paper_scissors_mobilenet_v2() {
    return std::make_unique<GestureRecipe>(gestures_mobilenet_v2_settings());
}

}  // namespace mllab::recipes
