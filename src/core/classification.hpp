// From logits to answers, and from answers to figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace mllab::core {

// Probabilities of logits / temperature, computed without overflow; infinite logits give the limit. Throws
// std::invalid_argument on temperature <= 0 and on a logit that is not a number.
[[nodiscard]] std::vector<float> softmax(std::span<const float> logits, float temperature = 1.0F);

struct Ranked {
    std::size_t index = 0;
    float value = 0;
};

// The k largest values, best first; equal values keep the order of their indices, values that are no number come last.
[[nodiscard]] std::vector<Ranked> top_k(std::span<const float> values, std::size_t k);

// Counts of (truth, answer) pairs and the figures that follow from them.
class ConfusionMatrix {
 public:
    // Throws std::invalid_argument on more than 2^15 classes. Every function below throws std::out_of_range on a class
    // that does not exist.
    explicit ConfusionMatrix(std::size_t classes);
    void add(std::size_t truth, std::size_t answer);
    [[nodiscard]] std::size_t classes() const { return classes_; }
    [[nodiscard]] std::uint64_t count(std::size_t truth, std::size_t answer) const;
    [[nodiscard]] std::uint64_t total() const;
    [[nodiscard]] double accuracy() const;                    // 0 when nothing was added
    [[nodiscard]] double recall(std::size_t label) const;     // 0 when the class never occurred
    [[nodiscard]] double precision(std::size_t label) const;  // 0 when the class was never answered

 private:
    [[nodiscard]] std::size_t cell(std::size_t truth, std::size_t answer) const;

    std::size_t classes_;
    std::vector<std::uint64_t> counts_;
};

// Expected calibration error (Guo et al. 2017): mean |confidence - accuracy| over equal-width bins, weighted by count;
// 0 without samples. Throws std::invalid_argument if the spans differ in length, a confidence lies outside 0..1 or bins
// = 0.
[[nodiscard]] double expected_calibration_error(std::span<const float> confidence,
                                                std::span<const std::uint8_t> correct, std::size_t bins = 15);

}  // namespace mllab::core
