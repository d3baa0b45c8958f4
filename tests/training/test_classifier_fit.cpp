// Fitting a classifier, in this process: that a checkpoint of other data, another loss or other settings is refused,
// and that a training goes on in the middle of an epoch to the very same weights.

#include <ATen/Context.h>
#include <torch/torch.h>

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <format>
#include <fstream>

#include "kernels/wrong_kernels.hpp"
#include "support/temporary_folder.hpp"
#include "training/fit/classifier.hpp"
#include "training/kernels/check.hpp"
#include "training/nn/layered_network.hpp"

using namespace mllab;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::int64_t pixels = 12;

// With batch norm and dropout: what has buffers and draws random numbers.
class Small final : public nn::LayeredNetwork {
 public:
    Small() : LayeredNetwork({.input_meaning = "", .input = {pixels}, .summary = "", .weights_stored_as = "float16"}) {
        add("hidden", std::make_shared<nn::Hidden>(pixels, 16, onnx_writer::Storage::float16()));
        add("drop", std::make_shared<nn::Dropout>(0.3));
        add("last", std::make_shared<nn::Linear>(16, 2, onnx_writer::Storage::float16()));
        output("logits", "");
    }
};

struct Training {
    fit::ClassifierSettings settings{
        .id = "small", .epochs = 2, .batch_size = 8, .learning_rate = 1e-2, .optimisation = {}};
    fit::SampleSource source{.samples = 80,
                             .shape = {pixels},
                             .fill =
                                 [](std::uint64_t epoch, std::size_t index, std::span<float> values) {
                                     const auto label = static_cast<std::int64_t>(index % 2);
                                     for (std::size_t i = 0; i < values.size(); ++i)
                                         values[i] = static_cast<float>((epoch * 7 + index * 5 + i * 3) % 11) / 11 +
                                                     (i < values.size() / 2 ? static_cast<float>(label) : 0);
                                     return label;
                                 },
                             .fingerprint = "made up (1)"};
    float validation = 0.5F;
    bool train = true;
    double checkpoint_seconds = 600;
};

struct Outcome {
    fit::Result result;
    std::vector<float> weights;
};

Outcome trained(const Training& training, const std::filesystem::path& folder) {
    torch::manual_seed(3);
    Small network;
    const parallel::ProcessGroup alone;
    Outcome outcome;
    outcome.result = fit::fit_classifier(
        network, training.source, {torch::full({4, pixels}, training.validation), torch::zeros({4}, torch::kInt64)},
        training.settings,
        {.group = alone, .folder = folder, .checkpoint_seconds = training.checkpoint_seconds, .train = training.train});
    for (const auto& tensor : network.parameters())
        for (const float number : nn::numbers_of(tensor)) outcome.weights.push_back(number);
    for (const auto& tensor : network.buffers())
        for (const float number : nn::numbers_of(tensor)) outcome.weights.push_back(number);
    return outcome;
}

std::filesystem::path newest_checkpoint(const std::filesystem::path& folder) {
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".mllab" && entry.path().filename() > newest.filename()) newest = entry.path();
    return newest;
}

}  // namespace

