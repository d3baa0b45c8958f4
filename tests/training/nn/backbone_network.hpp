// A backbone as a network whose output are its last maps.
#pragma once

#include <cstdint>
#include <vector>

#include "training/nn/backbone.hpp"
#include "training/nn/layered_network.hpp"

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

}  // namespace mllab::testing
