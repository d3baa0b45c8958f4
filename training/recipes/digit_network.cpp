#include "training/recipes/digit_network.hpp"

namespace mllab::recipes {

torch::Tensor DigitNetwork::forward(torch::Tensor images) {
    for (auto& [name, tensor] : outputs(std::move(images)))
        if (name == "logits") return tensor;
    throw std::logic_error("a digit network has an output named logits");
}

}  // namespace mllab::recipes
