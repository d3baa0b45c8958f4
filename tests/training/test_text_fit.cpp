// Learning texts, in this process: that it learns, and that a training goes on exactly where it was stopped.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <filesystem>

#include "support/temporary_folder.hpp"
#include "training/fit/sequence.hpp"
#include "training/nn/weights.hpp"
#include "training/recipes/text_generation/network.hpp"

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
    fit::Result result;
};

// How, where and how often.
struct Training {
    fit::SequenceSettings settings;
    std::filesystem::path folder;
    double checkpoint_seconds = 0;
    bool train = true;
};

Training training_in(const std::filesystem::path& folder) {
    return {.settings = {.id = "language",
                         .cycles = {{.epochs = 2, .batch_size = 4, .learning_rate = 1e-2}},
                         .steps_per_epoch = 10,
                         .window = 16},
            .folder = folder};
}

Outcome trained(const Training& training, std::size_t length = 3000) {
    torch::manual_seed(1);
    recipes::TextNetwork network(recipes::TextShape{.characters = 6,
                                                    .embedding = 4,
                                                    .units = 16,
                                                    .layers = 2,
                                                    .dropout = 0.2,
                                                    .weight_dropout = 0.2,
                                                    .context_length = 24,
                                                    .key = 8});
    const parallel::ProcessGroup alone;
    Outcome outcome;
    outcome.result = fit::fit_sequence(*network, text(length), text(500), training.settings,
                                       {.group = alone,
                                        .folder = training.folder,
                                        .checkpoint_seconds = training.checkpoint_seconds,
                                        .train = training.train});
    for (const auto& parameter : network->parameters())
        for (const float number : nn::numbers_of(parameter)) outcome.weights.push_back(number);
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
    auto settings = training_in(folder.path());
    settings.settings.cycles.front().epochs = 8;
    settings.checkpoint_seconds = 600;
    const auto outcome = trained(settings);
    REQUIRE(outcome.result.curve.size() == 8);
    CHECK(outcome.result.finished);
    CHECK(outcome.result.steps == 80);
    // Guessing blindly costs log 6 = 1.79 nats.
    CHECK(outcome.result.curve.back().validation_loss < 1.2);
    CHECK(outcome.result.curve.back().validation_loss < outcome.result.curve.front().validation_loss);
}

TEST_CASE("a training that lost its last step goes on in the middle of an epoch to the very same weights") {
    const testing::TemporaryFolder folder;
    const auto settings = training_in(folder.path());
    const auto unbroken = trained(settings);
    // A checkpoint was written after every step and the last two are kept: without the newest, the training stands in
    // the middle of the second epoch.
    std::filesystem::remove(newest_checkpoint(folder.path()));
    const auto resumed = trained(settings);
    CHECK(resumed.weights == unbroken.weights);
    REQUIRE(resumed.result.curve.size() == 2);
    CHECK(resumed.result.curve[1].train_loss == unbroken.result.curve[1].train_loss);
    CHECK(resumed.result.curve[1].validation_loss == unbroken.result.curve[1].validation_loss);
}

TEST_CASE(
    "a second cycle goes on with the first one's weights and with a batch of its own, stopped in between or not") {
    const testing::TemporaryFolder folder;
    auto settings = training_in(folder.path());
    settings.settings.cycles.push_back({.epochs = 3, .batch_size = 6, .learning_rate = 5e-3});
    const auto unbroken = trained(settings);
    CHECK(unbroken.result.finished);
    CHECK(unbroken.result.steps == 50);
    REQUIRE(unbroken.result.curve.size() == 5);
    CHECK(unbroken.result.curve.back().epoch == 5);
    CHECK(unbroken.result.curve.back().validation_loss < unbroken.result.curve[1].validation_loss);

    const testing::TemporaryFolder once;
    auto first = training_in(once.path());
    const auto only_first = trained(first);
    CHECK(only_first.result.curve[1].validation_loss == unbroken.result.curve[1].validation_loss);

    std::filesystem::remove(newest_checkpoint(folder.path()));
    CHECK(trained(settings).weights == unbroken.weights);
}

TEST_CASE("a cycle can do without the pointer") {
    const testing::TemporaryFolder folder;
    auto settings = training_in(folder.path());
    settings.settings.cycles.front().pointer = false;
    const auto without = trained(settings);
    const testing::TemporaryFolder other;
    auto then = training_in(other.path());
    then.settings.cycles.front().pointer = false;
    then.settings.cycles.push_back({.epochs = 2, .batch_size = 4, .learning_rate = 5e-3});
    const auto with = trained(then);
    CHECK(with.result.curve[1].train_loss == without.result.curve[1].train_loss);
    CHECK(with.result.curve[2].train_loss != without.result.curve[1].train_loss);
    CHECK(with.result.finished);
    std::filesystem::remove(newest_checkpoint(other.path()));
    CHECK(trained(then).weights == with.weights);
}