TEST_CASE("a classifier's checkpoint is refused for whatever differs, with both values") {
    const testing::TemporaryFolder folder;
    const Training training;
    const auto once = trained(training, folder.path());
    REQUIRE(once.result.curve.size() == 2);
    CHECK(once.result.finished);
    CHECK(trained(training, folder.path()).weights == once.weights);

    const auto refused = [&](const std::string& sentence, const auto& change) {
        Training other = training;
        change(other);
        INFO(sentence);
        CHECK_THROWS_AS(trained(other, folder.path()), fit::OtherTraining);
        CHECK_THROWS_WITH(trained(other, folder.path()),
                          ContainsSubstring("belongs to another training") && ContainsSubstring(sentence));
    };
    refused("samples per epoch: the checkpoint has 80, this training 88", [](Training& t) { t.source.samples = 88; });
    refused("data: the checkpoint has made up (1), this training made up (2)",
            [](Training& t) { t.source.fingerprint = "made up (2)"; });
    refused("validation data: the checkpoint has 4 of 12 numbers (", [](Training& t) { t.validation = 0.25F; });
    refused(
        "loss: the checkpoint has cross-entropy, labels smoothed by 0.02, this training cross-entropy, labels smoothed "
        "by 0.1",
        [](Training& t) { t.settings.loss = fit::smoothed_cross_entropy(0.1); });
    refused("this training distillation from teacher (", [](Training& t) {
        auto teacher = std::make_shared<Small>();
        teacher->eval();
        t.settings.loss = fit::distillation("teacher", teacher, 2, 0.9);
    });
    refused("epochs: the checkpoint has 2, this training 3", [](Training& t) { t.settings.epochs = 3; });
    refused("batch size: the checkpoint has 8, this training 16", [](Training& t) { t.settings.batch_size = 16; });
    refused("learning rate: the checkpoint has 0.01, this training 0.02",
            [](Training& t) { t.settings.learning_rate = 2e-2; });
    refused("weight decay: the checkpoint has 0.01, this training 0",
            [](Training& t) { t.settings.optimisation.weight_decay = 0; });
    refused("decay of the average: the checkpoint has 0.999, this training 0.9",
            [](Training& t) { t.settings.optimisation.average_decay = 0.9; });
    refused("largest gradient: the checkpoint has any, this training 1",
            [](Training& t) { t.settings.optimisation.largest_gradient = 1; });
    refused("learning rates of parts: the checkpoint has none, this training all alike", [](Training& t) {
        t.settings.optimisation.rates = fit::Rates{.in_words = "all alike", .of = [](const std::string&) { return 1; }};
    });
    refused("beginning: the checkpoint has none, this training another's weights",
            [](Training& t) { t.settings.beginning = "another's weights"; });
    refused("bfloat16: the checkpoint has no, this training yes", [](Training& t) { t.settings.bfloat16 = true; });
    refused("seed: the checkpoint has 1, this training 2", [](Training& t) { t.settings.seed = 2; });
    refused("recipe: the checkpoint has small, this training other", [](Training& t) { t.settings.id = "other"; });
}

TEST_CASE("a teacher with other weights makes another loss") {
    torch::manual_seed(1);
    const auto one = std::make_shared<Small>();
    const auto other = std::make_shared<Small>();
    CHECK(fit::distillation("t", one, 2, 0.9).in_words == fit::distillation("t", one, 2, 0.9).in_words);
    CHECK(fit::distillation("t", one, 2, 0.9).in_words != fit::distillation("t", other, 2, 0.9).in_words);
    CHECK(fit::distillation("t", one, 2, 0.9).in_words != fit::distillation("t", one, 2, 0.8).in_words);
}

TEST_CASE("a classifier's training goes on in the middle of an epoch to the very same weights") {
    const testing::TemporaryFolder folder;
    Training training;
    training.checkpoint_seconds = 0;  // after every step
    const auto unbroken = trained(training, folder.path());
    std::filesystem::remove(newest_checkpoint(folder.path()));
    const auto resumed = trained(training, folder.path());
    CHECK(resumed.weights == unbroken.weights);
    REQUIRE(resumed.result.curve.size() == 2);
    CHECK(resumed.result.curve[1].train_loss == unbroken.result.curve[1].train_loss);
    CHECK(resumed.result.curve[1].validation_loss == unbroken.result.curve[1].validation_loss);
    CHECK(resumed.result.steps == 20);

    const testing::TemporaryFolder rarely;
    training.checkpoint_seconds = 600;
    CHECK(trained(training, rarely.path()).weights == unbroken.weights);
}

