// What a training needs to know of a network that gives one number a class.
#pragma once

#include <torch/torch.h>

#include <string>

namespace mllab::nn {

class Classifier : public torch::nn::Module {
 public:
    virtual torch::Tensor forward(torch::Tensor inputs) = 0;  // logits [N, classes]
    // Its layers, with all that training depends on and weights do not tell (dropout): for the settings.
    [[nodiscard]] virtual std::string in_words() const = 0;
};

}  // namespace mllab::nn
