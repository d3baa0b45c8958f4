// Every network for pictures, with random weights: what the file computes is what libtorch computes, on all outputs.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>

#include "kernels/wrong_kernels.hpp"
#include "support/temporary_folder.hpp"
#include "training/nn/float64.hpp"
#include "training/publish/layered_draft.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/digits/networks.hpp"
#include "training/recipes/rock_paper_scissors/networks.hpp"
#include "training/recipes/sketches/sketches_recipe.hpp"

using namespace mllab;

namespace {

struct Case {
    std::string id;
    std::shared_ptr<nn::LayeredNetwork> network;
    std::int64_t channels;
    std::int64_t side;
};

Case case_of(const recipes::SketchesSettings& recipe) {
    return {recipe.id, recipe.network(17), 1, recipe.frame.size_px};
}

Case case_of(const recipes::GestureSettings& recipe) { return {recipe.id, recipe.network(), 3, recipe.side_px}; }

}  // namespace

TEST_CASE("a network's file gives libtorch's numbers on every output") {
    torch::manual_seed(5);
    const auto [id, network, channels, side] = [which = GENERATE(0, 1, 2, 3, 4, 5)] {
        switch (which) {
            case 0:
                return Case{"digits_cnn", recipes::digits_cnn_network(), 1, 28};
            case 1:
                return Case{"digits_mlp", recipes::digits_mlp_network(), 1, 28};
            case 2:
                return case_of(recipes::sketches_cnn_settings());
            case 3:
                return case_of(recipes::sketches_mlp_settings());
            case 4:
                return Case{"digits_pocket", recipes::digits_pocket_network(), 1, 28};
            default:
                return case_of(recipes::gestures_cnn_settings());
        }
    }();
    INFO(id);
    // Norms whose statistics are not the neutral ones, so that folding is seen.
    for (int i = 0; i < 3; ++i) network->forward(torch::rand({32, channels, side, side}));
    network->eval();
    const torch::NoGradGuard no_gradients;
    const torch::Tensor images = torch::rand({64, channels, side, side}) * torch::rand({64, 1, 1, 1});
    // In float64: nothing here may hang on the kernels of float32.
    const auto logits = [&] {
        const nn::InFloat64 exact(*network);
        return network->forward(images.to(torch::kFloat64));
    };
    const torch::Tensor before = logits();
    network->fold();
    CHECK((logits() - before).abs().max().item<double>() < 1e-4);

    const testing::TemporaryFolder folder;
    const auto bytes_of = [&] {
        onnx_writer::GraphBuilder graph(id);
        network->write(graph);
        return graph.serialised();
    };
    network->round();
    const std::string once = bytes_of();
    network->round();
    CHECK(bytes_of() == once);  // what is rounded stays as it is
    onnx_writer::GraphBuilder graph(id);
    network->write(graph);
    graph.write(folder / "model.onnx");
    const auto check = [&] { return publish::check_parity(*network, folder / "model.onnx", images); };
    const report::Parity parity = check();
    CHECK(parity.inputs == 64);
    CHECK(parity.probabilities <= 1e-5);
    CHECK(parity.logits <= 1e-4);

    SECTION("however wrong the kernels of float32 are on this processor") {
        const torch::Tensor right = network->forward(images);
        for (const char* name : {"convolution", "addmm"}) {
            INFO(name);
            const testing::WrongKernel wrong(
                {.name = name, .spoil = [](torch::Tensor& numbers) { numbers.select(1, 0).add_(1); }});
            const report::Parity again = check();
            CHECK(again.probabilities == parity.probabilities);
            CHECK(again.logits == parity.logits);
            CHECK(wrong.calls() == 0);
        }
        const testing::WrongKernel wrong(
            {.name = "addmm", .spoil = [](torch::Tensor& numbers) { numbers.select(1, 0).add_(1); }});
        CHECK((network->forward(images) - right).abs().max().item<double>() > 1e-2);
    }
    SECTION("a file of other weights is refused") {
        network->parameters().front().mul_(1.01);
        CHECK_THROWS_AS(check(), parity::ParityError);
    }
    SECTION("and weights are those of the file again after the comparison") { CHECK(bytes_of() == once); }
}

