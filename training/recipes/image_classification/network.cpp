#include "training/recipes/image_classification/network.hpp"

#include <format>

#include "training/datasets/tiny_imagenet/tiny_imagenet.hpp"

namespace mllab::recipes {

namespace {

constexpr double dropout = 0.2;

class PhotosMobilenetV2 final : public nn::ClassHead {
 public:
    PhotosMobilenetV2(const std::vector<nn::NamedLayer>& backbone, int side_px)
        : ClassHead({.input_meaning = "the square in the middle of a photo, red, green and blue, normalised",
                     .input = {3, side_px, side_px},
                     .summary = std::format("MobileNetV2: a convolution, 17 inverted residuals and 1,280 last maps of "
                                            "{0}×{0}; the mean of each of them; one linear layer.",
                                            (side_px + 31) / 32),
                     .weights_stored_as = "int8 per channel; depthwise convolutions and the first one float16"}) {
        for (const nn::NamedLayer& layer : backbone) add(layer.name, layer.layer);
        add_head({.channels = nn::mobilenet_v2_maps,
                  .classes = static_cast<std::int64_t>(datasets::tiny_imagenet_classes),
                  .dropout = dropout,
                  .storage = onnx_writer::Storage::int8_per_channel(),
                  .logits_meaning = "one for each of the labels, before softmax"});
    }
};

}  // namespace

std::shared_ptr<nn::ClassHead> photos_mobilenet_v2_network(const std::vector<nn::NamedLayer>& backbone, int side_px) {
    return std::make_shared<PhotosMobilenetV2>(backbone, side_px);
}

}  // namespace mllab::recipes