TEST_CASE("a finished training that is started again changes nothing, and one with other options is refused") {
    const testing::TemporaryFolder folder;
    const auto settings = training_in(folder.path());
    const auto once = trained(settings);
    CHECK(trained(settings).weights == once.weights);
    auto only_taken_up = settings;
    only_taken_up.train = false;
    CHECK(trained(only_taken_up).weights == once.weights);
    auto other = settings;
    other.settings.seed = 2;
    CHECK_THROWS_WITH(trained(other), Catch::Matchers::ContainsSubstring("belongs to another training"));
    CHECK_THROWS_WITH(trained(settings, 3200), Catch::Matchers::ContainsSubstring("belongs to another training"));
    auto longer = settings;
    longer.settings.cycles.push_back({.epochs = 1, .batch_size = 4});
    CHECK_THROWS_WITH(trained(longer), Catch::Matchers::ContainsSubstring("belongs to another training"));
    // Whatever differs is named, with both values.
    other.settings.seed = settings.settings.seed;
    other.settings.cycles.front().batch_size = 5;
    other.settings.window = 15;
    CHECK_THROWS_WITH(trained(other),
                      Catch::Matchers::ContainsSubstring("batch size: the checkpoint has 4, this training 5") &&
                          Catch::Matchers::ContainsSubstring("window: the checkpoint has 16, this training 15"));
    CHECK_THROWS_WITH(trained(settings, 3200), Catch::Matchers::ContainsSubstring("data: the checkpoint has 3000") &&
                                                   Catch::Matchers::ContainsSubstring("this training 3200"));
    auto from_another = settings;
    from_another.settings.initialised_from = "wikipedia_lstm 0123";
    CHECK_THROWS_WITH(trained(from_another), Catch::Matchers::ContainsSubstring("initialised from: the checkpoint"));
}

TEST_CASE("where there is nothing to take up, and a text that is too short, is said") {
    const testing::TemporaryFolder folder;
    auto settings = training_in(folder.path());
    settings.train = false;
    CHECK_THROWS_WITH(trained(settings), Catch::Matchers::ContainsSubstring("no checkpoint"));
    settings.train = true;
    settings.settings.cycles.front().batch_size = 1000;
    CHECK_THROWS_WITH(trained(settings), Catch::Matchers::ContainsSubstring("too short"));
}

TEST_CASE(
    "a network that is initialised from another one's file predicts what that one does for the characters of both") {
    const testing::TemporaryFolder folder;
    const std::int64_t context_length = GENERATE(0, 20);
    const recipes::TextShape six{
        .characters = 6, .embedding = 4, .units = 16, .layers = 2, .context_length = context_length, .key = 4};
    recipes::TextShape four = six;
    four.characters = 4;
    torch::manual_seed(1);
    recipes::TextNetwork learned(six);
    recipes::TextNetwork network(four);
    onnx_writer::GraphBuilder graph("learned");
    learned->round();
    learned->write(graph);
    graph.write(folder / "learned.onnx");
    const auto weights = onnx_writer::read_weights(folder / "learned.onnx");
    const std::vector<std::int64_t> rows{5, 0, 2, 3};
    network->initialise_from(weights, rows);
    learned->eval();
    network->eval();
    const torch::NoGradGuard no_gradients;
    const auto own = torch::tensor(std::vector<std::int64_t>{0, 3, 1, 2, 2}).view({5, 1});
    const auto theirs = torch::tensor(rows).index_select(0, own.flatten()).view({5, 1});
    const auto expected = learned->forward(theirs, learned->initial_state(1));
    const auto answers = network->forward(own, network->initial_state(1));
    if (context_length == 0)
        CHECK(torch::allclose(answers.logits, expected.logits.index_select(2, torch::tensor(rows)), 1e-6, 1e-6));
    if (context_length > 0) {
        // Its answers are probabilities, of four characters or of six; by what it finds places is the same.
        CHECK(torch::allclose(answers.state.keys, expected.state.keys, 1e-6, 1e-6));
        CHECK(expected.state.keys.abs().max().item<double>() > 0.1);
        four.context_length = 0;
        recipes::TextNetwork pointless(four);
        pointless->initialise_from(weights, rows);
        four.context_length = context_length;
        four.key = 5;
        recipes::TextNetwork other_key(four);
        CHECK_THROWS_AS(other_key->initialise_from(weights, rows), onnx_writer::GraphError);
    }

    CHECK_THROWS_AS(network->initialise_from(weights, {0, 1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(network->initialise_from(weights, {0, 1, 2, 6}), std::invalid_argument);
    CHECK_THROWS_AS(network->initialise_from(weights, {0, 1, 2, -1}), std::invalid_argument);
    four.units = 8;
    recipes::TextNetwork other(four);
    CHECK_THROWS_AS(other->initialise_from(weights, rows), onnx_writer::GraphError);
}
