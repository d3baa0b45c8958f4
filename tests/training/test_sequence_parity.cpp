// The networks that read sequences, with random weights: what the file computes is what libtorch computes.

#include <torch/torch.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <stdexcept>

#include "experiments/summation/pipeline/pipeline.hpp"
#include "support/temporary_folder.hpp"
#include "trainer_bench.hpp"
#include "training/nn/float64.hpp"
#include "training/nn/weights.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/summation/network.hpp"
#include "training/recipes/text_generation/parity.hpp"

using namespace mllab;

namespace {

using nn::plain;

void check_same(const report::Architecture& now, const report::Architecture& published) {
    CHECK(now.summary == published.summary);
    CHECK(now.weights_stored_as == published.weights_stored_as);
    REQUIRE(now.layers.size() == published.layers.size());
    for (std::size_t i = 0; i < now.layers.size(); ++i) {
        CHECK(now.layers[i].name == published.layers[i].name);
        CHECK(now.layers[i].output == published.layers[i].output);
        CHECK(now.layers[i].parameters == published.layers[i].parameters);
    }
}

std::int64_t number(const report::Numbers& numbers, const std::string& name) {
    const auto found = std::ranges::find(numbers, name, &report::Numbers::value_type::first);
    if (found == numbers.end()) throw std::out_of_range("the card has no " + name);
    return static_cast<std::int64_t>(found->second);
}

}  // namespace

TEST_CASE("the networks describe themselves as the published cards do") {
    const auto card = [](const std::string& id) {
        return report::read_card(testing::source_folder() / "models" / (id + ".json"));
    };
    const report::Card sums = card("summation_gru");
    check_same(recipes::SummationNetwork(number(sums.preprocessing, "units"))->architecture(), sums.architecture);
    for (const char* id : {"shakespeare_lstm", "wikipedia_lstm"}) {
        CAPTURE(id);
        const report::Card text = card(id);
        const recipes::TextNetwork network(recipes::TextShape{
            .characters = std::ssize(text.labels),
            .embedding = text.architecture.layers.front().output.back(),
            .units = number(text.preprocessing, "units"),
            .layers = number(text.preprocessing, "layers"),
            .context_length = number(text.preprocessing, "look_back"),
            .key = number(text.preprocessing, "key"),
        });
        check_same(network->architecture(), text.architecture);
    }
}

TEST_CASE(
    "a text network's file agrees over 200 steps with hidden states carried, and when it reads them in one piece") {
    const std::int64_t layers = GENERATE(1, 2);
    // Without a pointer; one that soon forgets; one that never does.
    const std::int64_t context_length = GENERATE(0, 30, 1000);
    INFO(layers << " layers, a context of " << context_length);
    torch::manual_seed(5);
    recipes::TextNetwork network(recipes::TextShape{
        .characters = 40, .embedding = 8, .units = 24, .layers = layers, .context_length = context_length, .key = 6});
    {
        // Weights as large as trained ones: the states leave the middle.
        const torch::NoGradGuard no_gradients;
        for (auto& parameter : network->named_parameters())
            if (!parameter.key().starts_with("pointer")) parameter.value().mul_(4);
    }
    network->eval();
    const testing::TemporaryFolder folder;
    onnx_writer::GraphBuilder graph("text");
    network->round();
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
        network->named_parameters()["characters.weight"].mul_(1.05);
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
                                                    .context_length = 14,
                                                    .key = 8});
    network->eval();
    const torch::NoGradGuard no_gradients;
    const torch::Tensor tokens = torch::randint(10, {30, 3}, torch::kInt64);
    const auto whole = network->forward(tokens, network->initial_state(3));
    const auto first = network->forward(tokens.slice(0, 0, 11), network->initial_state(3));
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
    const auto cross_entropy = [&](std::int64_t context_length) {
        torch::manual_seed(9);
        recipes::TextNetwork network(recipes::TextShape{
            .characters = 30, .embedding = 16, .units = 64, .layers = 1, .context_length = context_length, .key = 32});
        // Large weights, as a trained network has, and no gate that keeps much: its state depends on the last
        // characters.
        for (auto& parameter : network->named_parameters())
            if (parameter.key().starts_with("lstm")) parameter.value().mul_(parameter.key().contains("bias") ? 0 : 4);
        network->eval();
        const auto result = network->forward(twice, network->initial_state(1));
        // Probabilities, already normalised.
        CHECK(result.logits.exp().sum(2).sub(1).abs().max().item<double>() < 1e-4);
        const torch::Tensor truth = twice.slice(0, length + 10).unsqueeze(2);
        return -result.logits.slice(0, length + 9, 2 * length - 1).gather(2, truth).mean().item<double>();
    };
    CHECK(cross_entropy(length) < 1);
    // Blind guesses cost log 30 = 3.4 nats.
    CHECK(cross_entropy(length / 2) > 3);
}

TEST_CASE("hidden states are reset for the texts whose turn it is, and for no others") {
    torch::manual_seed(10);
    recipes::TextNetwork network(
        recipes::TextShape{.characters = 9, .embedding = 4, .units = 8, .layers = 2, .context_length = 5, .key = 4});
    network->eval();
    const torch::NoGradGuard no_gradients;
    const auto state = network->forward(torch::randint(9, {12, 2}, torch::kInt64), network->initial_state(2)).state;
    const auto kept = recipes::TextState::of(state.tensors()).where(torch::tensor({1.0F, 0.0F}));
    const auto initial = network->initial_state(2);
    const auto all = state.tensors();
    const auto now = kept.tensors();
    const auto none = initial.tensors();
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
    network->round();
    network->write(graph);
    graph.write(folder / "sum.onnx");
    parity::ParityCheck check(folder / "sum.onnx");
    const nn::InFloat64 reference(*network);
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
