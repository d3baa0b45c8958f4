#include "training/recipes/digits/evaluation/figures.hpp"

#include <algorithm>
#include <format>

#include "core/classification.hpp"

namespace mllab::digits_evaluation {

namespace {

digits::Answer answer_of(const Answers& answers, std::size_t i, const digits::Parameters& parameters) {
    return answers.doubts[i] == digits::Doubt::none ? digits::decode(answers.logits[i], parameters)
                                                    : digits::unasked(answers.doubts[i]);
}

std::size_t best_of(const digits::Answer& answer) { return core::top_k(answer.probabilities, 1).front().index; }

void add_digit_figures(std::vector<report::Metric>& metrics, const Answers& answers,
                       const digits::Parameters& parameters, const std::string& split) {
    double best_right = 0;
    double answered_right = 0;
    double unanswered = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto answer = answer_of(answers, i, parameters);
        if (!answer.probabilities.empty() && best_of(answer) == answers.labels[i]) best_right += 1;
        if (!answer.digit) unanswered += 1;
        if (answer.digit == answers.labels[i]) answered_right += 1;
    }
    const auto n = static_cast<double>(answers.size());
    const auto samples = static_cast<std::int64_t>(answers.size());
    metrics.push_back({"accuracy", answers.data, split, best_right / n, samples});
    metrics.push_back({"answered_right", answers.data, split, answered_right / n, samples});
    metrics.push_back({"unanswered", answers.data, split, unanswered / n, samples});
}

void add_rejected(std::vector<report::Metric>& metrics, const Answers& answers, const digits::Parameters& parameters,
                  const std::string& split) {
    if (answers.size() == 0) return;
    double rejected = 0;
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (!answer_of(answers, i, parameters).digit) rejected += 1;
    metrics.push_back({"rejected", answers.data, split, rejected / static_cast<double>(answers.size()),
                       static_cast<std::int64_t>(answers.size())});
}

}  // namespace

std::vector<report::Metric> figures_of(const Evaluation& evaluation, const digits::Parameters& parameters,
                                       const std::string& split) {
    std::vector<report::Metric> metrics;
    std::vector<float> confidence;
    std::vector<std::uint8_t> correct;
    for (const Answers* answers : {&evaluation.pictures, &evaluation.uploads, &evaluation.strokes}) {
        if (answers->size() == 0) continue;
        add_digit_figures(metrics, *answers, parameters, split);
        if (answers == &evaluation.uploads) continue;
        for (std::size_t i = 0; i < answers->size(); ++i) {
            const auto answer = answer_of(*answers, i, parameters);
            if (!answer.digit) continue;  // only what the page claims can be wrong about its certainty
            confidence.push_back(answer.probabilities[*answer.digit]);
            correct.push_back(*answer.digit == answers->labels[i] ? 1 : 0);
        }
    }
    metrics.push_back({"calibration_error", "MNIST and pen digits, answered", split,
                       core::expected_calibration_error(confidence, correct),
                       static_cast<std::int64_t>(confidence.size())});
    add_rejected(metrics, evaluation.negatives, parameters, split);
    add_rejected(metrics, evaluation.fixed_negatives, parameters, split);
    for (const Answers& answers : evaluation.unseen_digits)
        if (answers.size() > 0) add_digit_figures(metrics, answers, parameters, split);
    for (const Answers& answers : evaluation.unseen_no_digits) add_rejected(metrics, answers, parameters, split);
    return metrics;
}

std::string message(const report::Metric& metric) {
    return std::format("{} on {}, {}: {:.2f} % of {}", metric.name, metric.data, metric.split, 100 * metric.value,
                       metric.samples);
}

report::Confusion confusion_of(const Evaluation& evaluation, const digits::Parameters& parameters,
                               const std::string& split) {
    core::ConfusionMatrix matrix(digits::digit_count);
    for (std::size_t i = 0; i < evaluation.pictures.size(); ++i)
        matrix.add(evaluation.pictures.labels[i], best_of(answer_of(evaluation.pictures, i, parameters)));
    report::Confusion confusion{.data = evaluation.pictures.data, .split = split, .labels = {}, .counts = {}};
    for (std::size_t truth = 0; truth < digits::digit_count; ++truth) {
        confusion.labels.push_back(std::to_string(truth));
        auto& row = confusion.counts.emplace_back();
        for (std::size_t answer = 0; answer < digits::digit_count; ++answer) row.push_back(matrix.count(truth, answer));
    }
    return confusion;
}

}  // namespace mllab::digits_evaluation
