// Who learns from what: fixed once, so that no figure on a model card was measured on what the model has seen.
#pragma once

#include <array>
#include <cstddef>

namespace mllab::datasets {

enum class Split { train, validation, test };
[[nodiscard]] const char* name_of(Split split);

// Pen digits are split by writer, because a writer's digits resemble one another. The rule, applied once: the writers
// 1..30 of pendigits-orig.tra, shuffled by core::Random(1998) (the year of the set); the first 22 train, the next 3
// validate, the last 5 test; each list sorted. Digits in the official file: 5,499, 746 and 1,249.
inline constexpr std::array<int, 22> pen_train_writers{3,  4,  5,  7,  8,  9,  11, 12, 13, 14, 15,
                                                       16, 18, 19, 20, 21, 23, 24, 26, 28, 29, 30};
inline constexpr std::array<int, 3> pen_validation_writers{1, 6, 17};
inline constexpr std::array<int, 5> pen_test_writers{2, 10, 22, 25, 27};

// Throws std::out_of_range for a number that none of the lists has.
[[nodiscard]] Split split_of_writer(int writer);

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;  // one past the last
    [[nodiscard]] std::size_t size() const { return end - begin; }
};

// MNIST's test file is the test split. Its training file is cut: the last twelfth validates (5,000 of 60,000), the rest
// trains. Throws std::invalid_argument on Split::test.
[[nodiscard]] Range mnist_training_file_range(std::size_t count, Split split);

}  // namespace mllab::datasets
