// MobileNetV2's layers against plain sums, its imported weights against the original's numbers, and its file against
// it.

#include <torch/torch.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <utility>

#include "backbone_network.hpp"
#include "support/message.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/ssd_mobilenet_v2.hpp"
#include "training/importers/tflite/convolutions.hpp"
#include "training/nn/mobilenet_v2.hpp"
#include "training/nn/same_convolution.hpp"

using namespace mllab;
using importers::ImportError;
using testing::MessageWith;

namespace {

// SAME by its definition, in float64: windows begin half of the missing pixels before the picture, rounded down.
torch::Tensor plain_convolution(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                                std::int64_t stride, bool depthwise) {
    const auto in = x.to(torch::kFloat64);
    const auto w = weight.to(torch::kFloat64);
    const std::int64_t height = x.size(2), width = x.size(3), kernel = weight.size(2);
    const auto first = [&](std::int64_t size) {
        const std::int64_t windows = (size + stride - 1) / stride;
        return std::max<std::int64_t>((windows - 1) * stride + kernel - size, 0) / 2;
    };
    torch::Tensor y = torch::zeros(
        {x.size(0), weight.size(0), (height + stride - 1) / stride, (width + stride - 1) / stride}, torch::kFloat64);
    for (std::int64_t row = 0; row < y.size(2); ++row)
        for (std::int64_t column = 0; column < y.size(3); ++column)
            for (std::int64_t i = 0; i < kernel; ++i)
                for (std::int64_t j = 0; j < kernel; ++j) {
                    const std::int64_t a = row * stride - first(height) + i;
                    const std::int64_t b = column * stride - first(width) + j;
                    if (a < 0 || b < 0 || a >= height || b >= width) continue;
                    const auto pixel = in.select(3, b).select(2, a);  // [N, in]
                    const auto part = w.select(3, j).select(2, i);    // [out, in / groups]
                    y.select(3, column).select(2, row) +=
                        depthwise ? pixel * part.squeeze(1) : torch::matmul(pixel, part.t());
                }
    return y + bias.to(torch::kFloat64).view({1, -1, 1, 1});
}

importers::Convolution random_convolution(const std::string& name, const core::Shape& shape, std::int64_t stride,
                                          std::int64_t groups, bool relu6) {
    const auto numbers = [](std::int64_t count) {
        const torch::Tensor drawn = torch::randn({count});
        return nn::numbers_of(drawn);
    };
    return {.name = name,
            .shape = shape,
            .weight = numbers(core::element_count(shape)),
            .bias = numbers(shape[0]),
            .stride = stride,
            .groups = groups,
            .relu6 = relu6};
}

torch::Tensor picture(std::int64_t side) {
    return torch::tensor(testing::picture(static_cast<int>(side))).view({1, 3, side, side});
}

std::vector<importers::Convolution> imported() {
    return importers::tflite::convolutions(importers::tflite::Model(testing::ssd_mobilenet_v2()));
}

}  // namespace

TEST_CASE("convolutions with SAME padding compute what TensorFlow means by it") {
    torch::manual_seed(3);
    struct Case {
        std::int64_t height, width, in, out, kernel, stride;
        bool depthwise, relu6;
    };
    const auto c = GENERATE(Case{8, 8, 3, 4, 3, 2, false, true}, Case{9, 7, 3, 4, 3, 2, false, true},
                            Case{8, 7, 5, 5, 3, 2, true, true}, Case{7, 6, 5, 5, 3, 1, true, false},
                            Case{6, 6, 4, 9, 1, 1, false, false}, Case{1, 1, 4, 4, 3, 2, true, true},
                            Case{10, 10, 2, 3, 5, 2, false, true});
    CAPTURE(c.height, c.width, c.kernel, c.stride, c.depthwise);
    nn::SameConvolution layer(c.in, c.out,
                              {.kernel = c.kernel, .stride = c.stride, .depthwise = c.depthwise, .relu6 = c.relu6});
    auto weights = random_convolution("x", {c.out, c.depthwise ? 1 : c.in, c.kernel, c.kernel}, c.stride,
                                      c.depthwise ? c.in : 1, c.relu6);
    layer.take(weights);
    const torch::NoGradGuard no_gradients;
    const torch::Tensor x = torch::randn({2, c.in, c.height, c.width}) * 3;
    torch::Tensor expected = plain_convolution(x, torch::tensor(weights.weight).view(weights.shape),
                                               torch::tensor(weights.bias), c.stride, c.depthwise);
    if (c.relu6) expected = expected.clamp(0, 6);
    const torch::Tensor y = layer.forward(x);
    REQUIRE(y.sizes() == expected.sizes());
    CHECK((y - expected).abs().max().item<double>() < 1e-4);
    CHECK(layer.output_of({c.in, c.height, c.width}) == nn::Sizes{c.out, y.size(2), y.size(3)});
    CHECK(layer.parameter_count() == static_cast<std::int64_t>(weights.weight.size() + weights.bias.size()));
}

