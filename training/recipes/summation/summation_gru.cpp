// Recipe summation_gru: sums are made up while training, a new batch for every step; measured on every sum that there
// is.

#include <format>
#include <utility>

#include "training/fit/engine.hpp"
#include "training/fit/schedule.hpp"
#include "training/publish/draft.hpp"
#include "training/recipes/summation/evaluation/sums.hpp"
#include "training/recipes/summation/measured.hpp"
#include "training/recipes/summation/network.hpp"
#include "training/recipes/summation/recipes.hpp"
#include "training/recipes/summation/sums.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

constexpr const char* id = summation_id;
constexpr const char* name = "Summation, two recurrent networks";
constexpr std::int64_t units = 96;
constexpr std::int64_t default_epochs = 24;
constexpr std::int64_t steps_per_epoch = 500;
constexpr std::int64_t default_batch_size = 256;
constexpr double default_rate = 4e-3;
constexpr std::size_t validation_sums = 4000;
constexpr fit::OneCycle cycle{.rise = 0.05, .last = 1e-2};

double hold_out_of(const Options& options) { return options.own_or("hold-out", 0); }

torch::Tensor loss_of(const torch::Tensor& logits, const torch::Tensor& targets) {
    return torch::nn::functional::cross_entropy(logits.flatten(0, 1), targets.flatten());
}

// Share of the sums that are right in every place.
double exact(const torch::Tensor& logits, const torch::Tensor& targets) {
    return logits.argmax(2).eq(targets).all(1).to(torch::kFloat64).mean().item<double>();
}

class SummationRecipe final : public Recipe {
 public:
    std::string folder(const Options& options) const override {
        return hold_out_of(options) > 0 ? std::string(id) + "_held_out" : id;
    }

    void load_data(const Context& context) override {
        const Options& options = context.options;
        epochs_ = options.epochs.value_or(default_epochs);
        batch_size_ = options.batch_size.value_or(default_batch_size);
        learning_rate_ = options.learning_rate.value_or(default_rate);
        hold_out_ = hold_out_of(options);
        validation_ =
            batch_of(drawn_sums(core::Random(options.seed).fork(~std::uint64_t{0}), validation_sums, hold_out_));
    }

    void make_network(const Context& context) override {
        torch::manual_seed(context.options.seed);
        network_ = SummationNetwork(units);
    }

    fit::Result fit(const Context& context) override {
        const fit::Run& run = context.run;
        const torch::Device device = fit::prepare(run);
        network_->to(device);
        const fit::OptimisationSettings how{.weight_decay = 0, .average_decay = 0.998, .largest_gradient = 1};
        fit::Optimisation optimisation(*network_, how, run.group);
        const parallel::Share share = run.group.share_of(batch_size_);
        const core::Random seeded(context.options.seed);
        const std::int64_t steps = epochs_ * steps_per_epoch;
        const auto step = [&](const fit::Place& place) {
            auto sums = drawn_sums(seeded.fork(static_cast<std::uint64_t>(place.step)),
                                   static_cast<std::size_t>(batch_size_), hold_out_);
            sums = {sums.begin() + share.first, sums.begin() + share.first + share.count};
            const SumBatch batch = batch_of(sums);
            const torch::Tensor logits = network_->forward(batch.tokens.to(device)).logits;
            const torch::Tensor targets = batch.targets.to(device);
            const double loss =
                optimisation.step(loss_of(logits, targets), cycle.at(place.step, steps, learning_rate_));
            return fit::StepFigures{.loss = loss, .accuracy = exact(logits, targets), .samples = batch_size_};
        };
        const auto validate = [&] {
            const torch::NoGradGuard no_gradients;
            const torch::Tensor logits = network_->forward(validation_.tokens.to(device)).logits;
            const torch::Tensor targets = validation_.targets.to(device);
            return fit::Figures{.loss = loss_of(logits, targets).item<double>(), .accuracy = exact(logits, targets)};
        };
        const auto forward = [&] {
            (void)network_->forward(torch::zeros({share.count, summation::input_length}, torch::kInt64));
        };
        fit::Settings settings;
        settings.add("recipe", id)
            .add("network", std::format("two GRUs of {} units and attention", units))
            .add("weights", fit::in_words(*network_))
            .add("epochs", epochs_)
            .add("samples per epoch", steps_per_epoch * batch_size_)
            .add("batch size", batch_size_)
            .add("learning rate", learning_rate_)
            .add("loss", "cross-entropy of every place")
            .add("data", sums_in_words)
            .add("held out", hold_out_)
            .add("seed", context.options.seed);
        how.describe(settings);
        fit::Optimisation* const only[] = {&optimisation};
        return fit::run_engine(
            only,
            {.id = id,
             .settings = settings,
             .steps_of_epoch = std::vector<std::int64_t>(static_cast<std::size_t>(epochs_), steps_per_epoch),
             .step = step,
             .validate = validate,
             .forward = {forward}},
            run);
    }

    void publish(const Context& context, const fit::Result& result) override {
        onnx_writer::GraphBuilder graph(id, name);
        graph.metadata("licence", "MIT");
        network_->round();
        network_->write(graph);
        auto draft = publish::written(graph, network_->architecture(), id, name, context.run.folder);
        publish::note_parity(draft, check_sum_parity(network_, draft.path));
        if (hold_out_ > 0) {
            note_held_out(draft.session, context.options);
            return;
        }
        describe(draft.card, context, result);
        publish::note(draft.card, all_sums(draft.session), "train");
        publish::publish(draft, context.options.models);
    }

    publish::Measured evaluate(const publish::Published& model, const Options&, datasets::Split) override {
        return all_sums(model.session);
    }

 private:
    // What the network does with pairs that it has never seen, on the published model's card.
    void note_held_out(const inference::Session& session, const Options& options) const {
        const auto unseen =
            summation_evaluation::pairs_up_to(summation::largest_operand, [&](const summation::Expression& e) {
                return summation_evaluation::held_out(e, hold_out_, hold_out_seed);
            });
        const auto path = options.models / (std::string(id) + ".json");
        report::Card card = report::read_card(path);
        card.merge({exact_figure(std::format("sums held out of a second training ({:.0f} %)", 100 * hold_out_), "test",
                                 summation_evaluation::evaluate(session, unseen))});
        report::write_card(path, card);
    }

    void describe(report::Card& card, const Context& context, const fit::Result& result) const {
        for (int digit = 0; digit < 10; ++digit) card.labels.push_back(std::to_string(digit));
        card.labels.emplace_back("blank");
        card.preprocessing = {
            {"units", units}, {"input_length", summation::input_length}, {"answer_length", summation::answer_length}};
        card.data = {{.name = "sums, made up while training",
                      .source = "",
                      .licence = "",
                      .attribution = "",
                      .samples = {{"train", std::ssize(result.curve) * steps_per_epoch * batch_size_}}}};
        report::TrainingFacts facts = training_facts(context, id, "training/recipes/summation/summation_gru.cpp");
        facts.augmentation = std::string("none: ") + sums_in_words;
        facts.batch = batch_size_;
        facts.learning_rate = learning_rate_;
        publish::note_training(card, std::move(facts), result);
    }

    std::int64_t epochs_ = 0;
    std::int64_t batch_size_ = 0;
    double learning_rate_ = 0;
    double hold_out_ = 0;
    SumBatch validation_;
    SummationNetwork network_{nullptr};
};

}  // namespace

std::unique_ptr<Recipe> summation_gru() { return std::make_unique<SummationRecipe>(); }

}  // namespace mllab::recipes
