// The same numbers in another shape: Reshape, Flatten, Transpose, Squeeze, Unsqueeze, Concat; and Shape, which tells
// it.
#include <algorithm>
#include <numeric>
#include <ranges>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

namespace {

// A product of axes: fixed part times dynamic part.
struct Volume {
    std::int64_t fixed = 1;
    std::vector<Dim> unknown;  // sorted
    [[nodiscard]] bool operator==(const Volume&) const = default;
};

Volume volume(std::span<const Dim> dims) {
    Volume result;
    for (const Dim& dim : dims) {
        if (dim.is_dynamic())
            result.unknown.push_back(dim);
        else if (__builtin_mul_overflow(result.fixed, dim.size(), &result.fixed))
            throw GraphError("a shape has more elements than any machine can hold");
    }
    std::ranges::sort(result.unknown, {}, &Dim::name);
    return result;
}

// The target of Reshape as ONNX wants it (-1 at most once): same fixed product, same dynamic axes.
std::vector<std::int64_t> reshape_target(const Dims& from, const Dims& to) {
    if (volume(from) != volume(to))
        throw GraphError("the shape " + to_string(from) + " cannot become " + to_string(to));
    std::vector<std::int64_t> target;
    for (const Dim& dim : to) {
        // ONNX reads 0 as "as it was", so a size of 0 cannot be asked for.
        if (dim == Dim(0)) throw GraphError("a value cannot be reshaped to " + to_string(to));
        target.push_back(dim.size());
    }
    if (std::ranges::count(target, -1) > 1)
        throw GraphError("only one dynamic axis can be reshaped, not " + to_string(to));
    return target;
}

}  // namespace

Value GraphBuilder::reshape(const Value& x, const Dims& dims) {
    const std::vector<std::int64_t> target = reshape_target(x.dims(), dims);
    return impl_->emit("Reshape", {x, impl_->int64s("shape", target)}, x.type(), dims);
}

namespace {

Dim as_one_axis(const Volume& v, const Dims& whole) {
    if (v.unknown.empty()) return v.fixed;
    if (v.unknown.size() == 1 && v.fixed == 1) return v.unknown.front();
    throw GraphError("dynamic axes of " + to_string(whole) + " cannot be merged with others");
}

// Everything before `axis` in one, everything from it on in another axis.
Dims flatten_shape(const Dims& x, std::size_t axis) {
    const std::span<const Dim> all(x);
    return {as_one_axis(volume(all.first(axis)), x), as_one_axis(volume(all.subspan(axis)), x)};
}

}  // namespace

