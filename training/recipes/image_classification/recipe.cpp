#include "training/recipes/image_classification/recipe.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <print>
#include <stdexcept>
#include <utility>

#include "experiments/image_classification/pipeline/kin.hpp"
#include "training/datasets/sources.hpp"
#include "training/publish/layered_draft.hpp"
#include "training/recipes/image_classification/evaluation/answers.hpp"
#include "training/recipes/image_classification/evaluation/decision.hpp"
#include "training/recipes/image_classification/evaluation/figures.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

namespace data = image_classification_data;
namespace measured = classification_evaluation;
namespace pipeline = image_classification;

constexpr const char* data_set = "tiny_imagenet";
constexpr std::int64_t parity_inputs = 128;

std::string name_of_set() { return datasets::data_set(data_set).name; }

measured::LabelledPictures pictures_of(const data::Pictures& pictures) {
    measured::LabelledPictures labelled{.data = name_of_set(), .labels = {}, .picture = [&pictures](std::size_t i) {
                                            return data::decoded(pictures.at(i));
                                        }};
    for (const auto& picture : pictures) labelled.labels.push_back(picture.label);
    return labelled;
}

std::vector<std::string> limits() {
    return {
        "Learned from photos of 64 × 64 pixels, 90 of each thing: it sees what is large in a picture, and no details.",
        "Knows 200 things and no people; about anything else it should say nothing, and sometimes does not.",
        "Its photos were gathered on the web by English words: how things look elsewhere in the world it has hardly "
        "seen."};
}

void print_figures(const std::string& id, const std::vector<report::Metric>& figures) {
    for (const report::Metric& figure : figures)
        std::println("{}: {} on {}, {}: {:.2f} % of {}", id, figure.name, figure.data, figure.split, 100 * figure.value,
                     figure.samples);
}

}  // namespace

pipeline::Parameters PhotoRecipe::parameters(int side_px) const {
    return {.side_px = side_px, .normalisation = settings_.normalisation, .labels = data_.names};
}

fit::LabelledBatch PhotoRecipe::validation(int side_px) const {
    const auto count = std::ssize(data_.validation);
    torch::Tensor inputs = torch::empty({count, 3, side_px, side_px});
    torch::Tensor labels = torch::empty({count}, torch::kInt64);
    float* to = inputs.data_ptr<float>();
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& picture = data_.validation[static_cast<std::size_t>(i)];
        to = std::ranges::copy(pipeline::encode(data::decoded(picture), parameters(side_px)).planes, to).out;
        labels[i] = static_cast<std::int64_t>(picture.label);
    }
    return {inputs, labels};
}

fit::Phase PhotoRecipe::phase(const PhotoPhase& how, const Options& options) const {
    const auto sampler =
        std::make_shared<data::Sampler>(data_, data::SamplerSettings{.seed = options.seed, .side_px = how.side_px});
    const pipeline::Parameters shown = parameters(how.side_px);
    const auto samples = static_cast<std::size_t>(
        std::llround(options.own_or("samples", static_cast<double>(sampler->epoch_samples()))));
    fit::SampleSource source{
        .samples = std::min(samples, sampler->epoch_samples()),
        .shape = {3, how.side_px, how.side_px},
        .fill =
            [=, this](std::uint64_t epoch, std::size_t index, std::span<float> input) {
                std::ranges::copy(pipeline::encode(sampler->sample(epoch, index), shown).planes, input.begin());
                return static_cast<std::int64_t>(data_.train[sampler->choice(epoch, index).picture].label);
            },
        .fingerprint = std::format("{}, mean {}, deviation {}", sampler->fingerprint(), shown.normalisation.mean,
                                   shown.normalisation.deviation)};
    fit::Loss loss = fit::smoothed_cross_entropy(settings_.label_smoothing);
    if (how.taught) {
        loss = fit::told_answers(settings_.teachers_share, settings_.label_smoothing);
        source.classes = answers_.probabilities.size(1);
        source.answers = [=, this](std::uint64_t epoch, std::size_t index, std::span<float> to) {
            std::ranges::copy(answers_.of(sampler->choice(epoch, index).picture), to.begin());
        };
        source.fingerprint += "; answers of " + answers_.in_words;
    }
    return {.folder = how.folder,
            .source = std::move(source),
            .validation = validation(how.side_px),
            .settings = {.id = how.id,
                         .epochs = std::min(options.epochs.value_or(how.epochs), how.epochs),
                         .batch_size = options.batch_size.value_or(settings_.batch_size),
                         .learning_rate = options.learning_rate.value_or(how.learning_rate),
                         .loss = std::move(loss),
                         .optimisation = {.weight_decay = settings_.weight_decay, .rates = how.rates},
                         .beginning = settings_.origin.file + " " + settings_.origin.sha256,
                         .bfloat16 = true,
                         .seed = options.seed}};
}