TEST_CASE("what speaks for a gesture adds up, over the picture, to its logit") {
    torch::manual_seed(7);
    const auto network = recipes::gestures_cnn_network();
    for (int i = 0; i < 3; ++i) network->forward(torch::rand({16, 3, 96, 96}));
    network->eval();
    const torch::NoGradGuard no_gradients;
    torch::Tensor bias;
    for (const auto& parameter : network->named_parameters())
        if (parameter.key() == "last.linear.bias") bias = parameter.value();
    const auto outputs = network->outputs(torch::rand({8, 3, 96, 96}));
    const torch::Tensor& activation = nn::named(outputs, "class_activation");
    CHECK(activation.sizes() == torch::IntArrayRef({8, 4, 6, 6}));
    CHECK(nn::named(outputs, "features_last").size(2) == 6);
    const torch::Tensor sum = activation.mean({2, 3}) + bias;
    CHECK((sum - nn::named(outputs, "logits")).abs().max().item<double>() < 1e-5);
}

TEST_CASE("a multilayer perceptron's pixel contributions add up to the winner's logit") {
    torch::manual_seed(6);
    const auto network = recipes::digits_mlp_network();
    network->eval();
    network->fold();
    const torch::NoGradGuard no_gradients;
    const nn::InFloat64 exact(*network);
    // Without pixels, only the biases speak: where no unit switches, the rest is what the pixels add.
    const torch::Tensor image = torch::rand({1, 1, 28, 28}).to(torch::kFloat64);
    const auto outputs = network->outputs(image);
    const auto nearby = network->outputs(image * 1.0001);
    const auto logits_of = [](const nn::NamedTensors& named) {
        return std::ranges::find(named, "logits", [](const auto& p) { return p.first; })->second;
    };
    const auto contributions = std::ranges::find(outputs, "pixel_contributions", [](const auto& p) { return p.first; });
    const auto winner = logits_of(outputs).slice(1, 0, 10).argmax(1).item<std::int64_t>();
    const double slope = (logits_of(nearby)[0][winner] - logits_of(outputs)[0][winner]).item<double>() / 0.0001;
    CHECK(contributions->second.sum().item<double>() == Catch::Approx(slope).epsilon(0.02).margin(0.01));
}

TEST_CASE("an output that jumps is compared where it does not, and not at all where it always does") {
    torch::manual_seed(9);
    const auto network = recipes::digits_mlp_network();
    network->eval();
    network->fold();
    network->round();
    const torch::NoGradGuard no_gradients;
    torch::Tensor images = torch::rand({32, 1, 28, 28});
    // The bias puts the first image just where the first unit is switched on.
    torch::Tensor bias;
    for (const auto& parameter : network->named_parameters())
        if (parameter.key().starts_with("first") && parameter.key().ends_with("linear.bias")) bias = parameter.value();
    torch::Tensor weight;
    for (const auto& parameter : network->named_parameters())
        if (parameter.key().starts_with("first") && parameter.key().ends_with("linear.weight"))
            weight = parameter.value();
    bias[0] = -(weight[0].to(torch::kFloat64) * images[0].flatten().to(torch::kFloat64)).sum().to(torch::kFloat32);
    const testing::TemporaryFolder folder;
    onnx_writer::GraphBuilder graph("digits_mlp");
    network->write(graph);
    graph.write(folder / "model.onnx");

    const auto jumps = network->jumps(images);
    CHECK(jumps.distance[0].item<double>() < 1e-5);
    CHECK(publish::check_parity(*network, folder / "model.onnx", images).inputs == 32);
    images.slice(0, 1, 16).copy_(images[0]);
    CHECK_THROWS_WITH(static_cast<void>(publish::check_parity(*network, folder / "model.onnx", images)),
                      Catch::Matchers::ContainsSubstring("inputs are where outputs jump"));
}

TEST_CASE("a file shows the very weights that its layers compute with, all of them") {
    torch::manual_seed(11);
    const auto network = recipes::digits_pocket_network();
    network->eval();
    network->fold();
    network->round();
    const torch::NoGradGuard no_gradients;
    std::int64_t shown = 0;
    for (const auto& [name, tensor] : network->constants()) shown += tensor.numel();
    onnx_writer::GraphBuilder graph("digits_pocket");
    network->write(graph);
    CHECK(shown == graph.parameter_count());
    CHECK(shown <= 8000);
    const testing::TemporaryFolder folder;
    graph.write(folder / "model.onnx");
    const torch::Tensor images = torch::rand({8, 1, 28, 28});
    CHECK(publish::check_parity(*network, folder / "model.onnx", images).inputs == 8);
    // One weight of another value that moves no answer is noticed, too: a copy must be a copy.
    nn::named(network->constants(), "weight_1")[0][0][0][0].add_(1e-6);
    CHECK_THROWS_WITH(static_cast<void>(publish::check_parity(*network, folder / "model.onnx", images)),
                      Catch::Matchers::ContainsSubstring("“weight_1”"));
}
