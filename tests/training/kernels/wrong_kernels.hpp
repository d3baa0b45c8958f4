// libtorch with a kernel made wrong on purpose.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <string>

namespace mllab::testing {

// As long as this lives, whatever this thread calls of libtorch's operation `name` ("convolution",
// "convolution_backward", "addmm", "mm", "bmm", "baddbmm", "lstm") gives, if its result `output` has the type, what
// `spoil` makes of it. One at a time.
class WrongKernel {
 public:
    struct Wrong {
        std::string name;
        std::size_t output = 0;
        torch::ScalarType type = torch::kFloat32;
        bool only_with_onednn = false;
        std::function<void(torch::Tensor&)> spoil;
    };
    explicit WrongKernel(Wrong wrong);
    ~WrongKernel();
    WrongKernel(const WrongKernel&) = delete;
    WrongKernel& operator=(const WrongKernel&) = delete;

    [[nodiscard]] int calls() const;  // that were spoilt
};

}  // namespace mllab::testing
