// Sums, concatenations and reshapes of TensorFlow Lite in the graph that is made of them, run by the real runtime.
#include "graph_support.hpp"

using namespace mllab;
using namespace mllab::testing;

TEST_CASE("sums of TensorFlow Lite stay what they were") {
    core::Random random(13);
    const Picture in(1, 3, 4, 5, random);
    const auto channels = random_numbers(random, 5);
    MadeUpModel model{
        .tensors = {{.name = "picture", .shape = in.shape()},
                    {.name = "channels", .shape = {5}, .data = bytes_of(channels)},
                    {.name = "sum", .shape = in.shape()}},
        .operators =
            {{.code = add, .inputs = {0, 0}, .outputs = {2}, .options_type = add_options, .options = {{0, relu6}}}},
        .inputs = {0},
        .outputs = {2}};
    std::vector<float> expected;
    SECTION("of a picture with itself, limited") {
        for (const float x : in.numbers) expected.push_back(activated(2.0 * static_cast<double>(x), relu6));
    }
    SECTION("with one number for each channel") {
        model.operators[0].inputs = {0, 1};
        model.operators[0].options = {};
        for (std::size_t i = 0; i < in.numbers.size(); ++i) expected.push_back(in.numbers[i] + channels[i % 5]);
    }
    check_answer(model, in, in.long_shape(), expected);
}

TEST_CASE("concatenations and reshapes keep TensorFlow's order of numbers") {
    core::Random random(14);
    const Picture in(1, 3, 2, 4, random);
    MadeUpModel model{
        .tensors = {{.name = "picture", .shape = in.shape()},
                    {.name = "twice", .shape = {1, 3, 2, 8}},
                    {.name = "rows", .shape = {1, 12, 4}},
                    {.name = "shape", .shape = {3}, .type = int32, .data = bytes_of(std::vector{1, -1, 4})}},
        .operators = {{.code = concatenation,
                       .inputs = {0, 0},
                       .outputs = {1},
                       .options_type = concatenation_options,
                       .options = {{0, 3}}}},
        .inputs = {0},
        .outputs = {1}};
    const auto twice = [&](std::size_t run) {  // runs of so many numbers, each twice
        std::vector<float> numbers;
        for (std::size_t i = 0; i < in.numbers.size(); i += run)
            for (int k = 0; k < 2; ++k)
                for (std::size_t j = 0; j < run; ++j) numbers.push_back(in.numbers[i + j]);
        return numbers;
    };
    SECTION("channels beside channels") { check_answer(model, in, {1, 3, 2, 8}, twice(4)); }
    SECTION("counted from the end") {
        model.operators[0].options[0] = -1;
        check_answer(model, in, {1, 3, 2, 8}, twice(4));
    }
    SECTION("beside each other") {
        model.operators[0].options[0] = 2;
        model.tensors[1].shape = {1, 3, 4, 4};
        check_answer(model, in, {1, 3, 4, 4}, twice(8));
    }
    SECTION("below each other") {
        model.operators[0].options[0] = 1;
        model.tensors[1].shape = {1, 6, 2, 4};
        check_answer(model, in, {1, 6, 2, 4}, twice(24));
    }
    SECTION("reshaped") {
        model.operators.push_back({.code = reshape, .inputs = {1, 3}, .outputs = {2}});
        model.outputs = {2};
        check_answer(model, in, {1, 12, 4}, twice(4));
    }
    SECTION("reshaped, then a constant below") {
        model.tensors.push_back(
            {.name = "more", .shape = {1, 1, 4}, .data = bytes_of(std::vector{1.0F, 2.0F, 3.0F, 4.0F})});
        model.tensors.push_back({.name = "all", .shape = {1, 13, 4}});
        model.operators.push_back({.code = reshape, .inputs = {1}, .outputs = {2}});
        model.operators.push_back({.code = concatenation,
                                   .inputs = {2, 4},
                                   .outputs = {5},
                                   .options_type = concatenation_options,
                                   .options = {{0, 1}}});
        model.outputs = {5};
        auto expected = twice(4);
        expected.insert(expected.end(), {1, 2, 3, 4});
        check_answer(model, in, {1, 13, 4}, expected);
    }
}
