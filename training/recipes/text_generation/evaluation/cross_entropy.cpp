#include "training/recipes/text_generation/evaluation/cross_entropy.hpp"

#include <algorithm>
#include <numbers>
#include <span>
#include <stdexcept>

#include "core/sampling.hpp"
#include "core/task.hpp"

namespace mllab::text_generation_evaluation {

double TextEvaluation::bits_per_character() const { return nats_per_character() / std::numbers::ln2; }

TextEvaluation evaluate(const inference::Session& session, const text_generation::Parameters& parameters,
                        const std::vector<std::int64_t>& tokens, std::size_t batch_size) {
    constexpr std::size_t window = 100;
    if (batch_size == 0 || tokens.size() < batch_size)
        throw std::invalid_argument("there are fewer characters than parts: nothing can be measured");
    const std::size_t length = tokens.size() / batch_size;
    const std::size_t alphabet = parameters.alphabet.size();
    TextEvaluation evaluation;
    text_generation::State state = text_generation::blank_state(parameters, batch_size);
    for (std::size_t at = 0; at < length; at += window) {
        const std::size_t count = std::min(window, length - at);
        // What is read is one character behind what has to be predicted.
        std::vector<std::int64_t> read;
        for (std::size_t n = 0; n < batch_size; ++n)
            for (std::size_t t = at; t < at + count; ++t)
                read.push_back(t == 0 ? static_cast<std::int64_t>(parameters.start) : tokens[n * length + t - 1]);
        inference::RunRequest run = text_generation::request(read, state);
        run.inputs.front().value =
            core::Tensor({static_cast<std::int64_t>(batch_size), static_cast<std::int64_t>(count)}, read);
        const inference::Outputs outputs = core::run_now(session.run(std::move(run)));
        state = text_generation::state_after(state, read, outputs);
        const std::vector<float>& logits = outputs.tensor("logits").as<float>();
        if (logits.size() != batch_size * count * alphabet)
            throw std::invalid_argument("the model gives other logits than its card promises");
        for (std::size_t n = 0; n < batch_size; ++n) {
            for (std::size_t t = 0; t < count; ++t) {
                const auto row = std::span(logits).subspan((n * count + t) * alphabet, alphabet);
                const auto truth = static_cast<std::size_t>(tokens[n * length + at + t]);
                evaluation.nats += core::surprise_nats(row, truth);
                const auto best = static_cast<std::size_t>(std::ranges::max_element(row) - row.begin());
                evaluation.right += best == truth ? 1 : 0;
                ++evaluation.characters;
            }
        }
    }
    return evaluation;
}

}  // namespace mllab::text_generation_evaluation
