#include "training/recipes/rock_paper_scissors/evaluation/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <map>
#include <optional>
#include <utility>

#include "core/classification.hpp"
#include "training/datasets/hands/clips.hpp"
#include "training/evaluation/figures/calibration.hpp"

namespace mllab::gestures_evaluation {

namespace {

using rock_paper_scissors::gesture_count;
using rock_paper_scissors::no_hand;

constexpr std::size_t fewest_of_a_group = 10;

// Counts of right ones among all.
struct Share {
    std::size_t right = 0;
    std::size_t all = 0;
    void add(bool is_right) {
        right += is_right ? 1 : 0;
        ++all;
    }
    [[nodiscard]] double value() const { return static_cast<double>(right) / static_cast<double>(all); }
};

// Of gestures that the set has.
double balanced(const std::array<Share, gesture_count>& gestures) {
    double sum = 0;
    double count = 0;
    for (const Share& gesture : gestures) {
        if (gesture.all == 0) continue;
        sum += gesture.value();
        count += 1;
    }
    return count > 0 ? sum / count : 0;
}

std::optional<double> lowest(const std::map<std::string, Share>& groups) {
    std::optional<double> least;
    std::size_t large = 0;
    for (const auto& [name, share] : groups) {
        if (share.all < fewest_of_a_group) continue;
        ++large;
        least = std::min(least.value_or(1), share.value());
    }
    return large > 1 ? least : std::nullopt;
}

std::size_t best_gesture(const rock_paper_scissors::Answer& answer) {
    return core::top_k(std::span(answer.probabilities).first(gesture_count), 1).front().index;
}

std::size_t answered(const rock_paper_scissors::Answer& answer) {
    return answer.gesture ? static_cast<std::size_t>(*answer.gesture) : no_hand;
}

// The part of a set whose groups are as wanted, as a set of its own.
Answers part_of(const Answers& answers, const std::string& name, bool dark) {
    Answers part{.data = answers.data + ", " + name, .logits = {}, .labels = {}, .groups = {}};
    for (std::size_t i = 0; i < answers.labels.size(); ++i) {
        if (datasets::has_dark_skin(answers.groups[i]) != dark) continue;
        part.logits.push_back(answers.logits[i]);
        part.labels.push_back(answers.labels[i]);
        part.groups.push_back(answers.groups[i]);
    }
    return part;
}

constexpr const char* dark_skin = "dark skin";
constexpr const char* light_skin = "light skin";

void add_by_skin(std::vector<report::Metric>& metrics, const Answers& answers,
                 const rock_paper_scissors::Parameters& parameters, const std::string& split) {
    const Answers dark = part_of(answers, dark_skin, true);
    const Answers light = part_of(answers, light_skin, false);
    if (dark.labels.empty() || light.labels.empty()) return;
    for (const Answers* part : {&dark, &light})
        for (report::Metric& metric : figures_of({*part}, parameters, split))
            if (metric.name == "balanced_accuracy" || metric.name == "answered_right")
                metrics.push_back(std::move(metric));
}

}  // namespace

std::vector<report::Metric> figures_of(const std::vector<Answers>& sets,
                                       const rock_paper_scissors::Parameters& parameters, const std::string& split) {
    std::vector<report::Metric> metrics;
    for (const Answers& answers : sets) {
        std::array<Share, gesture_count> gestures;
        std::map<std::string, Share> groups;
        Share answered_right;
        Share unanswered;
        Share false_gesture;
        std::vector<float> confidence;
        std::vector<std::uint8_t> correct;
        for (std::size_t i = 0; i < answers.labels.size(); ++i) {
            const std::size_t label = answers.labels[i];
            const auto answer = rock_paper_scissors::decode(answers.logits[i], parameters);
            const auto likeliest = core::top_k(answer.probabilities, 1).front();
            confidence.push_back(likeliest.value);
            correct.push_back(likeliest.index == label ? 1 : 0);
            if (label == no_hand) {
                false_gesture.add(answer.gesture.has_value());
                continue;
            }
            const bool right = best_gesture(answer) == label;
            gestures.at(label).add(right);
            groups[answers.groups[i]].add(right);
            answered_right.add(answered(answer) == label);
            unanswered.add(!answer.gesture);
        }
        const auto add = [&](const std::string& name, double value, std::size_t samples) {
            metrics.push_back({name, answers.data, split, value, static_cast<std::int64_t>(samples)});
        };
        if (answered_right.all > 0) {
            add("balanced_accuracy", balanced(gestures), answered_right.all);
            if (const auto least = lowest(groups)) add("lowest_of_groups", *least, answered_right.all);
            add("answered_right", answered_right.value(), answered_right.all);
            add("unanswered", unanswered.value(), unanswered.all);
        }
        if (false_gesture.all > 0) add("false_gesture", false_gesture.value(), false_gesture.all);
        if (!correct.empty()) {
            add("calibration_error", core::expected_calibration_error(confidence, correct), correct.size());
            add("calibration_error_by_chance", evaluation::calibration_error_by_chance(confidence), correct.size());
        }
        if (answers.data == gestures_data::unseen_clips) add_by_skin(metrics, answers, parameters, split);
    }
    return metrics;
}

std::vector<std::string> limits_of(const std::vector<report::Metric>& figures) {
    constexpr double little = 0.05;
    double best = 0;
    for (const report::Metric& m : figures)
        if (m.name == "balanced_accuracy") best = std::max(best, m.value);
    std::vector<std::string> limits;
    for (const report::Metric& m : figures) {
        if (m.name == "balanced_accuracy" && m.value < best - little)
            limits.push_back(std::format("Less often right about {}: {:.0f} in a hundred.", m.data, 100 * m.value));
        if (m.name == "lowest_of_groups")
            limits.push_back(
                std::format("About one person or camera among the {} it was right only {:.0f} times in a hundred.",
                            m.data, 100 * m.value));
        if (m.name == "false_gesture" && m.value > 0.03)
            limits.push_back(
                std::format("Sees a gesture in {:.0f} of a hundred {}.", std::ceil(100 * m.value), m.data));
    }
    limits.emplace_back(
        "Nobody in its pictures wears gloves, and nobody's hand lacks a finger: how often it is right then "
        "was not measured.");
    limits.emplace_back(
        "Few people are in the webcam pictures that it learned from, most of them one woman in one office.");
    return limits;
}

std::string message(const report::Metric& metric) {
    return std::format("{} on {}, {}: {:.2f} % of {}", metric.name, metric.data, metric.split, 100 * metric.value,
                       metric.samples);
}

report::Confusion confusion_of(const std::vector<Answers>& evaluation,
                               const rock_paper_scissors::Parameters& parameters, const std::string& name,
                               const std::string& split) {
    core::ConfusionMatrix matrix(rock_paper_scissors::class_count);
    for (const Answers& answers : evaluation)
        for (std::size_t i = 0; i < answers.labels.size(); ++i)
            matrix.add(answers.labels[i], answered(rock_paper_scissors::decode(answers.logits[i], parameters)));
    report::Confusion confusion{.data = name, .split = split, .labels = rock_paper_scissors::labels(), .counts = {}};
    for (std::size_t truth = 0; truth < matrix.classes(); ++truth) {
        auto& row = confusion.counts.emplace_back();
        for (std::size_t answer = 0; answer < matrix.classes(); ++answer) row.push_back(matrix.count(truth, answer));
    }
    return confusion;
}

}  // namespace mllab::gestures_evaluation
