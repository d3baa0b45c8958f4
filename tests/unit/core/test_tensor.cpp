#include <catch_amalgamated.hpp>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "core/tensor.hpp"

using namespace mllab::core;

TEST_CASE("a shape's elements are the product of its dimensions") {
    CHECK(element_count({}) == 1);
    CHECK(element_count({0}) == 0);
    CHECK(element_count({1, 28, 28}) == 784);
    CHECK(element_count({std::int64_t{1} << 31}) == std::int64_t{1} << 31);
}

TEST_CASE("a shape that no memory could hold is refused before anything overflows") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    CHECK_THROWS_AS(element_count({(std::int64_t{1} << 31) + 1}), std::invalid_argument);
    CHECK_THROWS_AS(element_count({most, most}), std::invalid_argument);
    // These would wrap around to 0 and to 1.
    CHECK_THROWS_AS(element_count({std::int64_t{1} << 32, std::int64_t{1} << 32}), std::invalid_argument);
    CHECK_THROWS_AS(element_count({most, 3, most}), std::invalid_argument);
    CHECK_THROWS_AS(element_count({2, -1}), std::invalid_argument);
    CHECK_THROWS_AS(element_count({0, -1}), std::invalid_argument);
    CHECK(element_count({most, most, 0}) == 0);
}

TEST_CASE("the message names the shape") {
    CHECK(to_string(Shape{}) == "[]");
    CHECK(to_string(Shape{1, 28, 28}) == "[1, 28, 28]");
    CHECK_THROWS_WITH(Tensor({2, 3}, std::vector<float>(5)),
                      Catch::Matchers::ContainsSubstring("[2, 3]") && Catch::Matchers::ContainsSubstring("5"));
}

TEST_CASE("a tensor holds as many numbers as its shape says") {
    const Tensor tensor({2, 2}, std::vector<std::int64_t>{1, 2, 3, 4});
    CHECK(tensor.size() == 4);
    CHECK(tensor.as<std::int64_t>().at(3) == 4);
    CHECK_THROWS_AS(Tensor({3}, std::vector<float>(4)), std::invalid_argument);
    CHECK_THROWS_AS(Tensor({0}, std::vector<float>(1)), std::invalid_argument);
    CHECK_THROWS_AS(Tensor({}, std::vector<float>{}), std::invalid_argument);
    CHECK(Tensor({}, std::vector<float>{7}).size() == 1);
}

TEST_CASE("a new tensor is empty and consistent") {
    const Tensor tensor;
    CHECK(tensor.size() == 0);
    CHECK(tensor.shape == Shape{0});
    CHECK(tensor.view().data.empty());
}

TEST_CASE("numbers are not read as another type") {
    const Tensor tensor({1}, std::vector<std::uint8_t>{200});
    CHECK_THROWS_AS(tensor.as<float>(), std::invalid_argument);
    CHECK_THROWS_AS(tensor.view(), std::invalid_argument);
}

TEST_CASE("a view checks its size and gives slices") {
    const std::vector<float> numbers{0, 1, 2, 3, 4, 5};
    CHECK_THROWS_AS(TensorView<float>(numbers, {7}), std::invalid_argument);

    const TensorView<float> view(numbers, {3, 2});
    CHECK(view[2].shape == Shape{2});
    CHECK(view[2].data[0] == 4.0F);
    CHECK(view[1][1].shape.empty());
    CHECK(view[1][1].data[0] == 3.0F);
    CHECK_THROWS_AS(view[3], std::out_of_range);
    CHECK_THROWS_AS(view[0][2], std::out_of_range);
    CHECK_THROWS_AS(view[0][0][0], std::out_of_range);
}
