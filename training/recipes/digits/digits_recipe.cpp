#include "training/recipes/digits/digits_recipe.hpp"

#include <algorithm>
#include <format>
#include <print>
#include <utility>

#include "training/datasets/sources.hpp"
#include "training/fit/classifier.hpp"
#include "training/publish/layered_draft.hpp"
#include "training/recipes/digits/batches.hpp"
#include "training/recipes/digits/data/pen_width.hpp"
#include "training/recipes/digits/data/sampler.hpp"
#include "training/recipes/digits/evaluation/decision.hpp"
#include "training/recipes/digits/evaluation/figures.hpp"
#include "training/recipes/digits/teacher.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

constexpr std::size_t parity_inputs = 512;
constexpr const char* committed = "training/recipes/digits/evaluation";

void print_figures(const std::string& id, const std::vector<report::Metric>& figures) {
    for (const auto& figure : figures) std::println("{}: {}", id, digits_evaluation::message(figure));
}

}  // namespace

void DigitsRecipe::load_data(const Context& context) {
    if (!settings_.teacher.empty()) publish::require_teacher(settings_.id, settings_.teacher, context.options.models);
    folders_ = digits_data::Folders::find(context.options.places);
    train_ = digits_data::load(folders_, datasets::Split::train);
    validation_ = digits_data::load(folders_, datasets::Split::validation);
    negatives_ = digits_data::load_negatives(folders_.quickdraw, datasets::Split::train);
    frame_.pen_width_px = digits_data::fitted_pen_width(train_.pictures, train_.strokes, frame_);
    if (!context.run.group.first()) return;
    for (const std::string& missing : negatives_.missing)
        std::println("{}: trains without {}; fewer no-digits will be refused", settings_.id, missing);
    std::println("{}: {} pictures, {} pen digits, {} sketches, {} letters; pen {} px", settings_.id,
                 train_.pictures.size(), train_.strokes.size(), negatives_.sketches.size(), negatives_.letters.size(),
                 frame_.pen_width_px);
}

void DigitsRecipe::make_network(const Context& context) {
    torch::manual_seed(context.options.seed);
    network_ = settings_.network();
}

fit::Result DigitsRecipe::fit(const Context& context) {
    const Options& options = context.options;
    fit::ClassifierSettings how{.id = settings_.id,
                                .epochs = options.epochs.value_or(settings_.epochs),
                                .batch_size = options.batch_size.value_or(settings_.batch_size),
                                .learning_rate = options.learning_rate.value_or(settings_.learning_rate),
                                .optimisation = {.weight_decay = settings_.weight_decay},
                                .seed = options.seed};
    if (!settings_.teacher.empty()) {
        const auto teacher = std::make_shared<const publish::Teacher>(settings_.teacher, options.models);
        how.loss = taught_by(teacher, frame_);
        teacher_ = teacher->in_words();
    }
    // An epoch looks at as many samples as there are pictures, give or take; every sample is new anyway.
    const digits_data::Sampler sampler(
        train_, negatives_,
        {.frame = frame_,
         .seed = options.seed,
         .epoch_samples = std::min<std::size_t>(60000, 12 * train_.pictures.size() / 11)});
    return fit::fit_classifier(
        *network_,
        {.samples = sampler.epoch_samples(),
         .shape = {1, frame_.size_px, frame_.size_px},
         .fill = [&](std::uint64_t epoch, std::size_t index,
                     std::span<float> input) { return sampler.sample(epoch, index, input); },
         .fingerprint = sampler.fingerprint()},
        validation_batch(validation_, digits_data::load_negatives(folders_.quickdraw, datasets::Split::validation),
                         frame_),
        how, context.run);
}

void DigitsRecipe::publish(const Context& context, const fit::Result& result) {
    const Options& options = context.options;
    network_->fold();
    const double change = publish::rounded(*network_, [&] { return digit_accuracy(*network_, validation_, frame_); });
    auto draft = publish::draft_of(*network_, settings_.id, settings_.name, context.run.folder,
                                   parity_batch(validation_, frame_, parity_inputs));

    std::string augmentation = digits_data::augmentation_in_words();
    if (!settings_.teacher.empty())
        augmentation += std::format(" Learns from what {} says to them, too.", settings_.teacher);
    report::Card& card = draft.card;
    describe_data(card, train_, validation_, negatives_, frame_);
    report::TrainingFacts facts = training_facts(context, settings_.id, settings_.source);
    facts.augmentation = std::move(augmentation);
    facts.batch = options.batch_size.value_or(settings_.batch_size);
    facts.learning_rate = options.learning_rate.value_or(settings_.learning_rate);
    facts.teacher = teacher_;
    publish::note_training(card, std::move(facts), result);
    card.rounding = report::Rounding{"MNIST", "validation", change, std::ssize(validation_.pictures)};

    // The file itself, asked as the page asks it, decides how confident it must be.
    digits::Parameters parameters;
    parameters.frame = frame_;
    const auto evaluation =
        digits_evaluation::evaluate(draft.session, parameters, folders_, datasets::Split::validation, committed);
    const auto decision = digits_evaluation::choose_decision(evaluation);
    parameters.temperature = decision.temperature;
    parameters.reject_above = decision.reject_above;
    parameters.reject_below = decision.reject_below;
    card.decision = {{"temperature", publish::decimal(decision.temperature)},
                     {"reject_above", publish::decimal(decision.reject_above)},
                     {"reject_below", publish::decimal(decision.reject_below)}};
    card.metrics = digits_evaluation::figures_of(evaluation, parameters, "validation");
    card.confusion = digits_evaluation::confusion_of(evaluation, parameters, "validation");
    print_figures(settings_.id, card.metrics);
    publish::publish(draft, options.models);
}

publish::Measured DigitsRecipe::evaluate(const publish::Published& model, const Options& options,
                                         datasets::Split split) {
    const auto parameters = digits::Parameters::from(publish::page_card(model.card));
    const auto evaluation = digits_evaluation::evaluate(model.session, parameters,
                                                        digits_data::Folders::find(options.places), split, committed);
    const std::string name = datasets::name_of(split);
    publish::Measured measured{.metrics = digits_evaluation::figures_of(evaluation, parameters, name),
                               .samples = {{datasets::data_set("mnist").name, std::ssize(evaluation.pictures.labels)},
                                           {datasets::data_set("pendigits").name,
                                            std::ssize(evaluation.strokes.labels) /
                                                static_cast<std::int64_t>(digits_evaluation::draws_per_digit)}}};
    if (split == datasets::Split::test)
        measured.confusion = digits_evaluation::confusion_of(evaluation, parameters, name);
    print_figures(settings_.id, measured.metrics);
    return measured;
}

}  // namespace mllab::recipes
