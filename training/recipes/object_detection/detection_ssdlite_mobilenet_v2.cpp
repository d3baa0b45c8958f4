// Recipe detection_ssdlite_mobilenet_v2: SSDLite on MobileNetV2 as another object detector left it. Its heads are new;
// the backbone's first blocks stay as they came, the others learn on, the later the faster.

#include "training/backbones/mobilenet_v2.hpp"
#include "training/recipes/object_detection/detection_recipe.hpp"
#include "training/recipes/object_detection/recipes.hpp"

namespace mllab::recipes {

namespace {

report::Origin origin() {
    report::Origin origin = backbones::origin_of_mobilenet_v2("");
    origin.changed =
        "From it are all weights up to the 1,280 last maps, which came as float16; the detector's own heads are left "
        "out, "
        "new layers and heads are put on, and all but the first blocks have learned on.";
    return origin;
}

}  // namespace

std::unique_ptr<Recipe> detection_ssdlite_mobilenet_v2() {
    return std::make_unique<DetectionRecipe>(
        DetectionSettings{.id = "detection_ssdlite_mobilenet_v2",
                          .name = "SSDLite MobileNetV2",
                          .source = "training/recipes/object_detection/detection_ssdlite_mobilenet_v2.cpp",
                          .layout = {.input_px = 320},
                          .normalisation = {.mean = 0.5F, .deviation = 0.5F},
                          .score = 0.4F,
                          .overlap = 0.5F,
                          .epochs = 30,
                          .batch_size = 32,
                          .learning_rate = 1e-3,
                          .weight_decay = 2e-2,
                          .slower = 0.9,
                          .blocks_that_stay = 3,
                          .bfloat16 = true,
                          .backbone = &backbones::imported_mobilenet_v2,
                          .origin = origin()});
}

}  // namespace mllab::recipes
