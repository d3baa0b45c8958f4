#include "training/nn/backbone.hpp"

#include <format>

#include "training/importers/import_error.hpp"
#include "training/nn/same_convolution.hpp"

namespace mllab::nn {

namespace {

const importers::Convolution& found(const std::vector<importers::Convolution>& imported, const std::string& scope,
                                    const std::string& layer) {
    const std::string name = scope + layer;
    const importers::Convolution* one = nullptr;
    for (const importers::Convolution& convolution : imported) {
        if (convolution.name != name && !convolution.name.starts_with(name + "/")) continue;
        if (one != nullptr) throw importers::ImportError(std::format("there are two layers “{}”", layer));
        one = &convolution;
    }
    if (one == nullptr) throw importers::ImportError(std::format("there is no layer “{}”", layer));
    return *one;
}

}  // namespace

std::int64_t add_stage(std::vector<NamedLayer>& layers, std::int64_t in, const ResidualStage& stage,
                       const BackboneStorage& storage) {
    for (std::int64_t block = 0; block < stage.blocks; ++block) {
        const InvertedResidual::Plan how{.in = in,
                                         .out = stage.maps,
                                         .stride = block == 0 ? stage.stride : 1,
                                         .expansion = stage.expansion,
                                         .pointwise = storage.pointwise,
                                         .depthwise = storage.depthwise,
                                         .kernel = stage.kernel,
                                         .pools = stage.pools && block == 0};
        layers.push_back({.name = std::format("backbone.block_{}", layers.size()),
                          .layer = std::make_shared<InvertedResidual>(how)});
        in = stage.maps;
    }
    return in;
}

std::vector<NamedLayer> inverted_residuals(std::int64_t stem, const std::vector<ResidualStage>& stages,
                                           std::int64_t last, const BackboneStorage& storage) {
    std::vector<NamedLayer> layers{
        {.name = "backbone.stem",
         .layer = std::make_shared<SameConvolution>(3, stem, SameConvPlan{.stride = 2, .storage = storage.stem})}};
    std::int64_t in = stem;
    for (const ResidualStage& stage : stages) in = add_stage(layers, in, stage, storage);
    layers.push_back({.name = "backbone.last",
                      .layer = std::make_shared<SameConvolution>(
                          in, last, SameConvPlan{.kernel = 1, .storage = storage.pointwise})});
    return layers;
}

void take_weights(const std::vector<NamedLayer>& backbone, const std::vector<importers::Convolution>& imported,
                  const std::string& scope, const ForeignName& called) {
    for (std::size_t i = 0; i < backbone.size(); ++i) {
        if (const auto residual = std::dynamic_pointer_cast<InvertedResidual>(backbone[i].layer)) {
            for (const auto& [part, convolution] : residual->parts())
                convolution->take(found(imported, scope, called(i, part)));
        } else if (const auto convolution = std::dynamic_pointer_cast<SameConvolution>(backbone[i].layer)) {
            convolution->take(found(imported, scope, called(i, "")));
        } else {
            throw importers::ImportError(std::format("“{}” is no layer of a backbone", backbone[i].name));
        }
    }
}

}  // namespace mllab::nn
