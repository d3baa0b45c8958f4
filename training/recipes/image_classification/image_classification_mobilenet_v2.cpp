// Recipe image_classification_mobilenet_v2: MobileNetV2 as an object detector left it, which learns the 200 classes of
// Tiny ImageNet; first its new last layer alone, then all but the first blocks.

#include "training/backbones/mobilenet_v2.hpp"
#include "training/backbones/rates.hpp"
#include "training/recipes/image_classification/network.hpp"
#include "training/recipes/image_classification/recipe.hpp"
#include "training/recipes/image_classification/recipes.hpp"

namespace mllab::recipes {

namespace {

constexpr int small_px = 96;
constexpr int side_px = 128;

std::shared_ptr<nn::ClassHead> network() {
    return photo_network({.backbone = backbones::imported_mobilenet_v2(),
                          .summary = "MobileNetV2: a convolution, 17 inverted residuals",
                          .maps = nn::mobilenet_v2_maps,
                          .side_px = side_px});
}

}  // namespace

std::unique_ptr<Recipe> image_classification_mobilenet_v2() {
    return std::make_unique<PhotoRecipe>(
        PhotoSettings{.id = "image_classification_mobilenet_v2",
                      .name = "Photos of 200 things, MobileNetV2",
                      .source = "training/recipes/image_classification/image_classification_mobilenet_v2.cpp",
                      .side_px = side_px,
                      .normalisation = {.mean = 0.5F, .deviation = 0.5F},
                      .detail_px = 64,
                      .batch_size = 64,
                      .weight_decay = 2e-2,
                      .label_smoothing = 0.1,
                      .teacher = "image_classification_1000",
                      .teachers_share = 0.8,
                      .phases = {{.id = "image_classification_mobilenet_v2, new layer",
                                  .folder = "new-layer",
                                  .side_px = small_px,
                                  .epochs = 2,
                                  .learning_rate = 2e-3,
                                  .rates = backbones::new_layers_alone()},
                                 {.id = "image_classification_mobilenet_v2, small pictures",
                                  .folder = "small-pictures",
                                  .side_px = small_px,
                                  .epochs = 3,
                                  .learning_rate = 5e-4,
                                  .rates = backbones::later_layers_faster(nn::mobilenet_v2({}), 0.9, 3)},
                                 {.id = "image_classification_mobilenet_v2, taught",
                                  .folder = "taught",
                                  .side_px = small_px,
                                  .epochs = 5,
                                  .learning_rate = 8e-4,
                                  .rates = backbones::later_layers_faster(nn::mobilenet_v2({}), 0.93, 1),
                                  .taught = true}},
                      .origin = backbones::origin_of_mobilenet_v2("all but the first blocks have learned on."),
                      .network = &network});
}

}  // namespace mllab::recipes
