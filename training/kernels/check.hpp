// Are libtorch's kernels right? oneDNN computes some convolutions wrongly on some processors, and a training would
// learn with them and nobody notice. So before a training its network's operations are compared with plain sums,
// forward and backward: libtorch runs them whole on random numbers, and of what it gives a sample is computed once
// more.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "training/kernels/operations.hpp"

namespace mllab::kernels {

// Wrong with oneDNN off, too: nothing can be trained here.
class KernelError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

struct Report {
    std::size_t operations = 0;  // that were compared
    bool onednn_off = false;     // because of what was found here
    std::string sentence;
    double seconds = 0;
};

// What is wrong with an operation, in a sentence; empty where nothing is. Large batches and long texts are cut so that
// one run stays short.
[[nodiscard]] std::string disagreement(const Operation& operation);

// Compares all; where one is wrong it switches oneDNN off, for the whole process and for good, and compares again.
// Throws KernelError if that does not help.
[[nodiscard]] Report check(const std::vector<Operation>& operations);

}  // namespace mllab::kernels
