#include "training/recipes/image_classification/network.hpp"

#include <format>

#include "training/datasets/tiny_imagenet/tiny_imagenet.hpp"

namespace mllab::recipes {

namespace {

constexpr double dropout = 0.2;

class PhotoNetwork final : public nn::ClassHead {
 public:
    explicit PhotoNetwork(const PhotoNetworkPlan& plan)
        : ClassHead({.input_meaning = "the square in the middle of a photo, red, green and blue, normalised",
                     .input = {3, plan.side_px, plan.side_px},
                     .summary = std::format("{0} and 1,280 last maps of {1}×{1}; the mean of each of them; one linear "
                                            "layer.",
                                            plan.summary, (plan.side_px + 31) / 32),
                     .weights_stored_as = "int8 per channel; depthwise convolutions and the first one float16"}) {
        for (const nn::NamedLayer& layer : plan.backbone) add(layer.name, layer.layer);
        add_head({.channels = plan.maps,
                  .classes = static_cast<std::int64_t>(datasets::tiny_imagenet_classes),
                  .dropout = dropout,
                  .storage = onnx_writer::Storage::int8_per_channel(),
                  .logits_meaning = "one for each of the labels, before softmax"});
    }
};

}  // namespace

std::shared_ptr<nn::ClassHead> photo_network(const PhotoNetworkPlan& plan) {
    return std::make_shared<PhotoNetwork>(plan);
}

}  // namespace mllab::recipes
