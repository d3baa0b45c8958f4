#include "training/recipes/object_detection/detection_recipe.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <print>
#include <stdexcept>
#include <utility>

#include "geometry/letterbox.hpp"
#include "training/backbones/rates.hpp"
#include "training/nn/float64.hpp"
#include "training/publish/draft.hpp"
#include "training/publish/parity.hpp"
#include "training/recipes/object_detection/evaluation/metrics.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

namespace samples = object_detection_samples;

// Enough to see that a training goes well; of large data sets a fraction.
constexpr std::size_t most_validation_photos = 512;
constexpr std::size_t parity_photos = 16;

// The file answers as the network does, in float64, on these images.
report::Parity compared(Ssdlite& network, const std::filesystem::path& file, const torch::Tensor& images) {
    const torch::NoGradGuard no_gradients;
    const nn::InFloat64 reference(network);
    parity::ParityCheck check(file);
    for (const torch::Tensor& batch : images.split(4)) {
        std::vector<parity::Reference> references;
        for (const auto& [name, tensor] : network.outputs(batch.to(torch::kFloat64)))
            references.push_back(
                {name, nn::plain(tensor), name == "logits" ? parity::Rule::logits : parity::Rule::state});
        std::vector<inference::NamedValue> inputs;
        inputs.push_back({"image", nn::plain(batch)});
        check.run(std::move(inputs), references);
    }
    return {check.largest().probabilities, check.largest().logits, check.inputs()};
}

report::Numbers preprocessing(const object_detection::Parameters& parameters, const geometry::SsdLayout& layout) {
    const geometry::Variances variances;
    return {{"side_px", layout.input_px},
            {"mean", publish::decimal(parameters.normalisation.mean)},
            {"deviation", publish::decimal(parameters.normalisation.deviation)},
            {"letterbox", parameters.letterbox ? 1 : 0},
            {"padding", publish::decimal(parameters.padding)},
            {"anchor_layers", static_cast<double>(layout.strides.size())},
            {"anchor_first_stride_px", layout.strides.front()},
            {"anchor_smallest_scale", layout.smallest_scale},
            {"anchor_largest_scale", layout.largest_scale},
            {"anchor_lowest_layer_scale", layout.lowest_layer_scale},
            {"centre_variance", variances.centre},
            {"size_variance", variances.size}};
}

}  // namespace

void DetectionRecipe::load_data(const Context& context) {
    photos_ = samples::load(context.options.places);
    if (photos_.validation.size() > most_validation_photos) photos_.validation.resize(most_validation_photos);
    parameters_ = {
        .sides_px = {settings_.layout.input_px},
        .normalisation = settings_.normalisation,
        .letterbox = settings_.letterbox,
        .head = object_detection::Anchored{.anchors = geometry::ssd_anchors(settings_.layout), .softmax = true},
        .score = settings_.score,
        .overlap = settings_.overlap,
        .labels = photos_.labels};
    if (context.run.group.first())
        std::println("{}: {}: {} photos to learn from, {} to watch it by, {} things", settings_.id, photos_.data_set,
                     photos_.training.size(), photos_.validation.size(), photos_.labels.size());
}

void DetectionRecipe::make_network(const Context& context) {
    torch::manual_seed(context.options.seed);
    network_ = std::make_shared<Ssdlite>(settings_.backbone(), settings_.layout, std::ssize(photos_.labels));
}

samples::Targets DetectionRecipe::shown(const samples::BoxedPicture& picture, std::span<float> planes) const {
    const int side = settings_.layout.input_px;
    std::ranges::copy(object_detection::encode(picture.picture, parameters_, side).planes, planes.begin());
    std::vector<samples::Thing> things = picture.things;
    if (parameters_.letterbox) {
        const geometry::Letterbox letterbox(picture.picture.width, picture.picture.height);
        for (samples::Thing& thing : things) thing.box = letterbox.to_square(thing.box);
    }
    return samples::targets_of(std::get<object_detection::Anchored>(parameters_.head).anchors, things);
}

DetectionFitSettings DetectionRecipe::fit_settings(const Options& options) const {
    const auto stay = std::llround(options.own_or("blocks", static_cast<double>(settings_.blocks_that_stay)));
    return {.id = settings_.id,
            .epochs = options.epochs.value_or(settings_.epochs),
            .batch_size = options.batch_size.value_or(settings_.batch_size),
            .learning_rate = options.learning_rate.value_or(settings_.learning_rate),
            .loss = settings_.loss,
            .optimisation = {.weight_decay = settings_.weight_decay,
                             .largest_gradient = 10,
                             .rates = backbones::later_layers_faster(settings_.backbone(), settings_.slower,
                                                                     static_cast<std::size_t>(stay))},
            .beginning = settings_.origin.file + " " + settings_.origin.sha256,
            .bfloat16 = settings_.bfloat16,
            .seed = options.seed};
}

