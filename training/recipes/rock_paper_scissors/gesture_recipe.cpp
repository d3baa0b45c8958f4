#include "training/recipes/rock_paper_scissors/gesture_recipe.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <print>
#include <utility>

#include "training/publish/layered_draft.hpp"
#include "training/recipes/rock_paper_scissors/data/sampler.hpp"
#include "training/recipes/rock_paper_scissors/data_facts.hpp"
#include "training/recipes/rock_paper_scissors/evaluation/decision.hpp"
#include "training/recipes/rock_paper_scissors/evaluation/evaluation.hpp"
#include "training/recipes/rock_paper_scissors/evaluation/figures.hpp"
#include "training/recipes/rock_paper_scissors/teacher.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

constexpr std::int64_t parity_inputs = 128;

// Evaluation sets as one batch, for choosing and watching.
fit::LabelledBatch batch_of(const std::vector<gestures_data::EvaluationSet>& sets,
                            const rock_paper_scissors::Parameters& parameters) {
    std::vector<std::int64_t> labels;
    for (const auto& set : sets)
        for (const auto& picture : set.pictures) labels.push_back(static_cast<std::int64_t>(picture.label));
    torch::Tensor inputs = torch::empty({std::ssize(labels), 3, parameters.side_px, parameters.side_px});
    float* to = inputs.data_ptr<float>();
    for (const auto& set : sets)
        for (const auto& picture : set.pictures)
            to = std::ranges::copy(rock_paper_scissors::encode(picture.picture, parameters).planes, to).out;
    return {inputs, torch::tensor(labels)};
}

fit::ClassifierSettings fit_settings(const GestureSettings& settings, const Options& options) {
    return {.id = settings.id,
            .epochs = options.epochs.value_or(settings.epochs),
            .batch_size = options.batch_size.value_or(settings.batch_size),
            .learning_rate = options.learning_rate.value_or(settings.learning_rate),
            .loss = fit::smoothed_cross_entropy(settings.label_smoothing),
            .optimisation = {.weight_decay = settings.weight_decay},
            .beginning = {},
            .bfloat16 = settings.bfloat16,
            .seed = options.seed};
}

void print_figures(const std::string& id, const std::vector<report::Metric>& figures) {
    for (const auto& figure : figures) std::println("{}: {}", id, gestures_evaluation::message(figure));
}

// Chooses on validation pictures, and puts on the card what was chosen and what is measured with it. Other figures were
// measured with what was chosen before, and go.
void decide(report::Card& card, rock_paper_scissors::Parameters shown,
            const std::vector<gestures_evaluation::Answers>& validation) {
    const auto decision = gestures_evaluation::choose_decision(validation);
    shown = gestures_evaluation::with(decision, shown);
    card.decision = {{"temperature", publish::decimal(decision.temperature)},
                     {"no_hand_bias", publish::decimal(decision.no_hand_bias)},
                     {"reject_above", publish::decimal(decision.reject_above)},
                     {"reject_below", publish::decimal(decision.reject_below)}};
    card.metrics = gestures_evaluation::figures_of(validation, shown, "validation");
    card.confusion = gestures_evaluation::confusion_of(validation, shown, "all sets together", "validation");
    card.limits = gestures_evaluation::limits_of(card.metrics);
}

}  // namespace

rock_paper_scissors::Parameters GestureRecipe::parameters() const {
    return {.side_px = settings_.side_px, .normalisation = settings_.normalisation};
}

void GestureRecipe::load_data(const Context& context) {
    // Said at once, and not after the first phase.
    if (!settings_.teacher.empty()) publish::require_teacher(settings_.id, settings_.teacher, context.options.models);
    data_ = gestures_data::load(context.options.places);
    validation_ = batch_of(data_.validation, parameters());
    if (context.run.group.first())
        std::println("{}: {} pictures to learn from, {} to validate on", settings_.id, pictures_to_learn_from(data_),
                     validation_.labels.size(0));
}

void GestureRecipe::make_network(const Context& context) {
    torch::manual_seed(context.options.seed);
    network_ = settings_.network();
}

