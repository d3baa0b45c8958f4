#include "training/kernels/check.hpp"

#include <ATen/Context.h>

#include <chrono>
#include <format>

#include "training/kernels/comparison.hpp"

namespace mllab::kernels {

namespace {

// What is wrong with the first one that is.
std::string first_disagreement(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations)
        if (std::string found = disagreement(operation); !found.empty()) return found;
    return "";
}

}  // namespace

std::string disagreement(const Operation& operation) {
    const torch::AutoGradMode gradients(true);
    Comparison comparison(operation);
    switch (operation.kind) {
        case Operation::Kind::convolution:
            compare_convolution(operation, comparison);
            break;
        case Operation::Kind::product:
            compare_product(operation, comparison);
            break;
        case Operation::Kind::lstm:
            compare_lstm(operation, comparison);
            break;
    }
    return comparison.found();
}

Report check(const std::vector<Operation>& operations) {
    const auto started = std::chrono::steady_clock::now();
    Report report{.operations = operations.size(), .onednn_off = false, .sentence = "", .seconds = 0};
    std::string found = first_disagreement(operations);
    if (found.empty()) {
        report.sentence = std::format("libtorch's kernels agree with plain sums: {} operations, forward and backward",
                                      operations.size());
    } else {
        if (at::globalContext().userEnabledMkldnn()) {
            at::globalContext().setUserEnabledMkldnn(false);
            report.onednn_off = true;
            report.sentence = std::format(
                "libtorch's oneDNN computes wrongly on this processor ({}); it is switched off, and without it all {} "
                "operations are right",
                found, operations.size());
            found = first_disagreement(operations);
        }
        if (!found.empty())
            throw KernelError("libtorch computes wrongly on this processor, without oneDNN, too: " + found +
                              "; a training here would learn from wrong numbers");
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return report;
}

}  // namespace mllab::kernels
