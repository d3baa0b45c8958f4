#include <algorithm>
#include <catch_amalgamated.hpp>
#include <numeric>
#include <vector>

#include "core/random.hpp"
#include "training/datasets/splits.hpp"

namespace datasets = mllab::datasets;
using datasets::Split;

TEST_CASE("the lists of writers are what the stated rule gives") {
    std::vector<int> writers(30);
    std::iota(writers.begin(), writers.end(), 1);
    mllab::core::Random random(1998);
    random.shuffle(std::span(writers));
    const auto train = std::span(writers).first(22);
    const auto validation = std::span(writers).subspan(22, 3);
    const auto test = std::span(writers).subspan(25, 5);
    for (const auto part : {train, validation, test}) std::ranges::sort(part);
    CHECK(std::ranges::equal(train, datasets::pen_train_writers));
    CHECK(std::ranges::equal(validation, datasets::pen_validation_writers));
    CHECK(std::ranges::equal(test, datasets::pen_test_writers));
}

TEST_CASE("every writer belongs to one split, other numbers to none") {
    std::array<int, 3> counts{};
    for (int writer = 1; writer <= 30; ++writer) ++counts[static_cast<std::size_t>(datasets::split_of_writer(writer))];
    CHECK(counts == std::array<int, 3>{22, 3, 5});
    for (const int writer : {-1, 0, 31, 1000}) CHECK_THROWS_AS(datasets::split_of_writer(writer), std::out_of_range);
}

TEST_CASE("MNIST's training file gives 55,000 digits to training and its last 5,000 to validation") {
    const auto train = datasets::mnist_training_file_range(60000, Split::train);
    const auto validation = datasets::mnist_training_file_range(60000, Split::validation);
    CHECK(train.begin == 0);
    CHECK(train.end == 55000);
    CHECK(validation.begin == 55000);
    CHECK(validation.end == 60000);
    CHECK_THROWS_AS(datasets::mnist_training_file_range(60000, Split::test), std::invalid_argument);
}

TEST_CASE("splits have the names that model cards use") {
    CHECK(std::string(datasets::name_of(Split::train)) == "train");
    CHECK(std::string(datasets::name_of(Split::validation)) == "validation");
    CHECK(std::string(datasets::name_of(Split::test)) == "test");
}
