// Learning texts, in this process: that it learns, and that a training goes on exactly where it was stopped.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <filesystem>

#include "support/temporary_folder.hpp"
#include "training/nn/blocks.hpp"
#include "training/recipes/text_generation/text_fit.hpp"

using namespace mllab;

namespace {

// A language of three words that follow a rule.
std::vector<std::uint8_t> text(std::size_t length) {
    std::vector<std::uint8_t> tokens;
    for (std::size_t word = 0; tokens.size() < length; ++word)
        for (std::size_t i = 0; i < 3 + word % 3; ++i) tokens.push_back(static_cast<std::uint8_t>((word % 3 + i) % 6));
    tokens.resize(length);
    return tokens;
}

struct Outcome {
    std::vector<float> weights;
    recipes::TextFitResult result;
};

recipes::TextFitSettings settings_in(const std::filesystem::path& folder) {
    return {.id = "language",
            .cycles = {{.rounds = 2, .readers = 4, .learning_rate = 1e-2}},
            .steps_per_round = 10,
            .window = 16,
            .checkpoints = folder,
            .checkpoint_seconds = 0};
}

Outcome trained(const recipes::TextFitSettings& settings, std::size_t length = 3000) {
    torch::manual_seed(1);
    recipes::TextNetwork network(recipes::TextShape{.characters = 6,
                                                    .embedding = 4,
                                                    .units = 16,
                                                    .layers = 2,
                                                    .dropout = 0.2,
                                                    .weight_dropout = 0.2,
                                                    .look_back = 24,
                                                    .key = 8});
    report::TrainingLog log(settings.checkpoints / "log.jsonl");
    Outcome outcome;
    outcome.result = recipes::fit(network, text(length), text(500), settings, log);
    for (const auto& parameter : network->parameters())
        for (const float number : recipes::numbers_of(parameter)) outcome.weights.push_back(number);
    return outcome;
}

std::filesystem::path newest_checkpoint(const std::filesystem::path& folder) {
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".mllab" && entry.path().filename() > newest.filename()) newest = entry.path();
    return newest;
}

}  // namespace

TEST_CASE("a text network learns a small language") {
    const testing::TemporaryFolder folder;
    auto settings = settings_in(folder.path());
    settings.cycles.front().rounds = 8;
    settings.checkpoint_seconds = 600;
    const auto outcome = trained(settings);
    REQUIRE(outcome.result.curve.size() == 8);
    CHECK(outcome.result.finished);
    CHECK(outcome.result.steps == 80);
    // Guessing blindly costs log 6 = 1.79 nats.
    CHECK(outcome.result.curve.back().validation_loss < 1.2);
    CHECK(outcome.result.curve.back().validation_loss < outcome.result.curve.front().validation_loss);
}

TEST_CASE("a training that lost its last step goes on in the middle of a round to the very same weights") {
    const testing::TemporaryFolder folder;
    const auto settings = settings_in(folder.path());
    const auto unbroken = trained(settings);
    // A checkpoint was written after every step and the last two are kept: without the newest, the training stands in
    // the middle of the second round.
    std::filesystem::remove(newest_checkpoint(folder.path()));
    const auto resumed = trained(settings);
    CHECK(resumed.weights == unbroken.weights);
    REQUIRE(resumed.result.curve.size() == 2);
    CHECK(resumed.result.curve[1].train_loss == unbroken.result.curve[1].train_loss);
    CHECK(resumed.result.curve[1].validation_loss == unbroken.result.curve[1].validation_loss);
}

TEST_CASE(
    "a second cycle goes on with the first one's weights and with readers of its own, stopped in between or not") {
    const testing::TemporaryFolder folder;
    auto settings = settings_in(folder.path());
    settings.cycles.push_back({.rounds = 3, .readers = 6, .learning_rate = 5e-3});
    const auto unbroken = trained(settings);
    CHECK(unbroken.result.finished);
    CHECK(unbroken.result.steps == 50);
    REQUIRE(unbroken.result.curve.size() == 5);
    CHECK(unbroken.result.curve.back().epoch == 5);
    CHECK(unbroken.result.curve.back().validation_loss < unbroken.result.curve[1].validation_loss);

    const testing::TemporaryFolder once;
    auto first = settings_in(once.path());
    const auto only_first = trained(first);
    CHECK(only_first.result.curve[1].validation_loss == unbroken.result.curve[1].validation_loss);

    std::filesystem::remove(newest_checkpoint(folder.path()));
    CHECK(trained(settings).weights == unbroken.weights);
}

