// Trainings in phases, and answers that somebody else gives, in this process.

#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <vector>

#include "support/temporary_folder.hpp"
#include "training/fit/phases.hpp"
#include "training/nn/layered_network.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::int64_t pixels = 6;
constexpr std::int64_t classes = 3;

class Small final : public nn::LayeredNetwork {
 public:
    Small() : LayeredNetwork({.input_meaning = "", .input = {pixels}, .summary = "", .weights_stored_as = "float16"}) {
        add("hidden", std::make_shared<nn::Hidden>(pixels, 8, onnx_writer::Storage::float16()));
        add("last", std::make_shared<nn::Linear>(8, classes, onnx_writer::Storage::float16()));
        output("logits", "");
    }
};

std::int64_t fill(std::uint64_t epoch, std::size_t index, std::span<float> values) {
    const auto label = static_cast<std::int64_t>(index % classes);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>((epoch * 7 + index * 5 + i * 3) % 11) / 11 +
                    (i / 2 == static_cast<std::size_t>(label) ? 1.0F : 0.0F);
    return label;
}

fit::Phase phase(const std::string& folder, double learning_rate = 1e-2) {
    return {
        .folder = folder,
        .source = {.samples = 60, .shape = {pixels}, .fill = &fill, .fingerprint = "made up"},
        .validation = {torch::full({4, pixels}, 0.5), torch::zeros({4}, torch::kInt64)},
        .settings = {
            .id = "small" + folder, .epochs = 2, .batch_size = 6, .learning_rate = learning_rate, .optimisation = {}}};
}

struct Outcome {
    fit::Result result;
    std::vector<float> weights;
};

Outcome trained(const std::vector<fit::Phase>& phases, const std::filesystem::path& folder, bool train = true,
                bool afresh = false) {
    torch::manual_seed(3);
    Small network;
    const parallel::ProcessGroup alone;
    Outcome outcome;
    outcome.result = fit::fit_phases(network, phases, {.group = alone, .folder = folder, .train = train}, afresh);
    for (const auto& tensor : network.parameters())
        for (const float number : nn::numbers_of(tensor)) outcome.weights.push_back(number);
    return outcome;
}

}  // namespace

TEST_CASE("phases follow one another: one curve, and weights that go on") {
    const testing::TemporaryFolder folder;
    const auto first = trained({phase("first")}, folder.path());
    const auto both = trained({phase("first"), phase("")}, folder.path());
    CHECK(first.result.curve.size() == 2);
    REQUIRE(both.result.curve.size() == 4);
    CHECK(both.result.finished);
    CHECK(both.result.steps == 2 * first.result.steps);
    for (std::size_t i = 0; i < 4; ++i) CHECK(both.result.curve[i].epoch == static_cast<int>(i) + 1);
    CHECK(both.result.curve[1].train_loss == first.result.curve[1].train_loss);
    CHECK(both.result.curve[2].train_loss < both.result.curve[0].train_loss);
    CHECK(both.weights != first.weights);
    // Again: taken up, not learnt again.
    CHECK(trained({phase("first"), phase("")}, folder.path()).weights == both.weights);
    // All of it forgotten and learnt again gives the same.
    CHECK(trained({phase("first"), phase("")}, folder.path(), true, true).weights == both.weights);
}

TEST_CASE("another first phase makes another second one") {
    const testing::TemporaryFolder folder;
    (void)trained({phase("first"), phase("")}, folder.path());
    CHECK_THROWS_AS(trained({phase("first", 2e-2), phase("")}, folder.path()), fit::OtherTraining);
    std::filesystem::remove_all(folder.path() / "first");
    CHECK_THROWS_WITH(trained({phase("first", 2e-2), phase("")}, folder.path()), ContainsSubstring("beginning:"));
}

TEST_CASE("what is taken up ends with the last phase that there is") {
    const testing::TemporaryFolder folder;
    CHECK_THROWS_WITH(trained({phase("first"), phase("")}, folder.path(), false), ContainsSubstring("no checkpoint"));
    const auto first = trained({phase("first")}, folder.path());
    const auto taken = trained({phase("first"), phase("")}, folder.path(), false);
    CHECK(taken.weights == first.weights);
    CHECK_FALSE(taken.result.finished);
}

TEST_CASE("answers that somebody else gives are learnt, and missing ones are refused") {
    const testing::TemporaryFolder folder;
    // Whatever the label, class 2.
    fit::Phase taught = phase("");
    taught.source.classes = classes;
    taught.source.answers = [](std::uint64_t, std::size_t, std::span<float> to) {
        REQUIRE(to.size() == classes);
        to[0] = to[1] = 0;
        to[2] = 1;
    };
    taught.settings.epochs = 20;
    taught.settings.loss = fit::told_answers(1, 0);
    torch::manual_seed(3);
    Small network;
    const parallel::ProcessGroup alone;
    const std::vector<fit::Phase> phases{taught};
    (void)fit::fit_phases(network, phases, {.group = alone, .folder = folder.path()}, false);
    const torch::Tensor logits = fit::logits_of(network, torch::rand({20, pixels}));
    CHECK(logits.argmax(1).eq(2).all().item<bool>());

    fit::Phase untaught = phase("untaught");
    untaught.settings.loss = fit::told_answers(0.5, 0.1);
    CHECK_THROWS_AS(trained({untaught}, folder.path()), std::invalid_argument);
    CHECK(fit::told_answers(0.5, 0.1).in_words != fit::told_answers(0.6, 0.1).in_words);
    CHECK(fit::told_answers(0.5, 0.1).in_words != fit::told_answers(0.5, 0.2).in_words);
}
