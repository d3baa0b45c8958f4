// Matrix products: Gemm, MatMul.
#include "training/onnx/graph_impl.hpp"
#include "training/onnx/ops/rules.hpp"

namespace mllab::onnx_writer {

namespace {

// a [m, k] (or transposed), b [k, n] (or transposed), c broadcast to [m, n] without growing it -> [m, n].
Dims gemm_shape(const Dims& a, const Dims& b, const std::optional<Dims>& c, const GemmOptions& options) {
    require_rank(a, 2, "a Gemm's first factor");
    require_rank(b, 2, "a Gemm's second factor");
    const Dim& inner_a = a[options.transpose_a ? 0 : 1];
    const Dim& inner_b = b[options.transpose_b ? 1 : 0];
    if (inner_a != inner_b)
        throw GraphError("the inner sizes of " + to_string(a) + (options.transpose_a ? "ᵀ" : "") + " and " +
                         to_string(b) + (options.transpose_b ? "ᵀ" : "") + " differ");
    const Dims result{a[options.transpose_a ? 1 : 0], b[options.transpose_b ? 0 : 1]};
    if (c && broadcast(*c, result) != result)
        throw GraphError("a bias of shape " + to_string(*c) + " does not fit the result " + to_string(result));
    return result;
}

}  // namespace

Value GraphBuilder::linear(const Value& x, const Value& weight, const std::optional<Value>& bias) {
    return gemm(x, weight, bias, {.transpose_a = false, .transpose_b = true});
}

Value GraphBuilder::gemm(const Value& a, const Value& b, const std::optional<Value>& c, const GemmOptions& options) {
    require_float("gemm", a);
    require_float("gemm", b);
    if (c) require_float("gemm", *c);
    const Dims dims = gemm_shape(a.dims(), b.dims(), dims_of(c), options);
    std::vector<std::optional<Value>> inputs{a, b};
    if (c) inputs.emplace_back(*c);
    return impl_->emit(
        "Gemm", inputs, DType::float32, dims,
        {{"transA", std::int64_t{options.transpose_a ? 1 : 0}}, {"transB", std::int64_t{options.transpose_b ? 1 : 0}}});
}

namespace {

// Stacks of matrices, broadcast over all but the last two axes; both of rank 2 or more.
Dims matmul_shape(const Dims& a, const Dims& b) {
    if (a.size() < 2 || b.size() < 2)
        throw GraphError("a matrix product needs two axes or more, not " + to_string(a) + " and " + to_string(b));
    if (a.back() != b[b.size() - 2])
        throw GraphError("the inner sizes of " + to_string(a) + " and " + to_string(b) + " differ");
    Dims result = broadcast(Dims(a.begin(), a.end() - 2), Dims(b.begin(), b.end() - 2));
    result.push_back(a[a.size() - 2]);
    result.push_back(b.back());
    return result;
}

}  // namespace

Value GraphBuilder::matmul(const Value& a, const Value& b) {
    require_float("matmul", a);
    require_float("matmul", b);
    return impl_->emit("MatMul", {a, b}, DType::float32, matmul_shape(a.dims(), b.dims()));
}

}  // namespace mllab::onnx_writer
