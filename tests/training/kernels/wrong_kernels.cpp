#include "wrong_kernels.hpp"

#include <ATen/Context.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/library.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace mllab::testing {

namespace {

// A key of libtorch's own tests: in a thread that includes it, it comes before all others.
constexpr c10::DispatchKey key = c10::DispatchKey::TESTING_ONLY_GenericMode;

struct Current {
    WrongKernel::Wrong wrong;
    c10::impl::IncludeDispatchKeyGuard guard;
    int calls = 0;
    explicit Current(WrongKernel::Wrong what) : wrong(std::move(what)), guard(key) {}
};

thread_local std::optional<Current> current;

void run(const c10::OperatorHandle& operation, torch::jit::Stack* stack) {
    const c10::impl::ExcludeDispatchKeyGuard not_again(key);
    operation.callBoxed(stack);
    if (!current || operation.schema().name() != "aten::" + current->wrong.name) return;
    if (current->wrong.only_with_onednn && !at::globalContext().userEnabledMkldnn()) return;
    const std::size_t results = operation.schema().returns().size();
    const torch::Tensor result = stack->at(stack->size() - results + current->wrong.output).toTensor();
    if (!result.defined() || result.scalar_type() != current->wrong.type) return;
    // The numbers alone: no step of the gradient, no new version.
    torch::Tensor numbers = result.data();
    current->wrong.spoil(numbers);
    ++current->calls;
}

}  // namespace

WrongKernel::WrongKernel(Wrong wrong) {
    if (current) throw std::logic_error("one wrong kernel at a time");
    current.emplace(std::move(wrong));
}

WrongKernel::~WrongKernel() { current.reset(); }

int WrongKernel::calls() const { return current->calls; }

TORCH_LIBRARY_IMPL(_, TESTING_ONLY_GenericMode, library) { library.fallback(torch::CppFunction::makeFallthrough()); }

TORCH_LIBRARY_IMPL(aten, TESTING_ONLY_GenericMode, library) {
    for (const char* name : {"convolution", "convolution_backward", "addmm", "mm", "bmm", "baddbmm", "lstm.input"})
        library.impl(name, torch::CppFunction::makeFromBoxedFunction<&run>());
}

}  // namespace mllab::testing
