#include <catch_amalgamated.hpp>
#include <numeric>
#include <stdexcept>

#include "experiments/sketchpad/inside/weights.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;
using sketchpad::WeightsPlace;

namespace {

// 0, 1, 2 … in the order in which a file has them.
core::Tensor counted(core::Shape shape, float first = 0) {
    std::vector<float> values(static_cast<std::size_t>(core::element_count(shape)));
    std::iota(values.begin(), values.end(), first);
    return {std::move(shape), std::move(values)};
}

std::map<std::string, core::Tensor> outputs() {
    std::map<std::string, core::Tensor> all;
    all.emplace("features_1", counted({1, 2, 28, 28}));
    all.emplace("weight_1", counted({2, 1, 3, 3}));
    all.emplace("bias_1", counted({2}, 100));
    all.emplace("weight_2", counted({4, 2, 3, 3}));
    all.emplace("bias_2", counted({4}, 200));
    all.emplace("weight_3", counted({11, 4}));
    all.emplace("bias_3", counted({11}, 300));
    return all;
}

}  // namespace

TEST_CASE("all weights that a file gives are found, layer by layer") {
    const auto layers = sketchpad::layer_weights(outputs());
    REQUIRE(layers.size() == 3);
    CHECK(layers[0].filters == 2);
    CHECK(layers[0].inputs == 1);
    CHECK(layers[0].side == 3);
    CHECK_FALSE(layers[1].linear);
    CHECK(layers[2].linear);
    CHECK(layers[2].inputs == 4);
    CHECK(sketchpad::count_of(layers) == 20 + 76 + 55);
}

TEST_CASE("weights that are not there, or do not fit together, are not shown") {
    auto all = outputs();
    all.at("bias_2") = counted({3});
    CHECK(sketchpad::layer_weights(all).size() == 1);
    all.erase("weight_1");
    CHECK(sketchpad::layer_weights(all).empty());
    CHECK(sketchpad::layer_weights({}).empty());
    all = outputs();
    all.at("weight_1") = counted({2, 1, 3, 5});
    CHECK(sketchpad::layer_weights(all).empty());
}

TEST_CASE("a kernel has the numbers of its filter and its map, and a bias is a number alone") {
    const auto layers = sketchpad::layer_weights(outputs());
    CHECK(sketchpad::numbers_at(layers, {.layer = 1, .filter = 2, .input = 1}) ==
          std::vector<float>{45, 46, 47, 48, 49, 50, 51, 52, 53});
    CHECK(sketchpad::numbers_at(layers, {.layer = 1, .filter = 3, .input = std::nullopt}) == std::vector<float>{203});
    CHECK(sketchpad::numbers_at(layers, {.layer = 2, .filter = 10, .input = 3}) == std::vector<float>{43});
    for (const WeightsPlace& nowhere : {WeightsPlace{.layer = 3}, WeightsPlace{.layer = 0, .filter = 2},
                                        WeightsPlace{.layer = 0, .filter = 0, .input = 1}, WeightsPlace{.filter = -1}})
        CHECK_THROWS_AS(sketchpad::numbers_at(layers, nowhere), std::out_of_range);
}

TEST_CASE("what a weight does is said, and all of them are described for whoever cannot see them") {
    const auto layers = sketchpad::layer_weights(outputs());
    const std::vector<std::string> labels{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "no digit"};
    const auto said = [&](const WeightsPlace& place) { return sketchpad::role_of(layers, place, labels); };
    CHECK_THAT(said({.layer = 0, .filter = 1, .input = 0}),
               ContainsSubstring("filter 2") && ContainsSubstring("drawing"));
    CHECK_THAT(said({.layer = 1, .filter = 0, .input = 1}),
               ContainsSubstring("Convolution 2, filter 1") && ContainsSubstring("map 2 of convolution 1"));
    CHECK_THAT(said({.layer = 1, .filter = 0, .input = std::nullopt}), ContainsSubstring("bias"));
    CHECK_THAT(said({.layer = 2, .filter = 10, .input = 0}), ContainsSubstring("“no digit”"));
    CHECK_THAT(said({.layer = 2, .filter = 3, .input = std::nullopt}), ContainsSubstring("“3” begins with"));

    const std::string words = sketchpad::in_words(layers);
    CHECK_THAT(words, ContainsSubstring("151 numbers"));
    CHECK_THAT(words, ContainsSubstring("Convolution 1: 2 filters of 1 kernel and a bias: 20 numbers."));
    CHECK_THAT(words, ContainsSubstring("Last layer: 11 answers of 4 weights and a bias: 55 numbers."));
    CHECK(sketchpad::grouped(7) == "7");
    CHECK(sketchpad::grouped(7723) == "7,723");
    CHECK(sketchpad::grouped(1234567) == "1,234,567");
}
