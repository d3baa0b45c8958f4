#include "training/nn/mobilenet_v2.hpp"

#include <format>

namespace mllab::nn {

std::vector<NamedLayer> mobilenet_v2(const BackboneStorage& storage) {
    return inverted_residuals(32,
                              {{.expansion = 1, .maps = 16, .blocks = 1, .stride = 1},
                               {.expansion = 6, .maps = 24, .blocks = 2, .stride = 2},
                               {.expansion = 6, .maps = 32, .blocks = 3, .stride = 2},
                               {.expansion = 6, .maps = 64, .blocks = 4, .stride = 2},
                               {.expansion = 6, .maps = 96, .blocks = 3, .stride = 1},
                               {.expansion = 6, .maps = 160, .blocks = 3, .stride = 2},
                               {.expansion = 6, .maps = 320, .blocks = 1, .stride = 1}},
                              mobilenet_v2_maps, storage);
}

void take_weights_of_detector(const std::vector<NamedLayer>& backbone,
                              const std::vector<importers::Convolution>& imported) {
    take_weights(backbone, imported, "FeatureExtractor/MobilenetV2/", [](std::size_t layer, const std::string& part) {
        if (part.empty()) return std::string(layer == 0 ? "Conv" : "Conv_1");
        return layer == 1 ? "expanded_conv/" + part : std::format("expanded_conv_{}/{}", layer - 1, part);
    });
}

}  // namespace mllab::nn
