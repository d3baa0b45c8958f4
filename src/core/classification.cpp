#include "core/classification.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace mllab::core {

std::vector<float> softmax(std::span<const float> logits, float temperature) {
    if (!(temperature > 0)) throw std::invalid_argument("softmax needs a temperature above 0");
    if (std::ranges::any_of(logits, [](float v) { return std::isnan(v); }))
        throw std::invalid_argument("softmax was given a logit that is not a number");
    std::vector<float> probabilities(logits.size());
    if (logits.empty()) return probabilities;

    const double largest = *std::ranges::max_element(logits);
    std::vector<double> weights(logits.size());
    for (std::size_t i = 0; i < logits.size(); ++i)
        // Equal infinities share the answer; their difference would be no number.
        weights[i] = logits[i] == largest ? 1.0 : std::exp((logits[i] - largest) / temperature);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < weights.size(); ++i) probabilities[i] = static_cast<float>(weights[i] / sum);
    return probabilities;
}

std::vector<Ranked> top_k(std::span<const float> values, std::size_t k) {
    std::vector<Ranked> ranked(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) ranked[i] = {i, values[i]};
    const auto better = [](const Ranked& a, const Ranked& b) {
        // What is no number comes last, so that the order stays an order.
        if (std::isnan(a.value) != std::isnan(b.value)) return std::isnan(b.value);
        if (a.value > b.value) return true;
        if (a.value < b.value) return false;
        return a.index < b.index;
    };
    const auto count = std::min(k, ranked.size());
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(count), better);
    ranked.resize(count);
    return ranked;
}

namespace {
constexpr std::size_t most_classes = 1U << 15;
}

ConfusionMatrix::ConfusionMatrix(std::size_t classes) : classes_(classes) {
    if (classes > most_classes) throw std::invalid_argument("a confusion matrix of so many classes is a mistake");
    counts_.resize(classes * classes);
}

std::size_t ConfusionMatrix::cell(std::size_t truth, std::size_t answer) const {
    if (truth >= classes_ || answer >= classes_)
        throw std::out_of_range("class " + std::to_string(std::max(truth, answer)) + " of " + std::to_string(classes_));
    return truth * classes_ + answer;
}

void ConfusionMatrix::add(std::size_t truth, std::size_t answer) { ++counts_[cell(truth, answer)]; }

std::uint64_t ConfusionMatrix::count(std::size_t truth, std::size_t answer) const {
    return counts_[cell(truth, answer)];
}

std::uint64_t ConfusionMatrix::total() const {
    return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

namespace {
double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}
}  // namespace

double ConfusionMatrix::accuracy() const {
    std::uint64_t right = 0;
    for (std::size_t i = 0; i < classes_; ++i) right += count(i, i);
    return share(right, total());
}

double ConfusionMatrix::recall(std::size_t label) const {
    std::uint64_t occurred = 0;
    for (std::size_t answer = 0; answer < classes_; ++answer) occurred += count(label, answer);
    return share(count(label, label), occurred);
}

double ConfusionMatrix::precision(std::size_t label) const {
    std::uint64_t answered = 0;
    for (std::size_t truth = 0; truth < classes_; ++truth) answered += count(truth, label);
    return share(count(label, label), answered);
}

double expected_calibration_error(std::span<const float> confidence, std::span<const std::uint8_t> correct,
                                  std::size_t bins) {
    if (confidence.size() != correct.size())
        throw std::invalid_argument("as many confidences as answers are needed to measure calibration");
    if (bins == 0) throw std::invalid_argument("calibration needs at least one bin");
    struct Bin {
        double confidence = 0;
        double correct = 0;
    };
    std::vector<Bin> sums(bins);
    for (std::size_t i = 0; i < confidence.size(); ++i) {
        const double p = confidence[i];
        if (!(p >= 0 && p <= 1)) throw std::invalid_argument("a confidence lies outside 0..1");
        // Bins are (m-1)/M < p <= m/M; p = 0 belongs to the first.
        const double place = std::ceil(p * static_cast<double>(bins)) - 1;
        Bin& bin = sums[std::min(bins - 1, static_cast<std::size_t>(std::max(0.0, place)))];
        bin.confidence += p;
        bin.correct += correct[i] != 0 ? 1 : 0;
    }
    // |mean confidence - mean correctness| x count = |sum - sum|: the counts cancel.
    double error = 0;
    for (const Bin& bin : sums) error += std::abs(bin.confidence - bin.correct);
    return confidence.empty() ? 0.0 : error / static_cast<double>(confidence.size());
}

}  // namespace mllab::core
