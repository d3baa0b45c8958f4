// Recipe odd_or_even_mlp: one hidden layer over a number's bits. Numbers are drawn while training; it takes a second.

#include <print>
#include <utility>

#include "training/datasets/splits.hpp"
#include "training/fit/classifier.hpp"
#include "training/nn/layered_network.hpp"
#include "training/publish/layered_draft.hpp"
#include "training/recipes/odd_or_even/data/numbers.hpp"
#include "training/recipes/odd_or_even/evaluation/evaluation.hpp"
#include "training/recipes/odd_or_even/recipes.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

using onnx_writer::Storage;

constexpr const char* id = "odd_or_even_mlp";
constexpr const char* name = "Odd or even, multilayer perceptron";
constexpr const char* data_name = "numbers from 0 to 65535, drawn while training";
constexpr auto bits = static_cast<std::int64_t>(odd_or_even::bits);
constexpr std::int64_t units = 8;
constexpr std::int64_t default_epochs = 6;
constexpr std::int64_t samples_per_epoch = 8192;
constexpr std::int64_t default_batch_size = 128;
constexpr double default_rate = 1e-2;
constexpr std::int64_t parity_inputs = 512;

class OddOrEvenMlp final : public nn::LayeredNetwork {
 public:
    OddOrEvenMlp()
        : LayeredNetwork({.input_meaning = "the number's bits, lowest first",
                          .input = {bits},
                          .summary = "One hidden layer of 8 ReLU units over 16 bits, then one linear layer.",
                          .weights_stored_as = Storage::float16().name()}) {
        add("hidden", std::make_shared<nn::Hidden>(bits, units, Storage::float16()));
        output("hidden_units", "what the hidden layer gives, after ReLU");
        add("last", std::make_shared<nn::Linear>(units, 2, Storage::float16()));
        output("logits", "even, odd, before softmax");
    }
};

report::Metric accuracy(const inference::Session& session, datasets::Split split) {
    const auto evaluation = odd_or_even_evaluation::evaluate(session, odd_or_even_data::numbers_of(split));
    std::println("{}: {}: {} of {} right", id, datasets::name_of(split), evaluation.right, evaluation.asked);
    return {.name = "accuracy",
            .data = data_name,
            .split = datasets::name_of(split),
            .value = evaluation.accuracy(),
            .samples = evaluation.asked};
}

class OddOrEvenRecipe final : public Recipe {
 public:
    std::string folder(const Options&) const override { return id; }

    void load_data(const Context& context) override {
        const Options& options = context.options;
        epochs_ = options.epochs.value_or(default_epochs);
        batch_size_ = options.batch_size.value_or(default_batch_size);
        learning_rate_ = options.learning_rate.value_or(default_rate);
        const auto numbers = odd_or_even_data::numbers_of(datasets::Split::validation);
        std::vector<std::int64_t> labels;
        for (const auto number : numbers) labels.push_back(odd_or_even_data::label_of(number));
        validation_ = {torch::tensor(odd_or_even::encode(numbers).as<float>()).view({-1, bits}), torch::tensor(labels)};
    }

    void make_network(const Context& context) override {
        torch::manual_seed(context.options.seed);
        network_ = std::make_shared<OddOrEvenMlp>();
    }

    fit::Result fit(const Context& context) override {
        const odd_or_even_data::Sampler sampler(context.options.seed);
        return fit::fit_classifier(*network_,
                                   {.samples = samples_per_epoch,
                                    .shape = {bits},
                                    .fill = [&](std::uint64_t epoch, std::size_t index,
                                                std::span<float> input) { return sampler.sample(epoch, index, input); },
                                    .fingerprint = sampler.fingerprint()},
                                   validation_,
                                   {.id = id,
                                    .epochs = epochs_,
                                    .batch_size = batch_size_,
                                    .learning_rate = learning_rate_,
                                    .optimisation = {.average_decay = 0.99},
                                    .seed = context.options.seed},
                                   context.run);
    }

    void publish(const Context& context, const fit::Result& result) override {
        network_->fold();
        network_->round();
        auto draft =
            publish::draft_of(*network_, id, name, context.run.folder, validation_.inputs.slice(0, 0, parity_inputs));
        report::Card& card = draft.card;
        card.labels = {"even", "odd"};
        card.preprocessing = {{"bits", bits}};
        card.data = {{.name = data_name,
                      .source = "",
                      .licence = "",
                      .attribution = "",
                      .samples = {{"train", std::ssize(result.curve) * samples_per_epoch},
                                  {"validation", validation_.labels.numel()}}}};
        report::TrainingFacts facts = training_facts(context, id, "training/recipes/odd_or_even/odd_or_even_mlp.cpp");
        facts.augmentation = "none";
        facts.batch = batch_size_;
        facts.learning_rate = learning_rate_;
        publish::note_training(card, std::move(facts), result);
        card.metrics = {accuracy(draft.session, datasets::Split::validation)};
        publish::publish(draft, context.options.models);
    }

    publish::Measured evaluate(const publish::Published& model, const Options&, datasets::Split split) override {
        const report::Metric figure = accuracy(model.session, split);
        return {.metrics = {figure}, .samples = {{data_name, figure.samples}}};
    }

 private:
    std::int64_t epochs_ = 0;
    std::int64_t batch_size_ = 0;
    double learning_rate_ = 0;
    fit::LabelledBatch validation_;
    std::shared_ptr<nn::LayeredNetwork> network_;
};

}  // namespace

std::unique_ptr<Recipe> odd_or_even_mlp() { return std::make_unique<OddOrEvenRecipe>(); }

}  // namespace mllab::recipes
