#include "training/kernels/operations.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/record_function.h>

#include <algorithm>
#include <exception>
#include <format>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace mllab::kernels {

namespace {

using Inputs = c10::ArrayRef<const c10::IValue>;

TensorSpec spec_of(const torch::Tensor& tensor) {
    return {.sizes = tensor.sizes().vec(), .strides = tensor.strides().vec(), .type = tensor.scalar_type()};
}

TensorSpec spec_of(const c10::IValue& value) { return spec_of(value.toTensor()); }

std::optional<TensorSpec> spec_of_any(const c10::IValue& value) {
    if (!value.isTensor() || !value.toTensor().defined()) return std::nullopt;
    return spec_of(value.toTensor());
}

TensorSpec dense(std::vector<std::int64_t> sizes, torch::ScalarType type) {
    std::vector<std::int64_t> strides(sizes.size(), 1);
    for (std::size_t i = sizes.size(); i-- > 1;) strides[i - 1] = strides[i] * sizes[i];
    return {.sizes = std::move(sizes), .strides = std::move(strides), .type = type};
}

// A convolution over a line is one over a picture of one row.
void add_a_row(Operation& convolution) {
    for (TensorSpec* tensor : {&convolution.left, &convolution.right}) {
        auto& [sizes, strides, type] = *tensor;
        sizes.insert(sizes.begin() + 2, 1);
        strides.insert(strides.begin() + 2, strides[1]);
    }
    for (auto* one : {&convolution.stride, &convolution.dilation}) one->insert(one->begin(), 1);
    for (auto* none : {&convolution.padding, &convolution.output_padding}) none->insert(none->begin(), 0);
}

Operation convolution(Inputs inputs) {
    // input, weight, bias, stride, padding, dilation, transposed, output_padding, groups
    Operation operation{.kind = Operation::Kind::convolution,
                        .left = spec_of(inputs[0]),
                        .right = spec_of(inputs[1]),
                        .recurrent = {},
                        .added = spec_of_any(inputs[2]),
                        .stride = inputs[3].toIntVector(),
                        .padding = inputs[4].toIntVector(),
                        .dilation = inputs[5].toIntVector(),
                        .output_padding = inputs[7].toIntVector(),
                        .transposed = inputs[6].toBool(),
                        .groups = inputs[8].toInt()};
    const std::size_t axes = operation.left.sizes.size() - 2;
    // One number stands for all axes.
    for (auto* list : {&operation.stride, &operation.padding, &operation.dilation, &operation.output_padding})
        list->resize(axes, list->front());
    if (axes == 1) add_a_row(operation);
    return operation;
}

Operation product(const c10::IValue& left, const c10::IValue& right, std::optional<TensorSpec> added = std::nullopt) {
    Operation operation;
    operation.left = spec_of(left);
    operation.right = spec_of(right);
    operation.added = std::move(added);
    return operation;
}

// One for each layer and direction.
std::vector<Operation> lstm(Inputs inputs) {
    // input, states, weights, has_biases, num_layers, dropout, train, bidirectional, batch_first
    const TensorSpec input = spec_of(inputs[0]);
    const auto weights = inputs[2].toTensorVector();
    const std::size_t per_layer = inputs[3].toBool() ? 4 : 2;
    std::vector<std::int64_t> sizes = input.sizes;
    if (inputs[8].toBool()) std::swap(sizes[0], sizes[1]);
    std::vector<Operation> layers;
    for (std::size_t i = 0; i + 1 < weights.size(); i += per_layer) {
        sizes[2] = weights[i].size(1);
        Operation layer;
        layer.kind = Operation::Kind::lstm;
        layer.left = dense(sizes, input.type);
        layer.right = spec_of(weights[i]);
        layer.recurrent = spec_of(weights[i + 1]);
        layers.push_back(std::move(layer));
    }
    return layers;
}

struct Recording {
    std::vector<Operation> operations;
    std::exception_ptr error;  // libtorch would swallow it

