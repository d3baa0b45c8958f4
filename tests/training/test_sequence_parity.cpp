// The networks that read sequences, with random weights: what the file computes is what libtorch computes.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>

#include "experiments/summation/pipeline/pipeline.hpp"
#include "support/temporary_folder.hpp"
#include "training/publish/parity.hpp"
#include "training/nn/blocks.hpp"
#include "training/recipes/summation/network.hpp"
#include "training/recipes/text_generation/training.hpp"

using namespace mllab;

namespace {

core::Tensor plain(const torch::Tensor& tensor) {
    return {core::Shape(tensor.sizes().begin(), tensor.sizes().end()), recipes::numbers_of(tensor)};
}

}  // namespace

TEST_CASE("a text network's file agrees over 200 steps with the state carried, and when it reads them in one piece") {
    const std::int64_t layers = GENERATE(1, 2);
    // Without a pointer; one that soon forgets; one that never does.
    const std::int64_t look_back = GENERATE(0, 30, 1000);
    INFO(layers << " layers, looks back " << look_back);
    torch::manual_seed(5);
    recipes::TextNetwork network(recipes::TextShape{
        .characters = 40, .embedding = 8, .units = 24, .layers = layers, .look_back = look_back, .key = 6});
    {
        // Weights as large as trained ones: the states leave the middle.
        const torch::NoGradGuard no_gradients;
        for (auto& parameter : network->named_parameters())
            if (!parameter.key().starts_with("pointer")) parameter.value().mul_(4);
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
        network->named_parameters()["weight"].mul_(1.05);
        CHECK_THROWS_AS(recipes::check_text_parity(network, folder / "text.onnx", tokens), parity::ParityError);
    }
}

TEST_CASE("a text network forgets nothing between windows, and what is dropped in training is not dropped afterwards") {
    torch::manual_seed(6);
    recipes::TextNetwork network(recipes::TextShape{.characters = 10,
                                                    .embedding = 8,
                                                    .units = 16,
                                                    .layers = 2,
                                                    .dropout = 0.5,
                                                    .weight_dropout = 0.5,
                                                    .look_back = 14,
                                                    .key = 8});
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

TEST_CASE("a pointer finds what came after the same text before, untrained as it is, but not beyond its reach") {
    torch::manual_seed(8);
    const std::int64_t length = 60;
    const torch::Tensor once = torch::randint(30, {length, 1}, torch::kInt64);
    const torch::Tensor twice = torch::cat({once, once});
    const torch::NoGradGuard no_gradients;
    const auto surprise = [&](std::int64_t look_back) {
        torch::manual_seed(9);
        recipes::TextNetwork network(recipes::TextShape{
            .characters = 30, .embedding = 16, .units = 64, .layers = 1, .look_back = look_back, .key = 32});
        // As restless as a trained one, and quick to forget: what it is like tells what it read last.
        for (auto& parameter : network->named_parameters())
            if (parameter.key().starts_with("lstm")) parameter.value().mul_(parameter.key().contains("bias") ? 0 : 4);
        network->eval();
        const auto result = network->forward(twice, network->blank(1));
        // Probabilities, already normalised.
        CHECK(result.logits.exp().sum(2).sub(1).abs().max().item<double>() < 1e-4);
        const torch::Tensor truth = twice.slice(0, length + 10).unsqueeze(2);
        return -result.logits.slice(0, length + 9, 2 * length - 1).gather(2, truth).mean().item<double>();
    };
    CHECK(surprise(length) < 1);
    // Blind guesses cost log 30 = 3.4 nats.
    CHECK(surprise(length / 2) > 3);
}

TEST_CASE("a state is forgotten for the texts that are told to forget, and for no others") {
    torch::manual_seed(10);
    recipes::TextNetwork network(
        recipes::TextShape{.characters = 9, .embedding = 4, .units = 8, .layers = 2, .look_back = 5, .key = 4});
    network->eval();
    const torch::NoGradGuard no_gradients;
    const auto state = network->forward(torch::randint(9, {12, 2}, torch::kInt64), network->blank(2)).state;
    const auto kept = recipes::TextState::of(state.tensors()).where(torch::tensor({1.0F, 0.0F}));
    const auto blank = network->blank(2);
    const auto all = state.tensors();
    const auto now = kept.tensors();
    const auto none = blank.tensors();
    REQUIRE(now.size() == 4);
    for (std::size_t i = 0; i < now.size(); ++i) {
        const std::int64_t axis = i < 2 ? 1 : 0;  // of the texts
        CHECK(torch::equal(now[i].select(axis, 0), all[i].select(axis, 0)));
        CHECK(torch::equal(now[i].select(axis, 1), none[i].select(axis, 1)));
    }
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
