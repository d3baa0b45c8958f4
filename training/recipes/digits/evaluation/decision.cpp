#include "training/recipes/digits/evaluation/decision.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "core/classification.hpp"
#include "training/evaluation/asking.hpp"

namespace mllab::digits_evaluation {

namespace {

// A score and how much it weighs.
struct Score {
    double value;
    double weight;
};

// p(no digit), or 1 - p(best digit), of every digit that the network was asked about. Each set weighs 1, however many
// digits it has.
void add_scores(std::vector<Score>& scores, const Answers& answers, float temperature, bool of_no_digit) {
    for (const auto& logits : answers.logits) {
        if (logits.empty()) continue;
        const auto p = core::softmax(logits, temperature);
        const float best =
            *std::ranges::max_element(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(digits::digit_count));
        scores.push_back({static_cast<double>(of_no_digit ? p[digits::no_digit] : 1 - best),
                          1 / static_cast<double>(answers.size())});
    }
}

// The value that all but `part` of the scores' weight stay at or below.
double quantile(std::vector<Score> scores, double part) {
    std::ranges::sort(scores, std::greater{}, &Score::value);
    double weight = 0;
    double above = 0;
    for (const Score& score : scores) weight += score.weight;
    for (const Score& score : scores) {
        above += score.weight;
        if (above > part * weight) return score.value;
    }
    return 0;
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
    const auto all_but = [&](double lost, bool of_no_digit) {
        std::vector<Score> scores;
        add_scores(scores, validation.pictures, decision.temperature, of_no_digit);
        add_scores(scores, validation.strokes, decision.temperature, of_no_digit);
        return quantile(std::move(scores), lost);
    };
    // What is most likely a digit is answered, whatever the allowance.
    decision.reject_above = rounded(std::clamp(all_but(most_lost, true), 0.2, 0.99));
    // A quarter of the allowance goes to drawings that fall between digits.
    decision.reject_below = rounded(std::clamp(1 - all_but(most_lost / 4, false), 0.0, 0.45));
    return decision;
}

}  // namespace mllab::digits_evaluation
