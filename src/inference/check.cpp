#include "inference/check.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mllab::inference {

namespace {

constexpr std::array<std::string_view, 4> type_names{"float32", "int64", "int32", "uint8"};

[[noreturn]] void mismatch(const std::string& sentence) { throw ModelError(Failure::shape_mismatch, sentence); }

std::string shape_text(const core::Shape& shape) {
    std::string text;
    for (const auto axis : shape) text += (text.empty() ? "" : ", ") + (axis < 0 ? "any" : std::to_string(axis));
    return "[" + text + "]";
}

std::string text(const TensorInfo& tensor) { return tensor.type + " " + shape_text(tensor.shape); }

const TensorInfo* find(const std::vector<TensorInfo>& tensors, const std::string& name) {
    const auto found = std::ranges::find(tensors, name, &TensorInfo::name);
    return found == tensors.end() ? nullptr : &*found;
}

std::string names(const std::vector<TensorInfo>& tensors) {
    std::string list;
    for (const auto& tensor : tensors) list += (list.empty() ? "“" : ", “") + tensor.name + "”";
    return list.empty() ? "none" : list;
}

bool fits(const TensorInfo& expected, const TensorInfo& given) {
    if (expected.type != given.type) return false;
    if (expected.shape.empty()) return true;
    return std::ranges::equal(expected.shape, given.shape, [](auto axis, auto n) { return axis < 0 || axis == n; });
}

[[noreturn]] void no_such_output(const std::string& model, const std::string& name,
                                 const std::vector<TensorInfo>& outputs) {
    mismatch("The model “" + model + "” has no output “" + name + "”; its outputs: " + names(outputs) + ".");
}

void check_outputs(const std::string& model, const std::vector<TensorInfo>& outputs,
                   const std::vector<std::string>& wanted) {
    for (const auto& name : wanted)
        if (find(outputs, name) == nullptr) no_such_output(model, name, outputs);
}

void check_copied(const std::string& model, const TensorInfo& output) {
    if (std::ranges::find(type_names, output.type) == type_names.end())
        mismatch("The output “" + output.name + "” of the model “" + model + "” is of type " + output.type +
                 ", which can be kept where the model runs but not be copied.");
}

}  // namespace

std::string type_name(const core::Tensor& tensor) { return std::string(type_names.at(tensor.data.index())); }

TensorInfo given(const std::string& name, const core::Tensor& tensor) {
    TensorInfo info{name, type_name(tensor), tensor.shape};
    const auto count = std::visit([](const auto& numbers) { return numbers.size(); }, tensor.data);
    bool holds = false;
    try {
        holds = core::element_count(tensor.shape) == static_cast<std::int64_t>(count);
    } catch (const std::invalid_argument&) {
        holds = false;
    }
    if (!holds)
        mismatch("The input “" + name + "” says that it is " + core::to_string(tensor.shape) + " but holds " +
                 std::to_string(count) + " numbers.");
    return info;
}

void check_run(const std::string& model, const std::vector<TensorInfo>& inputs, const std::vector<TensorInfo>& outputs,
               const std::vector<TensorInfo>& given, const std::vector<std::string>& fetch,
               const std::vector<std::string>& keep) {
    for (const auto& input : given) {
        const auto* expected = find(inputs, input.name);
        if (expected == nullptr)
            mismatch("The model “" + model + "” has no input “" + input.name + "”; its inputs: " + names(inputs) + ".");
        if (std::ranges::count(given, input.name, &TensorInfo::name) > 1)
            mismatch("The input “" + input.name + "” of the model “" + model + "” was given twice.");
        if (!fits(*expected, input))
            mismatch("The input “" + input.name + "” of the model “" + model + "” expects " + text(*expected) +
                     " but was given " + text(input) + ".");
    }
    for (const auto& input : inputs)
        if (find(given, input.name) == nullptr)
            mismatch("The input “" + input.name + "” of the model “" + model + "” is missing; it expects " +
                     text(input) + ".");
    check_outputs(model, outputs, fetch);
    check_outputs(model, outputs, keep);
    for (const auto& output : outputs) {
        const bool kept = std::ranges::find(keep, output.name) != keep.end();
        const bool copied = fetch.empty() ? !kept : std::ranges::find(fetch, output.name) != fetch.end();
        if (copied) check_copied(model, output);
    }
}

}  // namespace mllab::inference
