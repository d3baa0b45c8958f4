// Recipe image_classification_efficientnet_lite0: EfficientNet-Lite0 as Google left it for ImageNet's 1,000 classes and
// pictures of 224 pixels, which learns to tell 200 of them on pictures of 64: first its new last layer alone, then all
// but the first blocks.

#include "training/backbones/efficientnet_lite0.hpp"
#include "training/backbones/rates.hpp"
#include "training/importers/networks/efficientnet_lite0.hpp"
#include "training/recipes/image_classification/network.hpp"
#include "training/recipes/image_classification/recipe.hpp"
#include "training/recipes/image_classification/recipes.hpp"

namespace mllab::recipes {

namespace {

constexpr int side_px = 160;
constexpr std::size_t blocks_that_stay = 5;

std::shared_ptr<nn::ClassHead> network() {
    return photo_network({.backbone = backbones::imported_efficientnet_lite0(),
                          .summary = "EfficientNet-Lite0: a convolution, 16 inverted residuals",
                          .maps = importers::efficientnet_lite0::last_maps,
                          .side_px = side_px});
}

}  // namespace

std::unique_ptr<Recipe> image_classification_efficientnet_lite0() {
    return std::make_unique<PhotoRecipe>(PhotoSettings{
        .id = "image_classification_efficientnet_lite0",
        .name = "Photos of 200 things, EfficientNet-Lite0",
        .source = "training/recipes/image_classification/image_classification_efficientnet_lite0.cpp",
        .side_px = side_px,
        .normalisation = {.mean = 127.0F / 255, .deviation = 128.0F / 255},
        .detail_px = 64,
        .batch_size = 64,
        .weight_decay = 2e-2,
        .label_smoothing = 0.1,
        .teacher = "image_classification_1000",
        .teachers_share = 0.5,
        .phases = {{.id = "image_classification_efficientnet_lite0, new layer",
                    .folder = "new-layer",
                    .side_px = 128,
                    .epochs = 1,
                    .learning_rate = 3e-3,
                    .rates = backbones::new_layers_alone()},
                   {.id = "image_classification_efficientnet_lite0, taught",
                    .folder = "taught",
                    .side_px = 128,
                    .epochs = 5,
                    .learning_rate = 3e-4,
                    .rates = backbones::later_layers_faster(nn::efficientnet_lite0({}), 0.9, blocks_that_stay),
                    .taught = true}},
        .origin = backbones::origin_of_efficientnet_lite0("all but the first blocks have learned on."),
        .network = &network});
}

}  // namespace mllab::recipes