DetectionSource DetectionRecipe::source(const samples::Sampler& sampler) const {
    return {
        .side_px = settings_.layout.input_px,
        .samples = sampler.epoch_samples(),
        .sample = [&](std::uint64_t epoch, std::size_t index,
                      std::span<float> planes) { return shown(sampler.sample(epoch, index), planes); },
        .validation = photos_.validation.size(),
        .photo = [&](std::size_t index,
                     std::span<float> planes) { return shown(samples::opened(photos_.validation[index]), planes); },
        .fingerprint = std::format("{}, mean {}, deviation {}, {}", sampler.fingerprint(), settings_.normalisation.mean,
                                   settings_.normalisation.deviation, settings_.letterbox ? "with bars" : "stretched")};
}

fit::Result DetectionRecipe::fit(const Context& context) {
    const Options& options = context.options;
    const samples::Sampler sampler(
        photos_, {.seed = options.seed,
                  .epoch_samples = static_cast<std::size_t>(std::llround(options.own_or("samples", 0))),
                  .variation = settings_.variation});
    return fit_detector(*network_, source(sampler), fit_settings(options), context.run);
}

void DetectionRecipe::publish(const Context& context, const fit::Result& result) {
    const Options& options = context.options;
    const DetectionFitSettings how = fit_settings(options);
    const samples::Sampler sampler(photos_, {.seed = options.seed});
    const DetectionSource photos = source(sampler);
    network_->fold();
    const double change = publish::rounded(*network_, [&] { return validated(*network_, photos, how).accuracy; });

    const std::size_t inputs = std::min(parity_photos, photos.validation);
    const torch::Tensor images = torch::empty({static_cast<std::int64_t>(inputs), 3, photos.side_px, photos.side_px});
    const auto size = static_cast<std::size_t>(images.numel()) / inputs;
    for (std::size_t i = 0; i < inputs; ++i) (void)photos.photo(i, {images.data_ptr<float>() + i * size, size});

    onnx_writer::GraphBuilder graph(settings_.id, settings_.name);
    graph.metadata("licence", publish::file_licence);
    network_->write(graph);
    publish::Draft draft =
        publish::written(graph, network_->architecture(), settings_.id, settings_.name, context.run.folder);
    publish::note_parity(draft, compared(*network_, draft.path, images));

    report::Card& card = draft.card;
    card.labels = parameters_.labels;
    card.preprocessing = preprocessing(parameters_, settings_.layout);
    card.decision = {
        {"score", publish::decimal(settings_.score)}, {"overlap", publish::decimal(settings_.overlap)}, {"softmax", 1}};
    card.data = {publish::data_facts(
        photos_.data_set, {{"train", std::ssize(photos_.training)}, {"validation", std::ssize(photos_.validation)}})};
    card.origin = settings_.origin;
    report::TrainingFacts facts = training_facts(context, settings_.id, settings_.source);
    facts.augmentation = samples::in_words(settings_.variation);
    facts.batch = how.batch_size;
    facts.learning_rate = how.learning_rate;
    publish::note_training(card, std::move(facts), result);
    card.rounding =
        report::Rounding{"anchors with a thing to find", "validation", change, std::ssize(photos_.validation)};
    publish::publish(draft, options.models);
    std::println("{}: “evaluate {} --split validation” measures what it finds", settings_.id, settings_.id);
}

publish::Measured DetectionRecipe::evaluate(const publish::Published& model, const Options& options,
                                            datasets::Split split) {
    if (split != datasets::Split::validation)
        throw std::invalid_argument("detectors are measured on COCO's validation photos: --split validation");
    const auto photos = detection_data::load_photos(options.places);
    const auto parameters = object_detection::Parameters::from(publish::page_card(model.card));
    const auto figures = detection_evaluation::measure(model.session, parameters, photos);
    for (const auto& one : figures) std::println("{}: {}", settings_.id, detection_evaluation::message(one));
    return {.metrics = detection_evaluation::metrics_of(figures, photos, datasets::name_of(split)), .samples = {}};
}

}  // namespace mllab::recipes
