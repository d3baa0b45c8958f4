#include "training/nn/picture_network.hpp"

namespace mllab::recipes {

torch::Tensor PictureNetwork::forward(torch::Tensor images) {
    for (auto& [name, tensor] : outputs(std::move(images)))
        if (name == "logits") return tensor;
    throw std::logic_error("a network for pictures has an output named logits");
}

}  // namespace mllab::recipes
