#include "training/recipes/sketches/evaluation/confidence_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace mllab::sketches_evaluation {

namespace {

using Terms = sketches::ConfidenceTerms;
constexpr std::size_t terms_count = sketches::confidence_terms;

constexpr std::size_t bins = 15;          // as the calibration error has
constexpr double of_calibration = 5;      // beside likelihood
constexpr double of_size = 1e-3;          // of the squares of weights
constexpr double soft_gap = 0.01 / bins;  // a bin's gap below this is hardly felt
constexpr double least_spread = 0.01;     // a term that varies less tells nothing
constexpr int steps = 1500;
constexpr double fastest = 0.05;

struct Standard {
    Terms mean{};
    Terms spread{};  // 0 where the term tells nothing

    explicit Standard(std::span<const Judged> groups) {
        double n = 0;
        Terms squares{};
        for (const Judged& group : groups)
            for (const Terms& terms : group.terms) {
                ++n;
                for (std::size_t k = 1; k < terms_count; ++k) {
                    mean.at(k) += terms.at(k);
                    squares.at(k) += terms.at(k) * terms.at(k);
                }
            }
        for (std::size_t k = 1; k < terms_count && n > 0; ++k) {
            mean.at(k) /= n;
            const double variance = squares.at(k) / n - mean.at(k) * mean.at(k);
            if (variance > least_spread * least_spread) spread.at(k) = std::sqrt(variance);
        }
    }
    [[nodiscard]] Terms of(const Terms& terms) const {
        Terms result{1};
        for (std::size_t k = 1; k < terms_count; ++k)
            if (spread.at(k) > 0) result.at(k) = (terms.at(k) - mean.at(k)) / spread.at(k);
        return result;
    }
};

// Where a confidence lies between the middles of two bins.
struct Between {
    std::size_t bin = 0;
    double upper = 0;  // share of the upper one
    double slope = 0;  // of that share, by the confidence

    explicit Between(double confidence) {
        const double place = confidence * bins - 0.5;
        const double inside = std::clamp(place, 0.0, bins - 1.0);
        bin = std::min(static_cast<std::size_t>(inside), bins - 2);
        upper = inside - static_cast<double>(bin);
        slope = place == inside ? static_cast<double>(bins) : 0;
    }
};

// Adds the gradient of the group's part of the loss at `weights`. `share`: of the likelihood.
void add_gradient(Terms& gradient, const Judged& group, const Terms& weights, double share) {
    const auto n = static_cast<double>(group.right.size());
    std::vector<double> sure;
    std::array<double, bins> gaps{};
    for (std::size_t i = 0; i < group.right.size(); ++i) {
        double z = 0;
        for (std::size_t k = 0; k < terms_count; ++k) z += weights.at(k) * group.terms[i].at(k);
        sure.push_back(1 / (1 + std::exp(-z)));
        const Between between(sure.back());
        const double error = (sure.back() - group.right[i]) / n;
        gaps.at(between.bin) += (1 - between.upper) * error;
        gaps.at(between.bin + 1) += between.upper * error;
    }
    // The loss is the sum of their sizes, rounded off at 0.
    std::array<double, bins> pull{};
    for (std::size_t b = 0; b < bins; ++b) pull.at(b) = gaps.at(b) / std::hypot(gaps.at(b), soft_gap);
    for (std::size_t i = 0; i < group.right.size(); ++i) {
        const double c = sure[i];
        const double error = (c - group.right[i]) / n;
        const Between between(c);
        const double low = pull.at(between.bin);
        const double high = pull.at(between.bin + 1);
        const double by_confidence =
            ((1 - between.upper) * low + between.upper * high) / n + error * between.slope * (high - low);
        const double by_z = share * error + of_calibration * group.calibration * by_confidence * c * (1 - c);
        for (std::size_t k = 0; k < terms_count; ++k) gradient.at(k) += by_z * group.terms[i].at(k);
    }
}

// Adam (Kingma and Ba 2015), slowing down along a quarter of a cosine.
Terms minimised(std::span<const Judged> groups) {
    constexpr double keep = 0.9;
    constexpr double keep_squares = 0.999;
    double likelihoods = 0;
    for (const Judged& group : groups) likelihoods += group.likelihood;
    Terms weights{};
    Terms mean{};
    Terms squares{};
    for (int step = 1; step <= steps; ++step) {
        Terms gradient{};
        for (std::size_t k = 1; k < terms_count; ++k) gradient.at(k) = of_size * weights.at(k);
        for (const Judged& group : groups)
            add_gradient(gradient, group, weights, likelihoods > 0 ? group.likelihood / likelihoods : 0);
        const double rate = fastest * std::cos(std::numbers::pi / 2 * step / steps);
        for (std::size_t k = 0; k < terms_count; ++k) {
            mean.at(k) = keep * mean.at(k) + (1 - keep) * gradient.at(k);
            squares.at(k) = keep_squares * squares.at(k) + (1 - keep_squares) * gradient.at(k) * gradient.at(k);
            const double m = mean.at(k) / (1 - std::pow(keep, step));
            const double s = squares.at(k) / (1 - std::pow(keep_squares, step));
            weights.at(k) -= rate * m / (std::sqrt(s) + 1e-8);
        }
    }
    return weights;
}

}  // namespace

std::vector<float> fit_confidence(std::span<const Judged> groups) {
    for (const Judged& group : groups)
        if (group.terms.size() != group.right.size())
            throw std::invalid_argument("as many terms as answers are needed to fit a confidence");
    const Standard standard(groups);
    std::vector<Judged> standardised;
    for (const Judged& group : groups) {
        if (group.right.empty()) continue;
        standardised.push_back(group);
        for (Terms& terms : standardised.back().terms) terms = standard.of(terms);
    }
    Terms weights = minimised(standardised);
    for (std::size_t k = 1; k < terms_count; ++k) {
        weights.at(k) = standard.spread.at(k) > 0 ? weights.at(k) / standard.spread.at(k) : 0;
        weights.front() -= weights.at(k) * standard.mean.at(k);
    }
    return {weights.begin(), weights.end()};
}

}  // namespace mllab::sketches_evaluation
