#include "training/recipes/image_classification/recipe.hpp"

#include <algorithm>
#include <format>
#include <print>
#include <stdexcept>
#include <utility>

#include "training/publish/layered_draft.hpp"

namespace mllab::recipes {

namespace {

namespace data = image_classification_data;
namespace pipeline = image_classification;

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
    fit::SampleSource source{
        .samples = sampler->epoch_samples(),
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
                         .learning_rate = how.learning_rate,
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
    (void)context;
    (void)result;
}

publish::Measured PhotoRecipe::evaluate(const publish::Published& model, const Options& options,
                                        datasets::Split split) {
    (void)model;
    (void)options;
    (void)split;
    return {};
}

}  // namespace mllab::recipes
