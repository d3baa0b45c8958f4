#include "training/recipes/sketches/evaluation/figures.hpp"

#include <algorithm>
#include <array>
#include <format>

#include "training/recipes/sketches/data/evaluation_set.hpp"
#include "training/recipes/sketches/evaluation/confidence_fit.hpp"

namespace mllab::sketches_evaluation {

namespace {

constexpr std::uint64_t placement_seed = 30;
constexpr std::size_t few = 3;
constexpr std::array other_parts_of_ink{0.2F, 0.4F, 0.8F};
// Finished drawings stay on the page, and half-finished ones are what is measured; the others keep the fit in bounds.
constexpr double finished_likelihood = 4;
constexpr double others_calibration = 0.1;
// The calibration of finished drawings counts more and more until its error is at most this: it must not be paid for
// what is gained on others.
constexpr std::array finished_counts{1.0, 1.25, 1.5, 1.75, 2.0, 3.0};
constexpr double finished_error = 0.025;

Answers ask(const inference::Session& session, const sketches::Parameters& parameters,
            const sketches_data::StrokeSet& drawings, float part, std::string name) {
    auto evaluation = sketches_data::freely_drawn(drawings, placement_seed, part);
    std::vector<image::GrayImage> inputs;
    std::vector<sketches::InkLook> looks;
    for (const ink::Strokes& drawing : evaluation.drawings) {
        auto encoded = sketches::encode(drawing, parameters);
        inputs.push_back(std::move(encoded.input));
        looks.push_back(encoded.look);
    }
    return {.data = std::move(name),
            .logits = evaluation::logits_of(session, inputs),
            .labels = std::move(evaluation.labels),
            .looks = std::move(looks)};
}

bool best_is_right(const Answers& answers, std::size_t i) {
    return core::top_k(answers.logits[i], 1).front().index == answers.labels[i];
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

void add_calibration_error(std::vector<report::Metric>& metrics, const Answers& answers,
                           const sketches::Parameters& parameters, const std::string& split) {
    std::vector<float> confidence;
    std::vector<std::uint8_t> correct;
    for (std::size_t i = 0; i < answers.labels.size(); ++i) {
        confidence.push_back(
            std::ranges::max(sketches::probabilities_of(answers.logits[i], answers.looks[i], parameters)));
        correct.push_back(best_is_right(answers, i) ? 1 : 0);
    }
    metrics.push_back({"calibration_error", answers.data, split, core::expected_calibration_error(confidence, correct),
                       static_cast<std::int64_t>(confidence.size())});
}

Judged judged(const Answers& answers, float temperature, double likelihood, double calibration) {
    Judged result{.terms = {}, .right = {}, .likelihood = likelihood, .calibration = calibration};
    for (std::size_t i = 0; i < answers.labels.size(); ++i) {
        result.terms.push_back(
            sketches::confidence_terms_of(core::softmax(answers.logits[i], temperature), answers.looks[i]));
        result.right.push_back(best_is_right(answers, i) ? 1 : 0);
    }
    return result;
}

double calibration_error(const Judged& group, const std::vector<float>& weights) {
    std::vector<float> confidence;
    for (const auto& terms : group.terms) confidence.push_back(sketches::confidence(terms, weights));
    return core::expected_calibration_error(confidence, group.right);
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

std::vector<Answers> ask_about_other_parts(const inference::Session& session, const sketches::Parameters& parameters,
                                           const sketches_data::StrokeSet& drawings) {
    std::vector<Answers> answers;
    for (const float part : other_parts_of_ink)
        answers.push_back(ask(session, parameters, drawings, part,
                              std::format("drawings of which {:.0f} % of the ink is there", 100 * part)));
    return answers;
}

std::vector<float> calibrated_confidence(const Evaluation& validation, const std::vector<Answers>& other_parts,
                                         const sketches::Parameters& parameters) {
    const float temperature = parameters.temperature;
    std::vector<Judged> groups{judged(validation.whole, temperature, finished_likelihood, 1),
                               judged(validation.half_finished, temperature, 1, 1)};
    for (const Answers& answers : other_parts) groups.push_back(judged(answers, temperature, 1, others_calibration));
    std::vector<float> weights;
    for (const double count : finished_counts) {
        groups.front().calibration = count;
        weights = fit_confidence(groups);
        if (calibration_error(groups.front(), weights) <= finished_error) break;
    }
    return weights;
}

std::vector<report::Metric> figures_of(const Evaluation& evaluation, const sketches::Parameters& parameters,
                                       const std::string& split) {
    std::vector<report::Metric> metrics;
    if (evaluation.whole.labels.empty()) return metrics;
    for (const Answers* answers : {&evaluation.whole, &evaluation.half_finished}) {
        add_accuracies(metrics, *answers, split);
        add_calibration_error(metrics, *answers, parameters, split);
    }
    return metrics;
}

std::string message(const report::Metric& metric) {
    return std::format("{} on {}, {}: {:.2f} % of {}", metric.name, metric.data, metric.split, 100 * metric.value,
                       metric.samples);
}

}  // namespace mllab::sketches_evaluation
