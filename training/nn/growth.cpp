#include "training/nn/growth.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

namespace mllab::nn {

namespace {

// Copies what both have, and gives the names that only `to` has.
template <typename Named>
std::set<std::string> copied(const Named& to, const Named& from) {
    const torch::NoGradGuard no_gradients;
    std::set<std::string> left;
    for (const auto& item : to) left.insert(item.key());
    for (const auto& item : from) {
        if (left.erase(item.key()) == 0) throw std::invalid_argument("the larger network has no “" + item.key() + "”");
        torch::Tensor target = to[item.key()];
        if (target.sizes() != item.value().sizes())
            throw std::invalid_argument("“" + item.key() + "” has another size in the larger network");
        target.copy_(item.value());
    }
    return left;
}

}  // namespace

void grow_from(LayeredNetwork& network, const LayeredNetwork& smaller) {
    std::set<std::string> left = copied(network.named_parameters(), smaller.named_parameters());
    left.merge(copied(network.named_buffers(), smaller.named_buffers()));
    for (const auto& item : network.named_modules("", false)) {
        const auto block = std::dynamic_pointer_cast<Residual>(item.value());
        const std::string inside = item.key() + ".";
        const auto is_new = [&](const std::string& name) { return name.starts_with(inside); };
        if (!block || std::ranges::none_of(left, is_new)) continue;
        block->change_nothing();
        std::erase_if(left, is_new);
    }
    if (!left.empty()) throw std::invalid_argument("the smaller network has no “" + *left.begin() + "”");
}

}  // namespace mllab::nn
