#include "training/evaluation/figures/top_k.hpp"

#include <cmath>
#include <stdexcept>

namespace mllab::evaluation {

bool among_best(std::span<const float> values, std::size_t label, std::size_t k) {
    if (label >= values.size()) throw std::out_of_range("a label that the classifier does not know");
    const float own = values[label];
    if (std::isnan(own)) return false;
    std::size_t better = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        better += values[i] > own || (values[i] == own && i < label) ? 1 : 0;
    return better < k;
}

double top_k_accuracy(std::span<const std::vector<float>> answers, std::span<const std::size_t> labels, std::size_t k) {
    if (answers.size() != labels.size()) throw std::invalid_argument("an accuracy needs a label for every answer");
    if (answers.empty()) return 0;
    std::size_t right = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) right += among_best(answers[i], labels[i], k) ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(answers.size());
}

}  // namespace mllab::evaluation
