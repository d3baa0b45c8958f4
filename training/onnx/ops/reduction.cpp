// Along axes: Softmax, ArgMax, ReduceMean, ReduceSum.
#include <algorithm>

#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

namespace {

// Without the reduced axes, or with 1 in their places.
Dims reduced_shape(const Dims& x, std::span<const std::int64_t> axes, bool keep_dims) {
    if (axes.empty()) throw GraphError("a reduction needs at least one axis");
    const std::vector<std::size_t> reduced = axis_indices(axes, x.size());
    Dims result;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::ranges::binary_search(reduced, i))
            result.push_back(x[i]);
        else if (keep_dims)
            result.emplace_back(1);
    }
    return result;
}

}  // namespace

Value GraphBuilder::softmax(const Value& x, std::int64_t axis) {
    require_float("softmax", x);
    const auto index = static_cast<std::int64_t>(axis_index(axis, x.rank()));
    return impl_->emit("Softmax", {x}, DType::float32, x.dims(), {{"axis", index}});
}

Value GraphBuilder::arg_max(const Value& x, std::int64_t axis, bool keep_dims) {
    require_float("arg_max", x);
    const auto index = static_cast<std::int64_t>(axis_index(axis, x.rank()));
    const Dims dims = reduced_shape(x.dims(), {&index, 1}, keep_dims);
    return impl_->emit("ArgMax", {x}, DType::int64, dims,
                       {{"axis", index}, {"keepdims", std::int64_t{keep_dims ? 1 : 0}}});
}

Value GraphBuilder::reduce_mean(const Value& x, std::initializer_list<std::int64_t> axes, bool keep_dims) {
    require_float("reduce_mean", x);
    const std::vector<std::int64_t> list(axes);
    return impl_->emit("ReduceMean", {x}, DType::float32, reduced_shape(x.dims(), list, keep_dims),
                       {{"axes", list}, {"keepdims", std::int64_t{keep_dims ? 1 : 0}}});
}

Value GraphBuilder::reduce_sum(const Value& x, std::initializer_list<std::int64_t> axes, bool keep_dims) {
    require_float("reduce_sum", x);
    const std::vector<std::int64_t> list(axes);
    const Dims dims = reduced_shape(x.dims(), list, keep_dims);
    // The axes are an attribute of ReduceMean and an input of ReduceSum: opset 13 moved only the latter's.
    return impl_->emit("ReduceSum", {x, impl_->int64s("axes", list)}, DType::float32, dims,
                       {{"keepdims", std::int64_t{keep_dims ? 1 : 0}}});
}

}  // namespace mllab::onnx_writer