    void add(Operation operation) {
        const torch::ScalarType type = operation.left.type;
        if (type != torch::kFloat32 && type != torch::kBFloat16 && type != torch::kHalf) return;
        // Automatic mixed precision is handed several types, and calls once more with one.
        if (operation.right.type != type || (operation.added && operation.added->type != type)) return;
        if (!std::ranges::contains(operations, operation)) operations.push_back(std::move(operation));
    }
    void take(std::string_view name, Inputs inputs) {
        if (name == "aten::convolution") add(convolution(inputs));
        if (name == "aten::mm" || name == "aten::bmm") add(product(inputs[0], inputs[1]));
        if (name == "aten::addmm" || name == "aten::baddbmm")
            add(product(inputs[1], inputs[2], spec_of_any(inputs[0])));
        // Of a packed sequence the second input is a tensor; no network here has one.
        if (name == "aten::lstm" && inputs[1].isTensorList())
            for (Operation& layer : lstm(inputs)) add(std::move(layer));
    }
};

thread_local Recording* current = nullptr;

std::unique_ptr<at::ObserverContext> on_call(const at::RecordFunction& function) {
    try {
        if (current != nullptr) current->take(function.name(), function.inputs());
    } catch (...) {
        current->error = std::current_exception();
    }
    return nullptr;
}

// Records what this thread calls, as long as it lives.
class Recorder {
 public:
    explicit Recorder(Recording& recording)
        : handle_(at::addThreadLocalCallback(
              at::RecordFunctionCallback(on_call).needsInputs(true).scopes({at::RecordScope::FUNCTION}))) {
        current = &recording;
    }
    ~Recorder() {
        current = nullptr;
        at::removeCallback(handle_);
    }
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

 private:
    at::CallbackHandle handle_;
};

// Puts back what a forward pass changes: the norms' running figures, the mode, the state of the random numbers.
class Untouched {
 public:
    explicit Untouched(torch::nn::Module& network)
        : network_(network), training_(network.is_training()), generator_(at::detail::getDefaultCPUGenerator()) {
        for (const torch::Tensor& buffer : network.buffers()) buffers_.push_back(buffer.clone());
        const std::scoped_lock lock(generator_.mutex());
        random_ = generator_.get_state();
    }
    ~Untouched() {
        const torch::NoGradGuard no_gradients;
        const auto buffers = network_.buffers();
        for (std::size_t i = 0; i < buffers.size(); ++i) buffers[i].copy_(buffers_[i]);
        network_.train(training_);
        const std::scoped_lock lock(generator_.mutex());
        generator_.set_state(random_);
    }
    Untouched(const Untouched&) = delete;
    Untouched& operator=(const Untouched&) = delete;

 private:
    torch::nn::Module& network_;
    bool training_;
    torch::Generator generator_;
    std::vector<torch::Tensor> buffers_;
    torch::Tensor random_;
};

std::string in_words(const TensorSpec& tensor) {
    std::string words;
    for (const std::int64_t size : tensor.sizes) words += std::format("{}{}", words.empty() ? "" : ", ", size);
    return "[" + words + "]";
}

}  // namespace

std::string Operation::in_words() const {
    const char* names[] = {"convolution", "matrix product", "LSTM"};
    std::string type = c10::toString(left.type);
    if (type == "Float") type = "float32";
    if (type == "BFloat16") type = "bfloat16";
    return std::format("{}{} of {} by {} in {}", transposed ? "transposed " : "", names[static_cast<std::size_t>(kind)],
                       kernels::in_words(left), kernels::in_words(right), type);
}

std::vector<Operation> operations_of(torch::nn::Module& network, const std::function<void()>& forward) {
    const torch::NoGradGuard no_gradients;
    const Untouched untouched(network);
    Recording recording;
    {
        const Recorder recorder(recording);
        for (const bool training : {true, false}) {
            network.train(training);
            forward();
        }
    }
    if (recording.error) std::rethrow_exception(recording.error);
    if (recording.operations.empty()) throw std::logic_error("the network ran no operation that could be checked");
    return recording.operations;
}

}  // namespace mllab::kernels
