#include "training/nn/efficientnet_lite0.hpp"

#include <format>

#include "training/importers/networks/efficientnet_lite0.hpp"

namespace mllab::nn {

namespace network = importers::efficientnet_lite0;

std::vector<NamedLayer> efficientnet_lite0(const BackboneStorage& storage) {
    std::vector<ResidualStage> stages;
    for (const network::Stage& stage : network::stages)
        stages.push_back({.expansion = stage.expansion,
                          .maps = stage.maps,
                          .blocks = stage.blocks,
                          .stride = stage.stride,
                          .kernel = stage.kernel});
    return inverted_residuals(network::stem_maps, stages, network::last_maps, storage);
}

void take_weights_of_efficientnet_lite0(const std::vector<NamedLayer>& backbone,
                                        const std::vector<importers::Convolution>& imported) {
    take_weights(backbone, imported, "", [](std::size_t layer, const std::string& part) {
        if (part.empty()) return std::string(layer == 0 ? "stem" : "head");
        return std::format("blocks.{}.{}", layer - 1, part);
    });
}

}  // namespace mllab::nn
