#include "training/recipes/summation/sums.hpp"

#include "training/recipes/summation/evaluation/sums.hpp"

namespace mllab::recipes {

namespace {

using summation::Expression;

// Numbers of any length come often enough, though there are far fewer short ones.
Expression drawn_sum(core::Random& random, double hold_out) {
    const auto up_to = [&](std::size_t count) { return static_cast<int>(random.below(count)); };
    while (true) {
        Expression e;
        const double kind = random.uniform();
        if (kind < 0.05) {
            e = {.left = up_to(10), .right = up_to(10)};
        } else if (kind < 0.25) {
            e = {.left = up_to(100), .right = up_to(100)};
        } else if (kind < 0.35) {
            e = {.left = up_to(100), .right = up_to(1000)};
        } else if (kind < 0.45) {
            e = {.left = up_to(1000), .right = up_to(100)};
        } else {
            e = {.left = up_to(1000), .right = up_to(1000)};
        }
        if (hold_out <= 0 || !summation_evaluation::held_out(e, hold_out, hold_out_seed)) return e;
    }
}

}  // namespace

std::vector<Expression> drawn_sums(core::Random random, std::size_t count, double hold_out) {
    std::vector<Expression> all(count);
    for (Expression& e : all) e = drawn_sum(random, hold_out);
    return all;
}

SumBatch batch_of(const std::vector<Expression>& expressions) {
    std::vector<std::int64_t> targets;
    for (const Expression& e : expressions)
        for (const std::int64_t symbol : summation::target(e)) targets.push_back(symbol);
    const auto count = std::ssize(expressions);
    return {.tokens = torch::tensor(summation::encode(expressions).as<std::int64_t>()).view({count, -1}),
            .targets = torch::tensor(targets).view({count, -1})};
}

}  // namespace mllab::recipes
