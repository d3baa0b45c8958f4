#include "training/recipes/sketches/sketches_recipe.hpp"

#include <algorithm>
#include <format>
#include <print>
#include <utility>

#include "experiments/sketches/pipeline/kin.hpp"
#include "training/datasets/sources.hpp"
#include "training/nn/growth.hpp"
#include "training/publish/layered_draft.hpp"
#include "training/recipes/sketches/data/evaluation_set.hpp"
#include "training/recipes/sketches/data/sampler.hpp"
#include "training/recipes/sketches/evaluation/figures.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

constexpr std::uint64_t validation_seed = 7;
constexpr std::int64_t parity_inputs = 512;
constexpr double temperature = 2;  // of the teacher's answers

// Drawings laid freely on the pad, as the page would lay them in the frame: for choosing among epochs and watching.
fit::LabelledBatch freely_drawn(const sketches_data::StrokeSet& set, const ink::InkFrame& frame) {
    const auto evaluation = sketches_data::freely_drawn(set, validation_seed);
    torch::Tensor inputs = torch::empty({std::ssize(evaluation.drawings), 1, frame.size_px, frame.size_px});
    float* to = inputs.data_ptr<float>();
    for (const ink::Strokes& drawing : evaluation.drawings)
        to = std::ranges::copy(ink::framed(drawing, frame).pixels, to).out;
    return {inputs, torch::tensor(std::vector<std::int64_t>(evaluation.labels.begin(), evaluation.labels.end()))};
}

void print_figures(const std::string& id, const std::vector<report::Metric>& figures) {
    for (const auto& figure : figures) std::println("{}: {}", id, sketches_evaluation::message(figure));
}

// Chooses on validation drawings how sure the answers are, and puts on the card what was chosen and what is measured
// with it. Other figures were measured with what was chosen before, and go.
void decide(report::Card& card, const inference::Session& session, sketches::Parameters parameters,
            const sketches_data::StrokeSet& validation) {
    const auto evaluation = sketches_evaluation::evaluate(session, parameters, validation);
    const auto other_parts = sketches_evaluation::ask_about_other_parts(session, parameters, validation);
    parameters.temperature = sketches_evaluation::calibrated_temperature(evaluation);
    parameters.confidence = sketches_evaluation::calibrated_confidence(evaluation, other_parts, parameters);
    card.decision = {{"temperature", publish::decimal(parameters.temperature)}};
    const auto names = sketches::confidence_names();
    for (std::size_t i = 0; i < names.size(); ++i)
        card.decision.emplace_back(names[i], publish::decimal(parameters.confidence.at(i)));
    card.metrics = sketches_evaluation::figures_of(evaluation, parameters, "validation");
}

std::shared_ptr<nn::LayeredNetwork> network_of(const SketchesSettings& settings, std::uint64_t seed,
                                               const sketches_data::Sketches& data) {
    torch::manual_seed(seed);
    return settings.network(std::ssize(data.categories));
}

fit::ClassifierSettings fit_settings(const SketchesSettings& settings, const Options& options) {
    return {.id = settings.id,
            .epochs = options.epochs.value_or(settings.epochs),
            .batch_size = options.batch_size.value_or(settings.batch_size),
            .learning_rate = options.learning_rate.value_or(settings.learning_rate),
            .loss = fit::smoothed_cross_entropy(settings.label_smoothing),
            .optimisation = {.weight_decay = settings.weight_decay},
            .bfloat16 = true,
            .seed = options.seed};
}

// The seed's samples, but for the epochs that a network has seen before it grew.
fit::Result fit_on_samples(nn::LayeredNetwork& network, const SketchesSettings& settings, std::uint64_t seen,
                           const sketches_data::Sketches& data, const fit::LabelledBatch& validation,
                           const fit::ClassifierSettings& how, const fit::Run& run) {
    const ink::InkFrame& frame = settings.frame;
    const sketches_data::Sampler sampler(
        data, {.frame = frame,
               .seed = how.seed,
               .epoch_samples = data.categories.size() * static_cast<std::size_t>(settings.samples_per_category)});
    return fit::fit_classifier(
        network,
        {.samples = sampler.epoch_samples(),
         .shape = {1, frame.size_px, frame.size_px},
         .fill = [&](std::uint64_t epoch, std::size_t index,
                     std::span<float> input) { return sampler.sample(seen + epoch, index, input); },
         .fingerprint = sampler.fingerprint()},
        validation, how, run);
}

fit::Result fit_taught(nn::LayeredNetwork& network, const SketchesSettings& settings, const Context& context,
                       const sketches_data::Sketches& data, const fit::LabelledBatch& validation);

struct Trained {
    std::shared_ptr<nn::LayeredNetwork> network;
    fit::Result result;
};

// Taken up from its checkpoints; trained now, or to its end, where it is not yet. A network that grows has its options.
Trained trained_teacher(const SketchesSettings& pupil, const Context& context, const sketches_data::Sketches& data,
                        const fit::LabelledBatch& validation) {
    const SketchesSettings teacher = pupil.teacher();
    if (context.run.group.first()) std::println("its teacher is {}", teacher.id);
    Options own = context.options;
    if (!pupil.grows) own.epochs.reset();
    own.batch_size.reset();
    own.learning_rate.reset();
    const fit::Run run{.group = context.run.group,
                       .folder = own.work / teacher.id,
                       .threads = own.threads,
                       .device = own.device,
                       .train = context.run.train};
    auto network = network_of(teacher, own.seed, data);
    fit::Result result = fit_taught(*network, teacher, {.options = own, .run = run}, data, validation);
    network->to(fit::prepare(run));
    return {.network = std::move(network), .result = std::move(result)};
}