void PhotoRecipe::load_data(const Context& context) {
    data_ = data::load(context.options.places);
    if (context.run.group.first())
        std::println("{}: {} pictures to learn from, {} to validate on", settings_.id, data_.train.size(),
                     data_.validation.size());
}

void PhotoRecipe::make_network(const Context& context) {
    torch::manual_seed(context.options.seed);
    network_ = settings_.network();
}

fit::Result PhotoRecipe::fit(const Context& context) {
    if (std::ranges::any_of(settings_.phases, &PhotoPhase::taught)) {
        answers_ = answers_of(settings_.teacher, {context.options.models, "build/imported"}, data_,
                              context.run.folder / "answers.mllab");
        if (context.run.group.first())
            std::println("{}: {} is right about {:.1f} % of the pictures to learn from", settings_.id,
                         settings_.teacher, 100 * answers_.right);
    }
    std::vector<fit::Phase> phases;
    for (const PhotoPhase& how : settings_.phases) phases.push_back(phase(how, context.options));
    return fit::fit_phases(*network_, phases, context.run, context.options.afresh);
}

void PhotoRecipe::publish(const Context& context, const fit::Result& result) {
    const Options& options = context.options;
    nn::LayeredNetwork& network = *network_;
    const fit::LabelledBatch chosen_by = validation(settings_.side_px);
    network.fold();
    const double change = publish::rounded(network, [&] { return fit::accuracy_on(network, chosen_by); });
    auto draft = publish::draft_of(network, settings_.id, settings_.name, context.run.folder,
                                   publish::spread(chosen_by.inputs, parity_inputs));

    report::Card& card = draft.card;
    card.labels = data_.names;
    card.preprocessing = {{"side_px", settings_.side_px},
                          {"mean", publish::decimal(settings_.normalisation.mean)},
                          {"deviation", publish::decimal(settings_.normalisation.deviation)},
                          {"crop", 1},
                          {"detail_px", settings_.detail_px}};
    card.data = {publish::data_facts(
        data_set, {{"train", std::ssize(data_.train)}, {"validation", std::ssize(data_.validation)}})};
    card.origin = settings_.origin;
    const auto highest = std::ranges::max_element(settings_.phases, {}, &PhotoPhase::learning_rate);
    report::TrainingFacts facts = training_facts(context, settings_.id, settings_.source);
    facts.augmentation = data::augmentation_in_words({}) +
                         std::format(" Learns from what {} says to the pictures, too.", settings_.teacher);
    facts.batch = options.batch_size.value_or(settings_.batch_size);
    facts.learning_rate = options.learning_rate.value_or(highest->learning_rate);
    facts.teacher = answers_.in_words;
    publish::note_training(card, std::move(facts), result);
    card.rounding = report::Rounding{name_of_set(), "validation", change, chosen_by.labels.size(0)};

    pipeline::Parameters shown = parameters(settings_.side_px);
    shown.detail_px = settings_.detail_px;
    shown.kin = pipeline::kin_among(shown.labels);
    const auto answers = measured::ask(draft.session, shown, pictures_of(data_.validation));
    const measured::Decision decision = measured::choose_decision(answers, shown);
    shown.temperature = decision.temperature;
    shown.reject_below = decision.reject_below;
    card.decision = {{"temperature", publish::decimal(decision.temperature)},
                     {"reject_below", publish::decimal(decision.reject_below)}};
    card.metrics = measured::figures_of(answers, shown, "validation");
    card.limits = limits();
    print_figures(settings_.id, card.metrics);
    publish::publish(draft, options.models);
}

publish::Measured PhotoRecipe::evaluate(const publish::Published& model, const Options& options,
                                        datasets::Split split) {
    const auto shown = pipeline::Parameters::from(publish::page_card(model.card));
    const data::Data pictures = data::load(options.places);
    if (shown.labels != pictures.names)
        throw std::invalid_argument(settings_.id + ": the card's labels are not the classes of the pictures here");
    const auto answers = measured::ask(model.session, shown, pictures_of(pictures.of(split)));
    publish::Measured figures{.metrics = measured::figures_of(answers, shown, datasets::name_of(split)),
                              .samples = {{name_of_set(), std::ssize(pictures.of(split))}}};
    print_figures(settings_.id, figures.metrics);
    return figures;
}

}  // namespace mllab::recipes
