#include <algorithm>
#include <optional>

#include "training/kernels/comparison.hpp"

namespace mllab::kernels {

namespace {

// [B, rows, columns]
torch::Tensor as_batch(const torch::Tensor& tensor) { return tensor.dim() == 2 ? tensor.unsqueeze(0) : tensor; }

}  // namespace

void compare_product(const Operation& operation, Comparison& comparison) {
    Numbers random;
    TensorSpec left_spec = operation.left;
    TensorSpec right_spec = operation.right;
    std::optional<TensorSpec> added_spec = operation.added;
    const bool batched = left_spec.sizes.size() == 3;
    {
        // Fewer products of a batch, or fewer rows.
        const std::int64_t first = left_spec.sizes[0];
        std::int64_t cost = right_spec.sizes.back();
        for (const std::int64_t size : left_spec.sizes) cost *= size;
        const std::int64_t some = shortened(first, cost, most_of_a_run);
        left_spec.sizes[0] = some;
        if (batched) right_spec.sizes[0] = some;
        if (added_spec && added_spec->sizes.size() == left_spec.sizes.size() && added_spec->sizes[0] == first)
            added_spec->sizes[0] = some;
    }
    const torch::Tensor left = random.tensor(left_spec);
    const torch::Tensor right = random.tensor(right_spec);
    const torch::Tensor added = added_spec ? random.tensor(*added_spec) : torch::Tensor();
    const torch::Tensor output = added.defined()
                                     ? (batched ? torch::baddbmm(added, left, right) : torch::addmm(added, left, right))
                                     : (batched ? torch::bmm(left, right) : torch::mm(left, right));
    const torch::Tensor gradient = random.like(output);
    output.backward(gradient);

    const torch::Tensor a = as_batch(plain(left));
    const torch::Tensor b = as_batch(plain(right));
    const torch::Tensor g = as_batch(plain(gradient));
    const torch::Tensor given = as_batch(plain(output));
    const torch::Tensor given_a = as_batch(plain(left.grad()));
    const torch::Tensor given_b = as_batch(plain(right.grad()));
    const auto a_at = a.accessor<float, 3>();
    const auto b_at = b.accessor<float, 3>();
    const auto g_at = g.accessor<float, 3>();
    const torch::Tensor more = added.defined() ? plain(added).expand_as(g) : torch::Tensor();
    const std::int64_t rows = a.size(1);
    const std::int64_t inner = a.size(2);
    const std::int64_t columns = b.size(2);
    for (const std::int64_t n : random.some_below(a.size(0))) {
        for (const std::int64_t i : random.some_below(rows)) {
            for (std::int64_t j = 0; j < columns; ++j) {
                Sum sum;
                for (std::int64_t k = 0; k < inner; ++k) sum.add(double{a_at[n][i][k]} * b_at[n][k][j]);
                if (more.defined()) sum.add(more.accessor<float, 3>()[n][i][j]);
                comparison.compare("output", given.accessor<float, 3>()[n][i][j], sum);
            }
            for (std::int64_t k = 0; k < inner; ++k) {
                Sum sum;
                for (std::int64_t j = 0; j < columns; ++j) sum.add(double{g_at[n][i][j]} * b_at[n][k][j]);
                comparison.compare("gradient of the left side", given_a.accessor<float, 3>()[n][i][k], sum);
            }
        }
        // Every row and column once.
        const std::int64_t pairs = std::max(inner, columns);
        for (std::int64_t m = 0; m < pairs; ++m) {
            const std::int64_t k = inner >= pairs ? m : random.below(inner);
            const std::int64_t j = columns >= pairs ? m : random.below(columns);
            Sum sum;
            for (std::int64_t i = 0; i < rows; ++i) sum.add(double{a_at[n][i][k]} * g_at[n][i][j]);
            comparison.compare("gradient of the right side", given_b.accessor<float, 3>()[n][k][j], sum);
        }
    }
    if (!added.defined() || added.dim() != 1) return;
    const std::vector<double> given_added = numbers(added.grad());
    for (std::int64_t j = 0; j < columns; ++j) {
        Sum sum;
        for (std::int64_t i = 0; i < rows; ++i) sum.add(g_at[0][i][j]);
        comparison.compare("gradient of what is added", given_added[static_cast<std::size_t>(j)], sum);
    }
}

}  // namespace mllab::kernels