fit::Result fit_taught(nn::LayeredNetwork& network, const SketchesSettings& settings, const Context& context,
                       const sketches_data::Sketches& data, const fit::LabelledBatch& validation) {
    fit::ClassifierSettings how = fit_settings(settings, context.options);
    if (settings.teacher == nullptr) return fit_on_samples(network, settings, 0, data, validation, how, context.run);

    const Trained teacher = trained_teacher(settings, context, data, validation);
    const std::string id = settings.teacher().id;
    how.loss = fit::distillation(id, teacher.network, temperature, settings.teachers_share);
    if (!settings.grows) return fit_on_samples(network, settings, 0, data, validation, how, context.run);

    nn::grow_from(network, *teacher.network);
    how.beginning = id;
    const auto seen = static_cast<std::uint64_t>(teacher.result.curve.size());
    return fit::continued(teacher.result, fit_on_samples(network, settings, seen, data, validation, how, context.run));
}

}  // namespace

void SketchesRecipe::load_data(const Context& context) {
    data_ = sketches_data::load(sketches_data::folder_with_sketches(context.options.places));
    validation_ = freely_drawn(data_.validation, settings_.frame);
    if (context.run.group.first())
        std::println("{}: {} categories, {} drawings, {} bitmaps", settings_.id, data_.categories.size(),
                     data_.train.drawings.size(), data_.bitmaps.labels.count());
}

void SketchesRecipe::make_network(const Context& context) {
    network_ = network_of(settings_, context.options.seed, data_);
}

fit::Result SketchesRecipe::fit(const Context& context) {
    return fit_taught(*network_, settings_, context, data_, validation_);
}

void SketchesRecipe::publish(const Context& context, const fit::Result& result) {
    const Options& options = context.options;
    network_->fold();
    const double change = publish::rounded(*network_, [&] { return fit::accuracy_on(*network_, validation_); });
    auto draft = publish::draft_of(*network_, settings_.id, settings_.name, context.run.folder,
                                   validation_.inputs.slice(0, 0, parity_inputs));

    const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    const std::int64_t validated = count(data_.validation.drawings.size());
    report::Card& card = draft.card;
    card.labels = data_.categories;
    card.preprocessing = {{"size_px", settings_.frame.size_px},
                          {"ink_box_px", publish::decimal(settings_.frame.ink_box_px)},
                          {"pen_width_px", publish::decimal(settings_.frame.pen_width_px)}};
    card.data = {
        publish::data_facts("quickdraw", {{"train", count(data_.train.drawings.size())}, {"validation", validated}}),
        publish::data_facts("quickdraw", {{"train", count(data_.bitmaps.labels.count())}})};
    card.data.front().name += ", strokes";
    card.data.back().name += ", bitmaps";
    std::string augmentation = sketches_data::augmentation_in_words();
    if (settings_.grows)
        augmentation += std::format(
            " Begins with the weights of {}, which learned for {} epochs, and learns from its answers, too.",
            settings_.teacher().id, settings_.teacher().epochs);
    else if (settings_.teacher != nullptr)
        augmentation += " Learns from the answers of " + settings_.teacher().id + " to them, too.";
    const fit::ClassifierSettings how = fit_settings(settings_, options);
    report::TrainingFacts facts = training_facts(context, settings_.id, settings_.source);
    facts.augmentation = std::move(augmentation);
    facts.batch = how.batch_size;
    facts.learning_rate = how.learning_rate;
    publish::note_training(card, std::move(facts), result);
    card.rounding = report::Rounding{"drawings, free place and size", "validation", change, validated};

    const sketches::Parameters parameters{
        .frame = settings_.frame, .temperature = 1, .categories = card.labels, .kin = sketches::kin_among(card.labels)};
    decide(card, draft.session, parameters, data_.validation);
    print_figures(settings_.id, card.metrics);
    publish::publish(draft, options.models);
}

publish::Measured SketchesRecipe::evaluate(const publish::Published& model, const Options& options,
                                           datasets::Split split) {
    const auto parameters = sketches::Parameters::from(publish::page_card(model.card));
    const auto data = sketches_data::load(sketches_data::folder_with_sketches(options.places), model.card.labels);
    const auto& drawings = data.strokes(split);
    publish::Measured measured{
        .metrics = sketches_evaluation::figures_of(sketches_evaluation::evaluate(model.session, parameters, drawings),
                                                   parameters, datasets::name_of(split)),
        .samples = {{model.card.data.front().name, static_cast<std::int64_t>(drawings.drawings.size())}}};
    print_figures(settings_.id, measured.metrics);
    return measured;
}

void SketchesRecipe::calibrate(publish::Published& model, const Options& options) {
    const auto parameters = sketches::Parameters::from(publish::page_card(model.card));
    const auto data = sketches_data::load(sketches_data::folder_with_sketches(options.places), model.card.labels);
    decide(model.card, model.session, parameters, data.validation);
    print_figures(settings_.id, model.card.metrics);
}

}  // namespace mllab::recipes
