#include "training/recipes/image_classification/evaluation/figures.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "core/classification.hpp"
#include "training/evaluation/figures/bootstrap.hpp"
#include "training/evaluation/figures/calibration.hpp"
#include "training/evaluation/figures/top_k.hpp"
#include "training/recipes/image_classification/evaluation/naming.hpp"

namespace mllab::classification_evaluation {

namespace {

constexpr std::size_t calibration_bins = 15;

// What is worth knowing of one answer.
struct Judged {
    float confidence = 0;
    bool first = false;
    bool among_five = false;
    bool named = false;
    bool named_rightly = false;
};

std::vector<Judged> judged(const Answers& answers, const image_classification::Parameters& parameters) {
    std::vector<Judged> all;
    for (std::size_t i = 0; i < answers.labels.size(); ++i) {
        const std::size_t label = answers.labels[i];
        const auto answer = image_classification::decode(answers.logits[i], parameters);
        all.push_back({.confidence = answer.best.front().value,
                       .first = evaluation::among_best(answers.logits[i], label, 1),
                       .among_five = evaluation::among_best(answers.logits[i], label, 5),
                       .named = answer.known.has_value(),
                       .named_rightly = names_rightly(answer, label, parameters)});
    }
    return all;
}

using Times = std::span<const std::uint32_t>;  // how often each picture counts

double share(std::span<const Judged> all, bool Judged::* what, bool is, Times times) {
    double found = 0;
    double count = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        count += times[i];
        if (all[i].*what == is) found += times[i];
    }
    return count > 0 ? found / count : 0;
}

double calibration(std::span<const Judged> all, Times times) {
    std::vector<float> confidence;
    std::vector<std::uint8_t> right;
    for (std::size_t i = 0; i < all.size(); ++i) {
        confidence.insert(confidence.end(), times[i], all[i].confidence);
        right.insert(right.end(), times[i], all[i].first ? 1 : 0);
    }
    return core::expected_calibration_error(confidence, right, calibration_bins);
}

std::vector<report::Metric> metrics_of(const std::vector<Judged>& all, const std::string& data,
                                       const std::string& split) {
    if (all.empty()) return {};
    const std::vector<std::uint32_t> once(all.size(), 1);
    std::vector<report::Metric> metrics;
    const auto add = [&](const char* name, const std::function<double(Times)>& figure) {
        const auto interval =
            evaluation::bootstrap_interval(all.size(), [&](Times times) { return std::optional(figure(times)); });
        report::Metric metric{.name = name,
                              .data = data,
                              .split = split,
                              .value = figure(once),
                              .samples = static_cast<std::int64_t>(all.size())};
        // Drawing again makes a small calibration error larger: what lies beside its interval has none.
        if (interval && interval->low <= metric.value && metric.value <= interval->high)
            metric.interval = std::pair(interval->low, interval->high);
        metrics.push_back(std::move(metric));
    };
    add("accuracy", [&](Times times) { return share(all, &Judged::first, true, times); });
    add("top_5_accuracy", [&](Times times) { return share(all, &Judged::among_five, true, times); });
    add("calibration_error", [&](Times times) { return calibration(all, times); });
    std::vector<float> confidence;
    for (const Judged& one : all) confidence.push_back(one.confidence);
    metrics.push_back({.name = "calibration_error_by_chance",
                       .data = data,
                       .split = split,
                       .value = evaluation::calibration_error_by_chance(confidence, calibration_bins),
                       .samples = static_cast<std::int64_t>(all.size())});
    add("answered_right", [&](Times times) { return share(all, &Judged::named_rightly, true, times); });
    add("unanswered", [&](Times times) { return share(all, &Judged::named, false, times); });
    return metrics;
}

}  // namespace

std::vector<report::Metric> figures_of(const Answers& answers, const image_classification::Parameters& parameters,
                                       const std::string& split) {
    return metrics_of(judged(answers, parameters), answers.data, split);
}

std::vector<report::Metric> cross_fitted_figures_of(const Answers& answers,
                                                    const image_classification::Parameters& parameters,
                                                    const std::string& split) {
    std::array<std::vector<std::size_t>, 2> places;
    for (std::size_t i = 0; i < answers.labels.size(); ++i) places.at(i % 2).push_back(i);
    if (places[1].empty()) return {};
    std::vector<Judged> all;
    for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
        const Decision decision = choose_decision(part_of(answers, places.at(1 - half)), parameters);
        image_classification::Parameters shown = parameters;
        shown.temperature = decision.temperature;
        shown.reject_below = decision.reject_below;
        const auto part = judged(part_of(answers, places.at(half)), shown);
        all.insert(all.end(), part.begin(), part.end());
    }
    return metrics_of(all, answers.data, split);
}

}  // namespace mllab::classification_evaluation