TEST_CASE("parts of a network learn at their own rates, or stay as they are") {
    Training training;
    const auto weights_at = [&](double hidden, double last) {
        const testing::TemporaryFolder folder;
        training.settings.optimisation.rates =
            fit::Rates{.in_words = std::format("{}, {}", hidden, last),
                       .of = [=](const std::string& name) { return name.starts_with("hidden.") ? hidden : last; }};
        return trained(training, folder.path()).weights;
    };
    torch::manual_seed(3);
    const Small untrained;
    std::vector<float> before;
    for (const auto& tensor : untrained.parameters())
        for (const float number : nn::numbers_of(tensor)) before.push_back(number);
    // Of the layer "hidden": a matrix, its bias, and the norm's two.
    constexpr std::size_t hidden_count = pixels * 16 + 16 + 16 + 16;
    const auto beginning = [&](const std::vector<float>& all) {
        return std::vector(all.begin(), all.begin() + hidden_count);
    };
    const auto still = weights_at(0, 1);
    CHECK(beginning(still) == beginning(before));
    CHECK(!std::ranges::equal(std::span(still).subspan(hidden_count, 32), std::span(before).subspan(hidden_count, 32)));
    CHECK(beginning(weights_at(0.5, 1)) != beginning(before));

    training.settings.optimisation.rates.reset();
    const testing::TemporaryFolder folder;
    CHECK(weights_at(1, 1) == [&] {
        training.settings.optimisation.rates.reset();
        return trained(training, folder.path()).weights;
    }());
    CHECK_THROWS_AS(weights_at(0, 0), std::invalid_argument);
}

TEST_CASE("what a classifier cannot be trained with is said") {
    const testing::TemporaryFolder folder;
    Training training;
    training.train = false;
    CHECK_THROWS_WITH(trained(training, folder.path()), ContainsSubstring("no checkpoint"));
    training.train = true;
    training.source.samples = 7;
    CHECK_THROWS_WITH(trained(training, folder.path()), ContainsSubstring("7 samples has no batch of 8"));
    training.source.samples = 80;
    training.settings.loss = {.in_words = "nothing", .of = [](const fit::TrainingBatch&, const torch::Tensor& logits) {
                                  return logits.sum() * std::numeric_limits<double>::quiet_NaN();
                              }};
    CHECK_THROWS_WITH(trained(training, folder.path()), ContainsSubstring("the loss became"));
}

TEST_CASE("a checkpoint of another format is refused, and the log says what was checked") {
    const testing::TemporaryFolder folder;
    const Training training;
    (void)trained(training, folder.path());
    std::ifstream log(folder / "log.jsonl");
    const std::string text{std::istreambuf_iterator<char>(log), {}};
    CHECK(text.contains("\"kernels\""));
    const testing::TemporaryFolder other;
    (void)report::Checkpoints(other.path()).save({{"meta", {1, 2, 3}}});
    CHECK_THROWS_WITH(trained(training, other.path()), ContainsSubstring("no part “settings”"));
}

TEST_CASE("a training on wrong kernels does without oneDNN, and result and log say so") {
    const bool before = at::globalContext().userEnabledMkldnn();
    at::globalContext().setUserEnabledMkldnn(true);
    const testing::TemporaryFolder folder;
    const Training training;
    const auto right = trained(training, folder.path());
    CHECK(right.result.kernels.empty());

    const testing::TemporaryFolder wrong_folder;
    {
        const testing::WrongKernel wrong({.name = "addmm",
                                          .only_with_onednn = true,
                                          .spoil = [](torch::Tensor& numbers) { numbers.select(1, 0).add_(0.5); }});
        const auto outcome = trained(training, wrong_folder.path());
        CHECK_THAT(outcome.result.kernels, ContainsSubstring("oneDNN computes wrongly on this processor"));
        CHECK(outcome.weights == right.weights);  // no step was taken with them
    }
    CHECK_FALSE(at::globalContext().userEnabledMkldnn());
    at::globalContext().setUserEnabledMkldnn(before);
    std::ifstream log(wrong_folder / "log.jsonl");
    const std::string text{std::istreambuf_iterator<char>(log), {}};
    CHECK_THAT(text, ContainsSubstring("\"onednn_off\":true") && ContainsSubstring("computes wrongly"));
}

TEST_CASE("where libtorch is wrong without oneDNN, too, nothing is trained") {
    const bool before = at::globalContext().userEnabledMkldnn();
    const testing::TemporaryFolder folder;
    {
        const testing::WrongKernel wrong(
            {.name = "addmm", .spoil = [](torch::Tensor& numbers) { numbers.select(1, 0).add_(0.5); }});
        CHECK_THROWS_AS(trained(Training{}, folder.path()), kernels::KernelError);
    }
    at::globalContext().setUserEnabledMkldnn(before);
    CHECK(newest_checkpoint(folder.path()).empty());
}
