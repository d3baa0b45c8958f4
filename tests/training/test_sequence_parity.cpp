// The networks that read sequences, with random weights: what the file computes is what libtorch computes.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>

#include "experiments/summation/pipeline.hpp"
#include "support/temporary_folder.hpp"
#include "training/parity/parity.hpp"
#include "training/recipes/blocks.hpp"
#include "training/recipes/summation_network.hpp"
#include "training/recipes/text_training.hpp"

using namespace mllab;

namespace {

core::Tensor plain(const torch::Tensor& tensor) {
    return {core::Shape(tensor.sizes().begin(), tensor.sizes().end()), recipes::numbers_of(tensor)};
}

}  // namespace

TEST_CASE("a text network's file agrees over 200 steps with the state carried, and when it reads them in one piece") {
    const std::int64_t layers = GENERATE(1, 2);
    INFO(layers << " layers");
    torch::manual_seed(5);
    recipes::TextNetwork network(recipes::TextShape{.characters = 40, .embedding = 8, .units = 24, .layers = layers});
    {
        // Weights as large as trained ones: the states leave the middle.
        const torch::NoGradGuard no_gradients;
        for (auto& parameter : network->parameters()) parameter.mul_(4);
    }
    network->eval();
    const testing::TemporaryFolder folder;
    onnx_writer::GraphBuilder graph("text");
    network->write(graph);
    graph.write(folder / "text.onnx");
    std::vector<std::uint8_t> tokens;
    for (std::size_t i = 0; i < 500; ++i) tokens.push_back(static_cast<std::uint8_t>((i * i + i / 3) % 40));
    const report::Parity parity = recipes::check_text_parity(network, folder / "text.onnx", tokens);
    CHECK(parity.inputs == 400);
    CHECK(parity.probabilities <= 1e-5);
    CHECK(parity.logits <= 1e-4);

    SECTION("another network is told from it") {
        const torch::NoGradGuard no_gradients;
        network->parameters().back().add_(0.01);
        CHECK_THROWS_AS(recipes::check_text_parity(network, folder / "text.onnx", tokens), parity::ParityError);
    }
}

TEST_CASE("a text network forgets nothing between windows, and what is dropped in training is not dropped afterwards") {
    torch::manual_seed(6);
    recipes::TextNetwork network(recipes::TextShape{
        .characters = 10, .embedding = 8, .units = 16, .layers = 2, .dropout = 0.5, .weight_dropout = 0.5});
    network->eval();
    const torch::NoGradGuard no_gradients;
    const torch::Tensor tokens = torch::randint(10, {30, 3}, torch::kInt64);
    const auto whole = network->forward(tokens, network->blank(3));
    const auto first = network->forward(tokens.slice(0, 0, 11), network->blank(3));
    const auto second = network->forward(tokens.slice(0, 11), first.state);
    const torch::Tensor parts = torch::cat({first.logits, second.logits});
    CHECK((whole.logits - parts).abs().max().item<double>() < 1e-5);
    CHECK((whole.state.cell - second.state.cell).abs().max().item<double>() < 1e-5);
}

TEST_CASE("the summation network's file agrees on every output") {
    torch::manual_seed(7);
    recipes::SummationNetwork network(24);
    network->eval();
    const torch::NoGradGuard no_gradients;
    for (auto& parameter : network->parameters()) parameter.mul_(3);
    const testing::TemporaryFolder folder;
    onnx_writer::GraphBuilder graph("sum");
    network->write(graph);
    graph.write(folder / "sum.onnx");
    parity::ParityCheck check(folder / "sum.onnx");
    for (const std::size_t count : {1U, 7U, 64U}) {
        std::vector<summation::Expression> asked;
        for (std::size_t i = 0; i < count; ++i)
            asked.push_back({.left = static_cast<int>(i * 131 % 1000), .right = static_cast<int>(i * 17 % 1000)});
        const core::Tensor tokens = summation::encode(asked);
        const auto result =
            network->forward(torch::tensor(tokens.as<std::int64_t>()).view({static_cast<std::int64_t>(count), -1}));
        std::vector<inference::NamedValue> inputs;
        inputs.push_back({"tokens", tokens});
        check.run(std::move(inputs), {{"logits", plain(result.logits), parity::Rule::logits},
                                      {"attention", plain(result.attention), parity::Rule::state},
                                      {"reading", plain(result.reading), parity::Rule::state},
                                      {"writing", plain(result.writing), parity::Rule::state}});
    }
    CHECK(check.inputs() == 72);
}
