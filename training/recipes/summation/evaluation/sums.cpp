#include "training/recipes/summation/evaluation/sums.hpp"

#include <algorithm>

#include "core/random.hpp"
#include "core/task.hpp"

namespace mllab::summation_evaluation {

SumEvaluation evaluate(const inference::Session& session, std::span<const summation::Expression> expressions) {
    constexpr std::size_t batch = 500;
    SumEvaluation evaluation;
    for (std::size_t at = 0; at < expressions.size(); at += batch) {
        const auto part = expressions.subspan(at, std::min(batch, expressions.size() - at));
        const auto outputs = core::run_now(session.run(summation::request(part)));
        const auto answers = summation::decode(outputs, part);
        for (std::size_t i = 0; i < part.size(); ++i) {
            ++evaluation.asked;
            if (answers[i].right) {
                ++evaluation.right;
            } else {
                evaluation.mistakes.push_back({.expression = part[i], .written = answers[i].text});
            }
        }
    }
    return evaluation;
}

std::vector<summation::Expression> pairs_up_to(int largest,
                                               const std::function<bool(const summation::Expression&)>& wanted) {
    std::vector<summation::Expression> pairs;
    for (int left = 0; left <= largest; ++left) {
        for (int right = 0; right <= largest; ++right) {
            const summation::Expression expression{.left = left, .right = right};
            if (!wanted || wanted(expression)) pairs.push_back(expression);
        }
    }
    return pairs;
}

bool held_out(const summation::Expression& expression, double share, std::uint64_t seed) {
    const auto [low, high] = std::minmax(expression.left, expression.right);
    constexpr std::uint64_t numbers = summation::largest_operand + 1;
    const std::uint64_t pair = static_cast<std::uint64_t>(low) * numbers + static_cast<std::uint64_t>(high);
    return core::Random(seed).fork(pair).chance(share);
}

}  // namespace mllab::summation_evaluation
