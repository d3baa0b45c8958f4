#include "training/datasets/splits.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace mllab::datasets {

const char* name_of(Split split) {
    switch (split) {
        case Split::train:
            return "train";
        case Split::validation:
            return "validation";
        case Split::test:
            return "test";
    }
    throw std::invalid_argument("there is no such split");
}

Split split_of_writer(int writer) {
    if (std::ranges::find(pen_train_writers, writer) != pen_train_writers.end()) return Split::train;
    if (std::ranges::find(pen_validation_writers, writer) != pen_validation_writers.end()) return Split::validation;
    if (std::ranges::find(pen_test_writers, writer) != pen_test_writers.end()) return Split::test;
    throw std::out_of_range("writer " + std::to_string(writer) + " is not one of the 30 of pendigits-orig.tra");
}

Range mnist_training_file_range(std::size_t count, Split split) {
    const std::size_t train = count - count / 12;
    if (split == Split::train) return {0, train};
    if (split == Split::validation) return {train, count};
    throw std::invalid_argument("the training file of MNIST holds no test digits");
}

}  // namespace mllab::datasets
