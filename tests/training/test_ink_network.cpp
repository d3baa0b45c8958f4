// The network that marks ink, its loss, and that it learns.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <cmath>

#include "support/temporary_folder.hpp"
#include "training/nn/float64.hpp"
#include "training/nn/weights.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/digits/ink_fit.hpp"
#include "training/recipes/digits/ink_network.hpp"

using namespace mllab;
using recipes::InkNetwork;

namespace {

// White paper with a dark bar somewhere, and the bar.
recipes::InkPhotos bars(std::int64_t count, std::int64_t side) {
    recipes::InkPhotos photos{torch::rand({count, 1, side, side}) * 0.2 + 0.8, torch::zeros({count, 1, side, side})};
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t at = 4 + i * 5 % (side - 10);
        photos.ink[i].slice(i % 2 == 0 ? 1 : 2, at, at + 3).fill_(1);
    }
    photos.pictures = photos.pictures * (1 - 0.8 * photos.ink);
    return photos;
}

}  // namespace

TEST_CASE("the ink network gives a number for every pixel of a picture of any multiple of 16") {
    torch::manual_seed(1);
    InkNetwork network;
    network.eval();
    const torch::NoGradGuard no_gradients;
    for (const auto& [height, width] : {std::pair{16, 16}, {48, 160}, {64, 32}}) {
        const torch::Tensor logits = network.forward(torch::rand({2, 1, height, width}));
        CHECK(logits.sizes() == torch::IntArrayRef({2, 1, height, width}));
        // Nothing is decided before it has learnt.
        CHECK(logits.abs().max().item<float>() < 3);
    }
    const auto architecture = network.architecture(256);
    CHECK(architecture.layers.back().output == std::vector<std::int64_t>{1, 256, 256});
    std::int64_t parameters = 0;
    for (const auto& layer : architecture.layers) parameters += layer.parameters;
    CHECK(parameters < 150'000);
}

TEST_CASE("the ink network's file gives libtorch's numbers at every size") {
    torch::manual_seed(2);
    InkNetwork network;
    for (int i = 0; i < 3; ++i) network.forward(torch::rand({4, 1, 64, 64}));  // norms that are not neutral
    network.eval();
    const torch::NoGradGuard no_gradients;
    const torch::Tensor picture = torch::rand({1, 1, 64, 64}).to(torch::kFloat64);
    const auto exact = [&](const torch::Tensor& x) {
        const nn::InFloat64 reference(network);
        return network.forward(x);
    };
    const torch::Tensor before = exact(picture);
    network.fold();
    CHECK((exact(picture) - before).abs().max().item<double>() < 1e-3);
    network.round();
    const testing::TemporaryFolder folder;
    onnx_writer::GraphBuilder graph("ink");
    network.write(graph);
    CHECK(graph.write(folder.path() / "ink.onnx") < 300'000);
    parity::ParityCheck check(folder.path() / "ink.onnx");
    for (const auto& [height, width] : {std::pair{16, 16}, {48, 160}, {64, 32}}) {
        const torch::Tensor one = torch::rand({2, 1, height, width}).to(torch::kFloat32);
        std::vector<inference::NamedValue> inputs;
        inputs.push_back({"picture", nn::plain(one)});
        check.run(std::move(inputs),
                  {{"ink", nn::plain(torch::sigmoid(exact(one.to(torch::kFloat64)))), parity::Rule::probabilities}});
    }
    CHECK(check.inputs() == 6);
}

TEST_CASE("the loss is least where every pixel is right, and thin lines matter to it") {
    const recipes::InkLoss loss;
    const auto photos = bars(4, 32);
    const torch::Tensor right = (photos.ink * 2 - 1) * 12;
    const double least = loss.of(right, photos.ink).item<double>();
    CHECK(least < 0.01);
    CHECK(loss.of(torch::full_like(right, -12), photos.ink).item<double>() > 0.4);
    CHECK(loss.of(-right, photos.ink).item<double>() > 1);
    // An empty sheet on which nothing is found is right, too.
    const torch::Tensor nothing = torch::zeros({1, 1, 32, 32});
    CHECK(loss.of(torch::full_like(nothing, -12), nothing).item<double>() < 0.01);
    CHECK(recipes::ink_f1(right, photos.ink) == 1);
    CHECK(recipes::ink_f1(-right, photos.ink) == 0);
}

TEST_CASE("the ink network learns to tell a bar from paper") {
    torch::manual_seed(3);
    InkNetwork network;
    network.train();
    torch::optim::AdamW optimiser(network.parameters(), torch::optim::AdamWOptions(5e-3));
    const auto photos = bars(8, 48);
    const recipes::InkLoss loss;
    double first = 0;
    double last = 0;
    for (int step = 0; step < 60; ++step) {
        optimiser.zero_grad();
        const torch::Tensor now = loss.of(network.forward(photos.pictures), photos.ink);
        now.backward();
        optimiser.step();
        last = now.item<double>();
        if (step == 0) first = last;
    }
    CHECK(last < 0.3 * first);
    CHECK(recipes::ink_f1(network.forward(photos.pictures), photos.ink) > 0.9);
}
