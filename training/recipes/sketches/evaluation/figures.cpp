#include "training/recipes/sketches/evaluation/figures.hpp"

#include <algorithm>
#include <format>

#include "training/recipes/sketches/data/evaluation_set.hpp"

namespace mllab::sketches_evaluation {

namespace {

constexpr std::uint64_t placement_seed = 30;
constexpr std::size_t few = 3;

Answers ask(const inference::Session& session, const sketches::Parameters& parameters,
            const sketches_data::StrokeSet& drawings, float part, std::string name) {
    auto evaluation = sketches_data::freely_drawn(drawings, placement_seed, part);
    std::vector<image::GrayImage> inputs;
    for (const ink::Strokes& drawing : evaluation.drawings)
        inputs.push_back(sketches::encode(drawing, parameters).input);
    return {std::move(name), evaluation::logits_of(session, inputs), std::move(evaluation.labels)};
}

void add_accuracies(std::vector<report::Metric>& metrics, const Answers& answers, const std::string& split) {
    double first = 0;
    double among_few = 0;
    for (std::size_t i = 0; i < answers.labels.size(); ++i) {
        const auto top = core::top_k(answers.logits[i], few);
        first += top.front().index == answers.labels[i] ? 1 : 0;
        among_few += std::ranges::contains(top, answers.labels[i], &core::Ranked::index) ? 1 : 0;
    }
    const auto n = static_cast<double>(answers.labels.size());
    const auto samples = static_cast<std::int64_t>(answers.labels.size());
    metrics.push_back({"accuracy", answers.data, split, first / n, samples});
    metrics.push_back({"top_3_accuracy", answers.data, split, among_few / n, samples});
}

}  // namespace

Evaluation evaluate(const inference::Session& session, const sketches::Parameters& parameters,
                    const sketches_data::StrokeSet& drawings) {
    return {
        ask(session, parameters, drawings, 1, "drawings, free place and size"),
        ask(session, parameters, drawings, sketches_data::half_finished, "drawings of which 60 % of the ink is there")};
}

float calibrated_temperature(const Evaluation& validation) {
    return evaluation::best_temperature([&](float temperature) {
        return evaluation::cross_entropy(validation.whole.logits, validation.whole.labels, temperature);
    });
}

std::vector<report::Metric> figures_of(const Evaluation& evaluation, const sketches::Parameters& parameters,
                                       const std::string& split) {
    std::vector<report::Metric> metrics;
    if (evaluation.whole.labels.empty()) return metrics;
    add_accuracies(metrics, evaluation.whole, split);
    // The network's own answers: the test drawings were asked for evenly, so nothing is to be preferred among kin.
    sketches::Parameters own = parameters;
    own.kin.clear();
    std::vector<float> confidence;
    std::vector<std::uint8_t> correct;
    for (std::size_t i = 0; i < evaluation.whole.labels.size(); ++i) {
        const auto answer = sketches::decode(evaluation.whole.logits[i], own);
        confidence.push_back(answer.top.front().value);
        correct.push_back(answer.top.front().index == evaluation.whole.labels[i] ? 1 : 0);
    }
    metrics.push_back({"calibration_error", evaluation.whole.data, split,
                       core::expected_calibration_error(confidence, correct),
                       static_cast<std::int64_t>(confidence.size())});
    add_accuracies(metrics, evaluation.half_finished, split);
    return metrics;
}

std::string message(const report::Metric& metric) {
    return std::format("{} on {}, {}: {:.2f} % of {}", metric.name, metric.data, metric.split, 100 * metric.value,
                       metric.samples);
}

}  // namespace mllab::sketches_evaluation