fit::Result GestureRecipe::fit(const Context& context) {
    const auto samples = static_cast<std::size_t>(
        std::llround(context.options.own_or("samples", static_cast<double>(settings_.epoch_samples))));
    const rock_paper_scissors::Parameters shown = parameters();
    const gestures_data::Sampler sampler(data_, {.seed = context.options.seed,
                                                 .epoch_samples = samples,
                                                 .side_px = settings_.sampled_px,
                                                 .spoilt = settings_.spoilt});
    fit::SampleSource source{
        .samples = sampler.epoch_samples(),
        .shape = {3, settings_.side_px, settings_.side_px},
        .fill =
            [&](std::uint64_t epoch, std::size_t index, std::span<float> input) {
                const auto sample = sampler.sample(epoch, index);
                std::ranges::copy(rock_paper_scissors::encode(sample.picture, shown).planes, input.begin());
                return static_cast<std::int64_t>(sample.label);
            },
        .fingerprint = std::format("{}, mean {}, deviation {}", sampler.fingerprint(), shown.normalisation.mean,
                                   shown.normalisation.deviation)};

    fit::ClassifierSettings how = fit_settings(settings_, context.options);
    if (settings_.origin) how.beginning = settings_.origin->file + " " + settings_.origin->sha256;
    std::vector<fit::Phase> phases;
    if (settings_.first) {
        fit::ClassifierSettings first = how;
        first.id = settings_.first->id;
        first.epochs = std::min(settings_.first->epochs, how.epochs);
        first.learning_rate = settings_.first->learning_rate;
        first.optimisation.rates = settings_.first->rates;
        phases.push_back(
            {.folder = settings_.first->folder, .source = source, .validation = validation_, .settings = first});
    }
    how.optimisation.rates = settings_.rates;
    if (!settings_.teacher.empty()) {
        const auto teacher = std::make_shared<const publish::Teacher>(settings_.teacher, context.options.models);
        how.loss = taught_by(teacher, *network_, settings_.normalisation);
        teacher_ = teacher->in_words();
    }
    if (settings_.epochs_before > 0) {
        fit::ClassifierSettings before = how;
        before.epochs = std::min(settings_.epochs_before, how.epochs);
        phases.push_back({.folder = "before", .source = source, .validation = validation_, .settings = before});
        // Other samples than the cycle before had.
        source.fill = [fill = source.fill, seen = static_cast<std::uint64_t>(before.epochs)](
                          std::uint64_t epoch, std::size_t index, std::span<float> input) {
            return fill(seen + epoch, index, input);
        };
    }
    phases.push_back({.folder = {}, .source = source, .validation = validation_, .settings = how});
    return fit::fit_phases(*network_, phases, context.run, context.options.afresh);
}

void GestureRecipe::publish(const Context& context, const fit::Result& result) {
    const Options& options = context.options;
    nn::LayeredNetwork& network = *network_;
    network.fold();
    const double change = publish::rounded(network, [&] { return fit::accuracy_on(network, validation_); });
    auto draft = publish::draft_of(network, settings_.id, settings_.name, context.run.folder,
                                   publish::spread(validation_.inputs, parity_inputs));

    report::Card& card = draft.card;
    card.labels = rock_paper_scissors::labels();
    card.preprocessing = {{"side_px", settings_.side_px},
                          {"mean", publish::decimal(settings_.normalisation.mean)},
                          {"deviation", publish::decimal(settings_.normalisation.deviation)}};
    card.data = data_facts(data_);
    card.origin = settings_.origin;
    const fit::ClassifierSettings how = fit_settings(settings_, options);
    std::string augmentation = gestures_data::augmentation_in_words();
    if (!settings_.teacher.empty())
        augmentation += std::format(" Learns from what {} says to them and sees in them, too.", settings_.teacher);
    report::TrainingFacts facts = training_facts(context, settings_.id, settings_.source);
    facts.augmentation = std::move(augmentation);
    facts.batch = how.batch_size;
    facts.learning_rate = how.learning_rate;
    facts.teacher = teacher_;
    publish::note_training(card, std::move(facts), result);
    card.rounding =
        report::Rounding{"pictures with and without hands", "validation", change, validation_.labels.size(0)};

    decide(card, parameters(), gestures_evaluation::evaluate(draft.session, parameters(), data_.validation));
    print_figures(settings_.id, card.metrics);
    publish::publish(draft, options.models);
}

publish::Measured GestureRecipe::evaluate(const publish::Published& model, const Options& options,
                                          datasets::Split split) {
    const auto shown = rock_paper_scissors::Parameters::from(publish::page_card(model.card));
    const auto data = gestures_data::load(options.places);
    const auto evaluation = gestures_evaluation::evaluate(model.session, shown, data.sets_of(split));
    const std::string name = datasets::name_of(split);
    publish::Measured measured{
        .metrics = gestures_evaluation::figures_of(evaluation, shown, name),
        .samples = samples_of(data, split),
        .confusion = gestures_evaluation::confusion_of(evaluation, shown, "all sets together", name)};
    measured.limits = gestures_evaluation::limits_of(measured.metrics);
    print_figures(settings_.id, measured.metrics);
    return measured;
}

void GestureRecipe::calibrate(publish::Published& model, const Options& options) {
    const auto shown = rock_paper_scissors::Parameters::from(publish::page_card(model.card));
    const auto data = gestures_data::load(options.places);
    decide(model.card, shown, gestures_evaluation::evaluate(model.session, shown, data.validation));
    print_figures(settings_.id, model.card.metrics);
}

}  // namespace mllab::recipes