TEST_CASE("a network learns without its pointer first where it is told so") {
    const testing::TemporaryFolder folder;
    auto settings = settings_in(folder.path());
    settings.cycles.front().pointer = false;
    const auto without = trained(settings);
    const testing::TemporaryFolder other;
    auto then = settings_in(other.path());
    then.cycles.front().pointer = false;
    then.cycles.push_back({.rounds = 2, .readers = 4, .learning_rate = 5e-3});
    const auto with = trained(then);
    CHECK(with.result.curve[1].train_loss == without.result.curve[1].train_loss);
    CHECK(with.result.curve[2].train_loss != without.result.curve[1].train_loss);
    CHECK(with.result.finished);
    std::filesystem::remove(newest_checkpoint(other.path()));
    CHECK(trained(then).weights == with.weights);
}

TEST_CASE("a finished training that is started again changes nothing, and one with other options is refused") {
    const testing::TemporaryFolder folder;
    const auto settings = settings_in(folder.path());
    const auto once = trained(settings);
    CHECK(trained(settings).weights == once.weights);
    auto only_taken_up = settings;
    only_taken_up.train = false;
    CHECK(trained(only_taken_up).weights == once.weights);
    auto other = settings;
    other.seed = 2;
    CHECK_THROWS_WITH(trained(other), Catch::Matchers::ContainsSubstring("belongs to another training"));
    CHECK_THROWS_WITH(trained(settings, 3200), Catch::Matchers::ContainsSubstring("belongs to another training"));
    auto longer = settings;
    longer.cycles.push_back({.rounds = 1, .readers = 4});
    CHECK_THROWS_WITH(trained(longer), Catch::Matchers::ContainsSubstring("belongs to another training"));
}

TEST_CASE("where there is nothing to take up, and a text that is too short, is said") {
    const testing::TemporaryFolder folder;
    auto settings = settings_in(folder.path());
    settings.train = false;
    CHECK_THROWS_WITH(trained(settings), Catch::Matchers::ContainsSubstring("no checkpoint"));
    settings.train = true;
    settings.cycles.front().readers = 1000;
    CHECK_THROWS_WITH(trained(settings), Catch::Matchers::ContainsSubstring("too short"));
}

TEST_CASE("a network that begins as another one's file says of the characters that both know what that one says") {
    const testing::TemporaryFolder folder;
    const std::int64_t look_back = GENERATE(0, 20);
    const recipes::TextShape six{
        .characters = 6, .embedding = 4, .units = 16, .layers = 2, .look_back = look_back, .key = 4};
    recipes::TextShape four = six;
    four.characters = 4;
    torch::manual_seed(1);
    recipes::TextNetwork learned(six);
    recipes::TextNetwork network(four);
    onnx_writer::GraphBuilder graph("learned");
    learned->write(graph);  // and rounds its own weights
    graph.write(folder / "learned.onnx");
    const auto weights = onnx_writer::read_weights(folder / "learned.onnx");
    const std::vector<std::int64_t> rows{5, 0, 2, 3};
    network->adopt(weights, rows);
    learned->eval();
    network->eval();
    const torch::NoGradGuard no_gradients;
    const auto own = torch::tensor(std::vector<std::int64_t>{0, 3, 1, 2, 2}).view({5, 1});
    const auto theirs = torch::tensor(rows).index_select(0, own.flatten()).view({5, 1});
    const auto expected = learned->forward(theirs, learned->blank(1));
    const auto answers = network->forward(own, network->blank(1));
    if (look_back == 0)
        CHECK(torch::allclose(answers.logits, expected.logits.index_select(2, torch::tensor(rows)), 1e-6, 1e-6));
    if (look_back > 0) {
        // Its answers are probabilities, of four characters or of six; by what it finds places is the same.
        CHECK(torch::allclose(answers.state.keys, expected.state.keys, 1e-6, 1e-6));
        CHECK(expected.state.keys.abs().max().item<double>() > 0.1);
        four.look_back = 0;
        recipes::TextNetwork pointless(four);
        pointless->adopt(weights, rows);
        four.look_back = look_back;
        four.key = 5;
        recipes::TextNetwork other_key(four);
        CHECK_THROWS_AS(other_key->adopt(weights, rows), onnx_writer::GraphError);
    }

    CHECK_THROWS_AS(network->adopt(weights, {0, 1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(network->adopt(weights, {0, 1, 2, 6}), std::invalid_argument);
    CHECK_THROWS_AS(network->adopt(weights, {0, 1, 2, -1}), std::invalid_argument);
    four.units = 8;
    recipes::TextNetwork other(four);
    CHECK_THROWS_AS(other->adopt(weights, rows), onnx_writer::GraphError);
}
