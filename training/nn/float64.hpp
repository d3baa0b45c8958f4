// The reference of every comparison with a file: the network in float64. A float32 kernel that computes wrongly
// must not say what is right.
#pragma once

#include <torch/torch.h>

#include <vector>

namespace mllab::nn {

// As long as it lives, the network's weights and buffers are float64, of the very same values: what float32 holds,
// float64 does. Then they are float32 again, to the last bit. Inputs must be float64, too; a network must take the
// type of whatever it makes itself from its weights.
class InFloat64 {
 public:
    explicit InFloat64(const torch::nn::Module& network);
    ~InFloat64();
    InFloat64(const InFloat64&) = delete;
    InFloat64& operator=(const InFloat64&) = delete;

 private:
    std::vector<torch::Tensor> tensors_;  // those that were float32
    std::vector<torch::Tensor> before_;
};

}  // namespace mllab::nn