TEST_CASE("an inverted residual adds its input where its shape stays, and only there") {
    torch::manual_seed(4);
    const torch::NoGradGuard no_gradients;
    const auto storage = onnx_writer::Storage::float32();
    const torch::Tensor x = torch::randn({2, 8, 6, 6});
    const auto without = [&](const nn::InvertedResidual& block) {
        torch::Tensor y = x;
        for (const auto& part : block.parts()) y = part.convolution->forward(y);
        return y;
    };
    nn::InvertedResidual adds(
        {.in = 8, .out = 8, .stride = 1, .expansion = 6, .pointwise = storage, .depthwise = storage});
    CHECK(torch::equal(adds.forward(x), without(adds) + x));
    CHECK(adds.parts().size() == 3);
    nn::InvertedResidual wider(
        {.in = 8, .out = 9, .stride = 1, .expansion = 6, .pointwise = storage, .depthwise = storage});
    CHECK(torch::equal(wider.forward(x), without(wider)));
    nn::InvertedResidual strided(
        {.in = 8, .out = 8, .stride = 2, .expansion = 1, .pointwise = storage, .depthwise = storage});
    CHECK(torch::equal(strided.forward(x), without(strided)));
    CHECK(strided.parts().size() == 2);
    CHECK(strided.output_of({8, 6, 6}) == nn::Sizes{8, 3, 3});
    // The bottleneck is linear: its results may be negative.
    CHECK(without(adds).min().item<double>() < 0);
}

TEST_CASE("MobileNetV2's file computes what its layers do, and all of them learn") {
    torch::manual_seed(5);
    testing::BackboneNetwork network(64, nn::mobilenet_v2({}));
    const torch::Tensor images = torch::rand({3, 3, 64, 64}) * 2 - 1;
    const torch::Tensor maps = network.forward(images);
    CHECK(maps.sizes() == torch::IntArrayRef({3, nn::mobilenet_v2_maps, 2, 2}));
    CHECK(testing::belong_to_backbone(network));
    const std::int64_t count = testing::parameters_that_learn(network, maps);
    CHECK(count == 2'206'816);
    const report::Architecture architecture = network.architecture();
    CHECK(architecture.layers.size() == 19);
    CHECK(architecture.layers.back().output == nn::Sizes{1280, 2, 2});
    testing::check_file(network, images, count, 2'600'000);
}

TEST_CASE("MobileNetV2 with the imported weights gives the original's numbers") {
    const auto layers = nn::mobilenet_v2({});
    nn::take_weights_of_detector(layers, imported());
    testing::BackboneNetwork network(128, layers);
    const torch::NoGradGuard no_gradients;
    for (const auto& [side, reference] : {std::pair{300, testing::maps_300}, std::pair{128, testing::maps_128}}) {
        INFO(side);
        const torch::Tensor maps = network.forward(picture(side)).to(torch::kFloat64);
        const std::int64_t wide = (side + 31) / 32;
        REQUIRE(maps.sizes() == torch::IntArrayRef({1, 1280, wide, wide}));
        CHECK(std::abs(maps.mean().item<double>() - reference.mean) < 1e-4);
        CHECK(std::abs(maps.square().mean().item<double>() - reference.mean_of_squares) < 1e-4);
        const torch::Tensor means = maps.mean({0, 2, 3});
        for (std::int64_t i = 0; i < 40; ++i)
            CHECK(std::abs(means[i * 32].item<double>() - reference.means[static_cast<std::size_t>(i)]) < 1e-3);
    }
}

TEST_CASE("a file that is not this MobileNetV2 is refused by the name of the layer") {
    const auto layers = nn::mobilenet_v2({});
    auto weights = imported();
    const auto named = [&](const std::string& part) {
        return std::ranges::find_if(weights, [&](const auto& one) { return one.name.contains(part); });
    };
    const auto refused = [&](const std::string& part) {
        CHECK_THROWS_MATCHES(nn::take_weights_of_detector(layers, weights), ImportError, MessageWith({part}));
    };
    SECTION("a layer is missing") {
        weights.erase(named("/expanded_conv_7/depthwise/"));
        refused("no layer “expanded_conv_7/depthwise”");
    }
    SECTION("a layer is there twice") {
        weights.push_back(*named("/expanded_conv_3/project/"));
        refused("two layers “expanded_conv_3/project”");
    }
    SECTION("another width") {
        named("/expanded_conv_16/project/")->shape[0] = 160;
        refused("expanded_conv_16/project");
    }
    SECTION("another stride") {
        named("/expanded_conv_13/depthwise/")->stride = 1;
        refused("expanded_conv_13/depthwise");
    }
    SECTION("another activation") {
        named("/Conv_1/")->relu6 = false;
        refused("it is linear");
    }
    SECTION("other groups") {
        named("/expanded_conv/depthwise/")->groups = 1;
        refused("1 groups");
    }
    SECTION("too few numbers") {
        named("MobilenetV2/Conv/")->bias.pop_back();
        refused("31 biases");
    }
    SECTION("nothing at all") {
        weights.clear();
        refused("no layer “Conv”");
    }
}
