#include "training/importers/tfjs/convolutions.hpp"

#include <optional>
#include <string>
#include <utility>

#include "training/importers/import_error.hpp"
#include "training/importers/tfjs/convolution.hpp"

namespace mllab::importers::tfjs {

namespace {

// Who uses what, and what is added to it.
class Uses {
 public:
    explicit Uses(const Model& model) : model_(model), users_(model.nodes().size()) {
        for (std::size_t i = 0; i < model.nodes().size(); ++i)
            for (const Input& input : model.nodes()[i].inputs)
                if (!input.control) users_[input.node].push_back(i);
    }

    struct Bias {
        std::vector<float> numbers;
        std::size_t sum;  // the node that adds it
    };
    // The constant of so many numbers that is added to a node's result, at once or to its sum with another branch.
    [[nodiscard]] std::optional<Bias> bias_of(std::size_t index, std::int64_t maps) const {
        for (const std::size_t user : users_[index]) {
            if (!adds(user)) continue;
            if (const auto* numbers = constant_of(user, maps)) return Bias{*numbers, user};
            for (const std::size_t next : users_[user])
                if (const auto* numbers = adds(next) ? constant_of(next, maps) : nullptr) return Bias{*numbers, next};
        }
        return std::nullopt;
    }

    [[nodiscard]] bool ends_in_relu6(std::size_t index) const {
        return users_[index].size() == 1 && model_.nodes()[users_[index].front()].op == "Relu6";
    }

 private:
    [[nodiscard]] bool adds(std::size_t index) const {
        const std::string& op = model_.nodes()[index].op;
        return op == "Add" || op == "AddV2" || op == "AddN" || op == "BiasAdd";
    }
    [[nodiscard]] const std::vector<float>* constant_of(std::size_t index, std::int64_t maps) const {
        for (const Input& input : model_.nodes()[index].inputs) {
            const core::Tensor* tensor = model_.constant(model_.nodes()[input.node].name);
            const auto* numbers = tensor == nullptr ? nullptr : std::get_if<std::vector<float>>(&tensor->data);
            if (numbers != nullptr && std::cmp_equal(numbers->size(), maps)) return numbers;
        }
        return nullptr;
    }

    const Model& model_;
    std::vector<std::vector<std::size_t>> users_;
};

}  // namespace

std::vector<Convolution> convolutions(const Model& model) {
    const Uses uses(model);
    std::vector<Convolution> list;
    for (std::size_t i = 0; i < model.nodes().size(); ++i) {
        const Node& node = model.nodes()[i];
        const bool depthwise = node.op == "DepthwiseConv2dNative";
        if (!depthwise && node.op != "Conv2D") continue;
        const onnx_writer::Pair stride = height_and_width(node, "strides");
        const onnx_writer::Pair dilation = height_and_width(node, "dilations");
        if (attribute(node, "padding", std::string()) != "SAME" || stride.height != stride.width ||
            dilation.height != 1 || dilation.width != 1)
            continue;
        const core::Tensor* weight =
            node.inputs.size() < 2 ? nullptr : model.constant(model.nodes()[node.inputs[1].node].name);
        if (weight == nullptr) throw ImportError(node.place() + ": its weight is no constant");
        Kernel kernel = kernel_of(*weight, depthwise, node.place());
        const std::int64_t maps = kernel.shape.front();
        auto bias = uses.bias_of(i, maps);
        list.push_back({.name = node.name,
                        .shape = kernel.shape,
                        .weight = std::move(kernel.numbers),
                        .bias = bias ? std::move(bias->numbers) : std::vector<float>(static_cast<std::size_t>(maps)),
                        .stride = stride.height,
                        .groups = depthwise ? weight->shape[2] : 1,
                        .relu6 = uses.ends_in_relu6(bias ? bias->sum : i)});
    }
    return list;
}

}  // namespace mllab::importers::tfjs
