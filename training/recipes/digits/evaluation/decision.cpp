#include "training/recipes/digits/evaluation/decision.hpp"

#include <algorithm>
#include <cmath>

#include "core/classification.hpp"
#include "training/evaluation/asking.hpp"

namespace mllab::digits_evaluation {

namespace {

// The value that all but `part` of the scores stay at or below.
double quantile(std::vector<double> scores, double part) {
    if (scores.empty()) return 0;
    std::ranges::sort(scores);
    const auto allowed = static_cast<std::size_t>(part * static_cast<double>(scores.size()));
    return scores[scores.size() - 1 - std::min(allowed, scores.size() - 1)];
}

// p(no digit), or 1 - p(best digit), of every digit that the network was asked about.
std::vector<double> scores_of(const Answers& answers, float temperature, bool of_no_digit) {
    std::vector<double> scores;
    for (const auto& logits : answers.logits) {
        if (logits.empty()) continue;
        const auto p = core::softmax(logits, temperature);
        const float best =
            *std::ranges::max_element(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(digits::digit_count));
        scores.push_back(static_cast<double>(of_no_digit ? p[digits::no_digit] : 1 - best));
    }
    return scores;
}

float rounded(double value) { return static_cast<float>(std::round(value * 1000) / 1000); }

}  // namespace

Decision choose_decision(const Evaluation& validation, double most_lost) {
    Decision decision;
    decision.temperature = evaluation::best_temperature([&](float temperature) {
        // Each kind of input weighs the same, however many there are.
        double loss = 0;
        for (const Answers* answers : {&validation.pictures, &validation.strokes, &validation.negatives})
            loss += evaluation::cross_entropy(answers->logits, answers->labels, temperature);
        return loss;
    });
    const auto worst = [&](bool of_no_digit, double lost) {
        return std::max(quantile(scores_of(validation.pictures, decision.temperature, of_no_digit), lost),
                        quantile(scores_of(validation.strokes, decision.temperature, of_no_digit), lost));
    };
    // Never below one half: what is more likely a digit than not is answered.
    decision.reject_above = rounded(std::clamp(worst(true, most_lost), 0.5, 0.99));
    // A quarter of the allowance goes to drawings that fall between digits.
    decision.reject_below = rounded(std::clamp(1 - worst(false, most_lost / 4), 0.0, 0.45));
    return decision;
}

}  // namespace mllab::digits_evaluation
