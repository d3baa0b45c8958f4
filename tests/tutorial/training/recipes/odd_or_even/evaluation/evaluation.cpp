#include "training/recipes/odd_or_even/evaluation/evaluation.hpp"

#include <algorithm>
#include <utility>

#include "core/task.hpp"

namespace mllab::odd_or_even_evaluation {

Evaluation evaluate(const inference::Session& session, std::span<const odd_or_even::Number> numbers) {
    constexpr std::size_t batch = 500;
    Evaluation evaluation;
    for (std::size_t at = 0; at < numbers.size(); at += batch) {
        const auto part = numbers.subspan(at, std::min(batch, numbers.size() - at));
        inference::RunRequest request;
        request.inputs.push_back({"image", odd_or_even::encode(part)});
        const auto outputs = core::run_now(session.run(std::move(request)));
        const auto answers = odd_or_even::decode(outputs.tensor("logits"));
        for (std::size_t i = 0; i < part.size(); ++i) {
            ++evaluation.asked;
            if (answers.at(i).odd == (part[i] % 2 == 1)) ++evaluation.right;
        }
    }
    return evaluation;
}

}  // namespace mllab::odd_or_even_evaluation
