#include "training/parallel/layers.hpp"

#include "training/parallel/process_group.hpp"

namespace mllab::parallel {

namespace {

// y = x added up over the processes. Each of them has its own loss and the loss of training is their mean, so the
// gradient that arrives here is added up as well; average_gradients divides it.
class SumOverAll : public torch::autograd::Function<SumOverAll> {
 public:
    static torch::Tensor forward(torch::autograd::AutogradContext* /*context*/, const torch::Tensor& x) {
        torch::Tensor sum = x.clone();
        CurrentGroup::get()->sum(sum);
        return sum;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* /*context*/,
                                                   const torch::autograd::variable_list& gradients) {
        torch::Tensor sum = gradients.front().clone();
        CurrentGroup::get()->sum(sum);
        return {sum};
    }
};

// One number a channel, to be combined with x.
torch::Tensor by_channel(const torch::Tensor& numbers, const torch::Tensor& x) {
    std::vector<std::int64_t> sizes(static_cast<std::size_t>(x.dim()), 1);
    sizes[1] = -1;
    return numbers.view(sizes);
}

}  // namespace

bool in_group() { return CurrentGroup::get() != nullptr; }

torch::Tensor dropout_mask(std::vector<std::int64_t> sizes, double p, std::int64_t axis,
                           const torch::TensorOptions& options) {
    const ProcessGroup* group = CurrentGroup::get();
    if (group != nullptr) sizes.at(static_cast<std::size_t>(axis)) *= group->size();
    const torch::Tensor mask = torch::empty(sizes, options).bernoulli_(1 - p).div_(1 - p);
    return group != nullptr ? group->share_of(mask, axis) : mask;
}

torch::Tensor dropout(const torch::Tensor& x, double p, bool training, std::int64_t axis) {
    if (!training || p <= 0) return x;
    return x * dropout_mask(x.sizes().vec(), p, axis, x.options().requires_grad(false));
}

torch::Tensor batch_norm_over_all(const torch::Tensor& x, const NormParts& norm) {
    std::vector<std::int64_t> others{0};
    for (std::int64_t axis = 2; axis < x.dim(); ++axis) others.push_back(axis);
    const torch::Tensor numbers = x.to(norm.weight.scalar_type());
    const double count = static_cast<double>(x.numel() / x.size(1)) * static_cast<double>(CurrentGroup::get()->size());
    // Added up in float64, as libtorch does it in one process.
    const auto mean_of = [&](const torch::Tensor& all) {
        const torch::Tensor sum = SumOverAll::apply(all.sum(others, false, torch::kFloat64));
        return (sum / count).to(norm.weight.scalar_type());
    };
    const torch::Tensor mean = mean_of(numbers);
    const torch::Tensor centred = numbers - by_channel(mean, x);
    const torch::Tensor variance = mean_of(centred.square());
    {
        const torch::NoGradGuard no_gradients;
        norm.running_mean.lerp_(mean, norm.momentum);
        norm.running_variance.lerp_(variance * (count / (count - 1)), norm.momentum);
        norm.batches.add_(1);
    }
    const torch::Tensor scale = norm.weight * (variance + norm.epsilon).rsqrt();
    return (centred * by_channel(scale, x) + by_channel(norm.bias, x)).to(x.scalar_type());
}

}  // namespace mllab::parallel
