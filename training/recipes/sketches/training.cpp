#include "training/recipes/sketches/training.hpp"

#include <algorithm>
#include <print>

#include "training/datasets/sources.hpp"
#include "training/publish/picture_export.hpp"
#include "training/report/checkpoint.hpp"
#include "training/recipes/sketches/data/examination.hpp"
#include "training/recipes/sketches/data/sampler.hpp"
#include "training/recipes/sketches/evaluation/figures.hpp"

namespace mllab::recipes {

namespace {

constexpr std::uint64_t validation_seed = 7;
constexpr std::int64_t parity_inputs = 512;

// Drawings laid freely on the pad, as the page would lay them in the frame: for choosing among epochs and watching.
LabelledBatch freely_drawn(const sketch_data::StrokeSet& set, const ink::InkFrame& frame) {
    const auto examination = sketch_data::freely_drawn(set, validation_seed);
    torch::Tensor inputs =
        torch::empty({static_cast<std::int64_t>(examination.drawings.size()), 1, frame.size_px, frame.size_px});
    float* to = inputs.data_ptr<float>();
    for (const ink::Strokes& drawing : examination.drawings)
        to = std::ranges::copy(ink::framed(drawing, frame).pixels, to).out;
    return {inputs, torch::tensor(std::vector<std::int64_t>(examination.labels.begin(), examination.labels.end()))};
}

double accuracy_on(Classifier& network, const LabelledBatch& set) {
    return logits_of(network, set.inputs).argmax(1).eq(set.labels).to(torch::kFloat64).mean().item<double>();
}

struct Trained {
    const sketch_data::Sketches& data;
    const FitSettings& settings;
    const FitResult& result;
    const LabelledBatch& validation;
};

void export_network(const SketchRecipe& recipe, const Options& options, PictureNetwork& network,
                    const Trained& trained) {
    network.eval();
    network.fold();
    const double before = accuracy_on(network, trained.validation);
    Draft draft = draft_of(network, recipe.id, recipe.name, trained.settings.checkpoints,
                           trained.validation.inputs.slice(0, 0, parity_inputs));
    const double after = accuracy_on(network, trained.validation);

    const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    const std::int64_t validated = count(trained.data.validation.drawings.size());
    report::Card& card = draft.card;
    card.labels = trained.data.categories;
    card.preprocessing = {{"size_px", recipe.frame.size_px},
                          {"ink_box_px", decimal(recipe.frame.ink_box_px)},
                          {"pen_width_px", decimal(recipe.frame.pen_width_px)}};
    card.data = {
        data_facts("quickdraw", {{"train", count(trained.data.train.drawings.size())}, {"validation", validated}}),
        data_facts("quickdraw", {{"train", count(trained.data.bitmaps.labels.count())}})};
    card.data.front().name += ", strokes";
    card.data.back().name += ", bitmaps";
    std::string augmentation = sketch_data::augmentation_sentence();
    if (recipe.teacher) augmentation += " Learns from the answers of " + recipe.teacher().id + " to them, too.";
    card.training = {.recipe = recipe.source,
                     .command = "npm run train -- train " + recipe.id,
                     .augmentation = std::move(augmentation),
                     .epochs = static_cast<std::int64_t>(trained.result.curve.size()),
                     .batch = trained.settings.batch,
                     .learning_rate = trained.settings.learning_rate,
                     .seed = trained.settings.seed,
                     .threads = trained.settings.threads,
                     .seconds = trained.result.seconds};
    card.rounding = report::Rounding{"drawings, free place and size", "validation", after - before, validated};
    card.curve = trained.result.curve;

    sketches::Parameters parameters{.frame = recipe.frame, .temperature = 1, .categories = card.labels};
    const auto examination = sketch_evaluation::examine(draft.session, parameters, trained.data.validation);
    parameters.temperature = sketch_evaluation::calibrated_temperature(examination);
    card.decision = {{"temperature", decimal(parameters.temperature)}};
    card.metrics = sketch_evaluation::figures_of(examination, parameters, "validation");
    for (const auto& figure : card.metrics) std::println("{}: {}", recipe.id, sketch_evaluation::sentence(figure));
    publish(draft, options.models);
}

// A recipe, its data and its network, ready to be fitted.
struct Workshop {
    const SketchRecipe& recipe;
    const Options& options;
    const sketch_data::Sketches& data;
    const LabelledBatch& validation;
};

std::shared_ptr<PictureNetwork> network_of(const Workshop& shop) {
    torch::manual_seed(shop.options.seed);
    return shop.recipe.make(static_cast<std::int64_t>(shop.data.categories.size()));
}

FitSettings settings_of(const Workshop& shop) {
    const SketchRecipe& recipe = shop.recipe;
    const Options& options = shop.options;
    return {.id = recipe.id,
            .epochs = options.epochs.value_or(recipe.epochs),
            .batch = options.batch.value_or(recipe.batch),
            .learning_rate = options.learning_rate.value_or(recipe.learning_rate),
            .weight_decay = recipe.weight_decay,
            .label_smoothing = recipe.label_smoothing,
            .bfloat16 = true,
            .seed = options.seed,
            .threads = options.threads,
            .checkpoints = options.work / recipe.id};
}

FitResult fit_on_samples(PictureNetwork& network, const Workshop& shop, const FitSettings& settings) {
    const ink::InkFrame& frame = shop.recipe.frame;
    const sketch_data::Sampler sampler(
        shop.data,
        {.frame = frame,
         .seed = shop.options.seed,
         .epoch_samples = shop.data.categories.size() * static_cast<std::size_t>(shop.recipe.samples_per_category)});
    const SampleSource source{.samples = sampler.epoch_samples(),
                              .shape = {1, frame.size_px, frame.size_px},
                              .fill = [&](std::uint64_t epoch, std::size_t index, std::span<float> input) {
                                  return sampler.sample(epoch, index, input);
                              }};
    std::filesystem::create_directories(settings.checkpoints);
    report::TrainingLog log(settings.checkpoints / "log.jsonl");
    return fit(network, source, shop.validation, settings, log);
}

// Taken up from its checkpoints; trained now, or to its end, where it is not yet.
std::shared_ptr<Classifier> trained_teacher(const SketchRecipe& recipe, const Options& options,
                                            const sketch_data::Sketches& data, const LabelledBatch& validation) {
    std::println("its teacher is {}", recipe.id);
    Options own = options;
    own.epochs.reset();
    own.batch.reset();
    own.learning_rate.reset();
    const Workshop shop{.recipe = recipe, .options = own, .data = data, .validation = validation};
    auto network = network_of(shop);
    fit_on_samples(*network, shop, settings_of(shop));
    return network;
}

void train_or_export(const SketchRecipe& recipe, const Options& options, bool train) {
    const auto data = sketch_data::load(sketch_data::folder_with_sketches(options.places));
    std::println("{}: {} categories, {} drawings, {} bitmaps", recipe.id, data.categories.size(),
                 data.train.drawings.size(), data.bitmaps.labels.count());
    const LabelledBatch validation = freely_drawn(data.validation, recipe.frame);
    const Workshop shop{.recipe = recipe, .options = options, .data = data, .validation = validation};
    FitSettings settings = settings_of(shop);
    settings.train = train;
    if (options.afresh) report::Checkpoints(settings.checkpoints).remove();
    if (recipe.teacher && train)
        settings.loss = distillation(trained_teacher(recipe.teacher(), options, data, validation), 2, 0.9);
    const auto network = network_of(shop);
    const FitResult result = fit_on_samples(*network, shop, settings);
    export_network(recipe, options, *network,
                   {.data = data, .settings = settings, .result = result, .validation = validation});
}

}  // namespace

void train_sketches(const SketchRecipe& recipe, const Options& options) { train_or_export(recipe, options, true); }

void export_sketches(const SketchRecipe& recipe, const Options& options) { train_or_export(recipe, options, false); }

void evaluate_sketches(const SketchRecipe& recipe, const Options& options, datasets::Split split) {
    const auto path = options.models / (recipe.id + ".json");
    report::Card card = report::read_card(path);
    const auto parameters = sketches::Parameters::from(inference::ModelCard::parse(card.to_json()));
    const auto session = core::run_now(inference::Session::load({.id = recipe.id,
                                                                 .address = (options.models / card.file.name).string(),
                                                                 .sha256 = card.file.sha256,
                                                                 .bytes = card.file.bytes},
                                                                {}));
    const auto data = sketch_data::load(sketch_data::folder_with_sketches(options.places), card.labels);
    const auto& drawings = data.strokes(split);
    const auto figures = sketch_evaluation::figures_of(sketch_evaluation::examine(session, parameters, drawings),
                                                       parameters, datasets::name_of(split));
    for (const auto& figure : figures) std::println("{}: {}", recipe.id, sketch_evaluation::sentence(figure));
    card.merge(figures);
    auto& samples = card.data.front().samples;
    std::erase_if(samples, [&](const auto& entry) { return entry.first == datasets::name_of(split); });
    samples.emplace_back(datasets::name_of(split), static_cast<std::int64_t>(drawings.drawings.size()));
    report::write_card(path, card);
}

}  // namespace mllab::recipes
