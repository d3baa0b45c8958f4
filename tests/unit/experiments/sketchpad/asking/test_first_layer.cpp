#include <algorithm>
#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "core/random.hpp"
#include "experiments/sketchpad/asking/first_layer.hpp"

using namespace mllab;
using Catch::Approx;
using sketchpad::FirstLayer;

namespace {

FirstLayer made_up(int maps, int side) {
    core::Random random(7);
    FirstLayer layer{.maps = maps, .side = side, .kernels = {}, .biases = {}};
    for (int i = 0; i < maps * side * side; ++i) layer.kernels.push_back(static_cast<float>(random.normal(0, 0.4)));
    for (int m = 0; m < maps; ++m) layer.biases.push_back(static_cast<float>(random.normal(0, 0.3)));
    return layer;
}

// What a network with this layer gives, as cell_sum says, for each of the inputs.
core::Tensor features_of(const FirstLayer& layer, const core::Tensor& inputs) {
    const auto count = static_cast<std::size_t>(inputs.shape[0]);
    const auto height = static_cast<int>(inputs.shape[2]);
    const auto width = static_cast<int>(inputs.shape[3]);
    std::vector<float> values;
    for (std::size_t i = 0; i < count; ++i) {
        image::GrayImage input(width, height);
        std::ranges::copy(inputs.view()[i].data, input.pixels.begin());
        for (int m = 0; m < layer.maps; ++m)
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) values.push_back(sketchpad::cell_sum(layer, input, m, x, y).value);
    }
    return {core::Shape{inputs.shape[0], layer.maps, height, width}, std::move(values)};
}

}  // namespace

TEST_CASE("a cell is its patch times its kernel, and the bias, computed by hand") {
    FirstLayer layer{.maps = 1, .side = 3, .kernels = {1, 0, 0, 0, 2, 0, 0, 0, -3}, .biases = {0.25F}};
    image::GrayImage input(8, 8);
    input.pixels[2 * 8 + 2] = 0.5F;
    const auto centre = sketchpad::cell_sum(layer, input, 0, 2, 2);
    CHECK(centre.sum == Approx(1.25));
    CHECK(centre.value == Approx(1.25));
    CHECK(centre.patch == std::vector<float>{0, 0, 0, 0, 0.5F, 0, 0, 0, 0});
    CHECK(centre.products == std::vector<float>{0, 0, 0, 0, 1, 0, 0, 0, 0});
    CHECK(sketchpad::cell_sum(layer, input, 0, 3, 3).sum == Approx(0.75));
    const auto below = sketchpad::cell_sum(layer, input, 0, 1, 1);
    CHECK(below.sum == Approx(-1.25));
    CHECK(below.value == 0);
    // What lies outside of the drawing is paper.
    CHECK(sketchpad::cell_sum(layer, input, 0, 0, 0).sum == Approx(0.25));
    CHECK_THROWS_AS(sketchpad::cell_sum(layer, input, 1, 0, 0), std::out_of_range);
    CHECK_THROWS_AS(sketchpad::cell_sum(layer, input, 0, 8, 0), std::out_of_range);
}

TEST_CASE("kernels and biases are read off what a layer says to a point") {
    for (const int side : {1, 3, 5}) {
        const FirstLayer truth = made_up(6, side);
        const auto read = sketchpad::first_layer_of(features_of(truth, sketchpad::first_layer_probes(28, 20)), 28, 20);
        REQUIRE(read);
        CHECK(read->maps == 6);
        REQUIRE(read->side == side);
        for (std::size_t i = 0; i < truth.kernels.size(); ++i)
            CHECK(read->kernels[i] == Approx(truth.kernels[i]).margin(1e-4));
        for (std::size_t i = 0; i < truth.biases.size(); ++i)
            CHECK(read->biases[i] == Approx(truth.biases[i]).margin(1e-4));
    }
}

TEST_CASE("what is no first convolution of this size is not taken for one") {
    const auto features = features_of(made_up(2, 3), sketchpad::first_layer_probes(28, 28));
    CHECK_FALSE(sketchpad::first_layer_of(features, 14, 14));
    CHECK_FALSE(sketchpad::first_layer_of(core::Tensor(core::Shape{6, 2}, std::vector<float>(12)), 28, 28));
    // Deaf to the point, and one that reaches farther than can be shown.
    CHECK_FALSE(sketchpad::first_layer_of(
        core::Tensor(core::Shape{6, 2, 28, 28}, std::vector<float>(std::size_t{6} * 2 * 28 * 28, 0.5F)), 28, 28));
    CHECK_FALSE(sketchpad::first_layer_of(features_of(made_up(2, 7), sketchpad::first_layer_probes(28, 28)), 28, 28));
}
