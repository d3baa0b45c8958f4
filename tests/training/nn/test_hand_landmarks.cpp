// The network for a hand's joints with the imported weights against the original's numbers, what it makes of joints,
// and its file against it.

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <filesystem>

#include "backbone_network.hpp"
#include "support/message.hpp"
#include "training/backbones/hand_landmarks.hpp"
#include "training/importers/efficientnet_lite0_file.hpp"
#include "training/importers/import_error.hpp"
#include "training/nn/class_head.hpp"
#include "training/nn/hand_landmarks.hpp"

using namespace mllab;

namespace {

// What TensorFlow.js 4.22 gives with this graph and these weights for `picture_of_waves`, with bytes as byte / 255:
// the mean of the means of the last maps and of their squares, and x, y and depth of each joint in pixels of 224.
constexpr double mean_of_means = 0.8799300535432676;
constexpr double mean_of_squares = 1.832047258682827;
constexpr std::array<float, 63> joints_of_waves{
    108.6090F, 183.2550F, -0.000004377845F, 110.3368F, 163.5839F, -3.726611F, 115.8684F, 125.4903F, -9.696403F,
    115.1992F, 91.16541F, -14.20422F,       118.9204F, 68.95557F, -18.81878F, 126.3087F, 103.4546F, -18.20498F,
    124.4249F, 61.21585F, -23.63037F,       120.7051F, 40.55747F, -26.22962F, 122.7499F, 30.82848F, -28.92236F,
    121.7576F, 102.9962F, -18.64627F,       118.4195F, 62.70081F, -26.94380F, 110.2097F, 44.28948F, -29.98724F,
    110.9778F, 34.40974F, -32.30075F,       115.1020F, 105.9641F, -18.15362F, 109.6731F, 67.04102F, -25.27927F,
    101.8753F, 52.52733F, -27.72580F,       100.7986F, 46.69534F, -29.54880F, 105.2473F, 109.9590F, -17.52944F,
    96.95246F, 74.49343F, -24.57244F,       91.98581F, 60.68298F, -27.45052F, 94.96584F, 51.89024F, -29.62975F};

void need_package() {
    if (!std::filesystem::exists("node_modules/@vladmandic/human")) SKIP("needs the npm package @vladmandic/human");
}

// Joints, and a head behind them.
class Hand final : public nn::ClassHead {
 public:
    explicit Hand(const std::vector<nn::NamedLayer>& layers, const std::shared_ptr<nn::HandShape>& shape)
        : ClassHead({.input_meaning = "a picture", .input = {3, 64, 64}, .summary = "", .weights_stored_as = ""}) {
        for (const nn::NamedLayer& layer : layers) add(layer.name, layer.layer);
        add_head({.channels = nn::hand_landmarks_maps,
                  .further = shape,
                  .classes = 4,
                  .storage = onnx_writer::Storage::float16(),
                  .logits_meaning = "four classes"});
    }
};

}  // namespace

TEST_CASE("the network for a hand's joints gives the original's joints") {
    need_package();
    const auto hand = backbones::imported_hand_landmarks();
    testing::BackboneNetwork network(nn::hand_landmarks_side, hand.layers);
    const torch::NoGradGuard no_gradients;
    constexpr std::int64_t side = nn::hand_landmarks_side;
    const torch::Tensor picture =
        (torch::tensor(testing::picture_of_waves()).view({1, 3, side, side}) * 128 + 127) / 255;
    const torch::Tensor means = network.forward(picture).mean({2, 3});
    CHECK(std::abs(means.mean().item<double>() - mean_of_means) < 1e-4);
    CHECK(std::abs(means.square().mean().item<double>() - mean_of_squares) < 1e-4);
    const torch::Tensor joints = hand.shape->joints(means).flatten();
    REQUIRE(joints.numel() == std::ssize(joints_of_waves));
    for (std::size_t i = 0; i < joints_of_waves.size(); ++i)
        CHECK(std::abs(joints[static_cast<std::int64_t>(i)].item<double>() -
                       static_cast<double>(joints_of_waves.at(i))) < 0.02);
}

TEST_CASE("a hand's shape is the same wherever it is, however large and turned") {
    torch::manual_seed(8);
    nn::HandShape shape;
    const torch::NoGradGuard no_gradients;
    // Joints at chosen places: the weights are zero, and the bias says where.
    const auto distances_of = [&](const torch::Tensor& joints) {
        const torch::Tensor flat = joints.flatten();
        shape.take(std::vector<float>(63 * 672), {flat.data_ptr<float>(), flat.data_ptr<float>() + 63});
        return shape.forward(torch::zeros({1, nn::hand_landmarks_maps})).slice(1, nn::hand_landmarks_maps).clone();
    };
    const torch::Tensor joints = torch::rand({21, 3}) * 200;
    const torch::Tensor expected = distances_of(joints);
    REQUIRE(expected.numel() == nn::HandShape::pairs);
    CHECK(std::abs(expected.mean().item<double>() - 1) < 1e-5);
    // The first pair are joints 0 and 1, the last 19 and 20.
    const double ratio = ((joints[0] - joints[1]).norm() / (joints[19] - joints[20]).norm()).item<double>();
    CHECK(std::abs((expected[0][0] / expected[0][209]).item<double>() - ratio) < 1e-4);
    const double angle = 0.7;
    const torch::Tensor turn = torch::tensor(
        {{std::cos(angle), -std::sin(angle), 0.0}, {std::sin(angle), std::cos(angle), 0.0}, {0.0, 0.0, 1.0}},
        torch::kFloat32);
    CHECK((distances_of(joints.matmul(turn) * 0.3 + 17) - expected).abs().max().item<double>() < 1e-4);
    CHECK((distances_of(torch::rand({21, 3})) - expected).abs().max().item<double>() > 0.1);
    CHECK_THROWS_MATCHES(shape.take({1, 2}, {3}), importers::ImportError, testing::MessageWith({"2 weights"}));
}

TEST_CASE("a network with a hand's shape writes the file that it computes") {
    torch::manual_seed(9);
    Hand network(nn::hand_landmarks({}), std::make_shared<nn::HandShape>());
    const torch::Tensor images = torch::rand({3, 3, 64, 64});
    const std::int64_t count = testing::parameters_that_learn(network, network.forward(images));
    testing::check_file(network, images, count, 1'300'000);

    // What every place says for a class, with its share of the distances' part, are together its logit but for the
    // bias.
    const torch::NoGradGuard no_gradients;
    const auto outputs = network.outputs(images);
    const torch::Tensor activation = nn::named(outputs, "class_activation");
    REQUIRE(activation.sizes() == torch::IntArrayRef({3, 4, 2, 2}));
    const torch::Tensor biases = nn::named(outputs, "logits") - activation.mean({2, 3});
    CHECK((biases - biases[0]).abs().max().item<double>() < 1e-3);
}