Value GraphBuilder::flatten(const Value& x, std::int64_t axis) {
    // Flatten may also split behind the last axis, which no index names.
    const std::size_t index = axis == static_cast<std::int64_t>(x.rank()) ? x.rank() : axis_index(axis, x.rank());
    return impl_->emit("Flatten", {x}, x.type(), flatten_shape(x.dims(), index),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

namespace {

Dims transpose_shape(const Dims& x, std::span<const std::int64_t> order) {
    std::vector<std::int64_t> sorted(order.begin(), order.end());
    std::ranges::sort(sorted);
    std::vector<std::int64_t> expected(x.size());
    std::iota(expected.begin(), expected.end(), 0);
    if (sorted != expected) throw GraphError("that is no order of the axes of " + to_string(x));
    Dims result;
    for (const std::int64_t axis : order) result.push_back(x[static_cast<std::size_t>(axis)]);
    return result;
}

Dims squeeze_shape(const Dims& x, std::span<const std::int64_t> axes) {
    Dims result = x;
    const std::vector<std::size_t> gone = axis_indices(axes, x.size());
    for (const std::size_t axis : std::views::reverse(gone)) {
        if (x[axis] != Dim(1))
            throw GraphError("axis " + std::to_string(axis) + " of " + to_string(x) + " is not of size 1");
        result.erase(result.begin() + static_cast<std::ptrdiff_t>(axis));
    }
    return result;
}

// The axes are those of the result, as numpy's expand_dims counts them.
Dims unsqueeze_shape(const Dims& x, std::span<const std::int64_t> axes) {
    Dims result = x;
    for (const std::size_t axis : axis_indices(axes, x.size() + axes.size()))
        result.insert(result.begin() + static_cast<std::ptrdiff_t>(axis), Dim(1));
    return result;
}

}  // namespace

Value GraphBuilder::transpose(const Value& x, std::initializer_list<std::int64_t> order) {
    const std::vector<std::int64_t> list(order);
    return impl_->emit("Transpose", {x}, x.type(), transpose_shape(x.dims(), list), {{"perm", list}});
}

Value GraphBuilder::squeeze(const Value& x, std::initializer_list<std::int64_t> axes) {
    const std::vector<std::int64_t> list(axes);
    const Dims dims = squeeze_shape(x.dims(), list);
    return impl_->emit("Squeeze", {x, impl_->int64s("axes", list)}, x.type(), dims);
}

Value GraphBuilder::unsqueeze(const Value& x, std::initializer_list<std::int64_t> axes) {
    const std::vector<std::int64_t> list(axes);
    const Dims dims = unsqueeze_shape(x.dims(), list);
    return impl_->emit("Unsqueeze", {x, impl_->int64s("axes", list)}, x.type(), dims);
}

Value GraphBuilder::length(const Value& x, std::int64_t axis) {
    const auto index = static_cast<std::int64_t>(axis_index(axis, x.rank()));
    return squeeze(impl_->emit("Shape", {x}, DType::int64, {1}, {{"start", index}, {"end", index + 1}}), {0});
}

namespace {

// Throws GraphError if there are no parts, or some of another type.
std::vector<std::optional<Value>> concat_inputs(const std::vector<Value>& parts) {
    if (parts.empty()) throw GraphError("nothing to concatenate");
    for (const Value& part : parts) require_same_type("concat", parts.front(), part);
    return {parts.begin(), parts.end()};
}

void require_equal_but_for(std::size_t axis, const Dims& first, const Dims& part) {
    if (part.size() != first.size() || with_axis(part, axis, first[axis]) != first)
        throw GraphError("the shapes " + to_string(first) + " and " + to_string(part) +
                         " cannot be concatenated along axis " + std::to_string(axis));
}

// Along an axis of fixed sizes: their sum.
Dims concat_shape(const std::vector<Value>& parts, std::size_t axis) {
    const Dims& first = parts.front().dims();
    std::int64_t total = 0;
    for (const Value& part : parts) {
        require_equal_but_for(axis, first, part.dims());
        if (part.dims()[axis].is_dynamic())
            throw GraphError("a dynamic axis is only concatenated with a name for the result: " +
                             to_string(part.dims()));
        total += part.dims()[axis].size();
    }
    return with_axis(first, axis, total);
}

// Along an axis that is dynamic in one part at least: ONNX cannot add names, so the caller names the sum.
Dims concat_shape(const std::vector<Value>& parts, std::size_t axis, const Dim& length) {
    if (!length.is_dynamic())
        throw GraphError("the result of concatenating along a dynamic axis needs a name, not the size " +
                         std::to_string(length.size()));
    const Dims& first = parts.front().dims();
    for (const Value& part : parts) require_equal_but_for(axis, first, part.dims());
    if (std::ranges::none_of(parts, [&](const Value& part) { return part.dims()[axis].is_dynamic(); }))
        throw GraphError("all sizes along axis " + std::to_string(axis) + " are fixed: concatenate without a name");
    return with_axis(first, axis, length);
}

}  // namespace

Value GraphBuilder::concat(const std::vector<Value>& parts, std::int64_t axis) {
    const std::vector<std::optional<Value>> inputs = concat_inputs(parts);
    const std::size_t index = axis_index(axis, parts.front().rank());
    return impl_->emit("Concat", inputs, parts.front().type(), concat_shape(parts, index),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

Value GraphBuilder::concat(const std::vector<Value>& parts, std::int64_t axis, const Dim& length) {
    const std::vector<std::optional<Value>> inputs = concat_inputs(parts);
    const std::size_t index = axis_index(axis, parts.front().rank());
    return impl_->emit("Concat", inputs, parts.front().type(), concat_shape(parts, index, length),
                       {{"axis", static_cast<std::int64_t>(index)}});
}

}  // namespace mllab::onnx_writer
