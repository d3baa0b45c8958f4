#include "training/nn/mobilenet_v2.hpp"

#include <format>

#include "training/importers/import_error.hpp"
#include "training/nn/same_convolution.hpp"

namespace mllab::nn {

namespace {

const importers::Convolution& found(const std::vector<importers::Convolution>& imported, const std::string& layer) {
    const std::string begin = "FeatureExtractor/MobilenetV2/" + layer + "/";
    const importers::Convolution* one = nullptr;
    for (const importers::Convolution& convolution : imported) {
        if (!convolution.name.starts_with(begin)) continue;
        if (one != nullptr) throw importers::ImportError(std::format("there are two layers “{}”", layer));
        one = &convolution;
    }
    if (one == nullptr) throw importers::ImportError(std::format("there is no layer “{}”", layer));
    return *one;
}

}  // namespace

std::vector<NamedLayer> mobilenet_v2(const MobileNetV2Plan& plan) {
    struct Row {
        std::int64_t expansion, maps, blocks, stride;  // the stride is the first block's
    };
    constexpr std::int64_t stem_maps = 32;
    std::vector<NamedLayer> layers{
        {.name = "backbone.stem",
         .layer = std::make_shared<SameConvolution>(3, stem_maps, SameConvPlan{.stride = 2, .storage = plan.stem})}};
    std::int64_t in = stem_maps;
    for (const Row& row : {Row{1, 16, 1, 1}, Row{6, 24, 2, 2}, Row{6, 32, 3, 2}, Row{6, 64, 4, 2}, Row{6, 96, 3, 1},
                           Row{6, 160, 3, 2}, Row{6, 320, 1, 1}}) {
        for (std::int64_t block = 0; block < row.blocks; ++block) {
            const InvertedResidual::Plan how{.in = in,
                                             .out = row.maps,
                                             .stride = block == 0 ? row.stride : 1,
                                             .expansion = row.expansion,
                                             .pointwise = plan.pointwise,
                                             .depthwise = plan.depthwise};
            layers.push_back({.name = std::format("backbone.block_{}", layers.size()),
                              .layer = std::make_shared<InvertedResidual>(how)});
            in = row.maps;
        }
    }
    layers.push_back({.name = "backbone.last",
                      .layer = std::make_shared<SameConvolution>(
                          in, mobilenet_v2_maps, SameConvPlan{.kernel = 1, .storage = plan.pointwise})});
    return layers;
}

void take_weights(const std::vector<NamedLayer>& backbone, const std::vector<importers::Convolution>& imported) {
    std::size_t block = 0;
    for (const NamedLayer& named : backbone) {
        if (const auto residual = std::dynamic_pointer_cast<InvertedResidual>(named.layer)) {
            const std::string scope = block == 0 ? "expanded_conv" : std::format("expanded_conv_{}", block);
            for (const auto& [part, convolution] : residual->parts())
                convolution->take(found(imported, scope + "/" + part));
            ++block;
        } else if (const auto convolution = std::dynamic_pointer_cast<SameConvolution>(named.layer)) {
            convolution->take(found(imported, block == 0 ? "Conv" : "Conv_1"));
        } else {
            throw importers::ImportError(std::format("“{}” is no layer of MobileNetV2", named.name));
        }
    }
}

}  // namespace mllab::nn
