// A backbone as a network whose output are its last maps, and what is asked of every network with a backbone.
#pragma once

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <vector>

#include "support/temporary_folder.hpp"
#include "training/nn/backbone.hpp"
#include "training/nn/layered_network.hpp"
#include "training/publish/layered_draft.hpp"

namespace mllab::testing {

class BackboneNetwork final : public nn::LayeredNetwork {
 public:
    BackboneNetwork(std::int64_t side, const std::vector<nn::NamedLayer>& layers)
        : LayeredNetwork({.input_meaning = "a picture",
                          .input = {3, side, side},
                          .summary = "a backbone",
                          .weights_stored_as = "int8, float16"}) {
        for (const nn::NamedLayer& layer : layers) add(layer.name, layer.layer);
        output("features", "its last maps");
    }
};

// Every parameter gets a gradient from the sum of `output`; gives how many numbers they are.
inline std::int64_t parameters_that_learn(const nn::LayeredNetwork& network, const torch::Tensor& output) {
    output.sum().backward();
    std::int64_t count = 0;
    for (const auto& parameter : network.named_parameters()) {
        INFO(parameter.key());
        REQUIRE(parameter->grad().defined());
        CHECK(parameter->grad().abs().max().item<double>() > 0);
        count += parameter->numel();
    }
    return count;
}

// Its file holds so many parameters, has fewer bytes than that, and computes what the network does.
inline void check_file(nn::LayeredNetwork& network, const torch::Tensor& images, std::int64_t parameters,
                       std::size_t bytes) {
    network.eval();
    network.fold();
    network.round();
    const TemporaryFolder folder;
    onnx_writer::GraphBuilder graph("network");
    network.write(graph);
    CHECK(graph.parameter_count() == parameters);
    CHECK(graph.write(folder / "model.onnx") < bytes);
    CHECK(publish::check_parity(network, folder / "model.onnx", images).inputs == images.size(0));
}

inline bool belong_to_backbone(const nn::LayeredNetwork& network) {
    return std::ranges::all_of(network.named_parameters().keys(),
                               [](const auto& name) { return name.starts_with(nn::backbone_parameters); });
}

}  // namespace mllab::testing
