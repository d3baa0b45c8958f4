#include "training/recipes/digits/training.hpp"

#include <algorithm>
#include <print>

#include "training/recipes/digits/data/pen_width.hpp"
#include "training/recipes/digits/data/sampler.hpp"
#include "training/recipes/digits/evaluation/figures.hpp"
#include "training/recipes/digits/export.hpp"
#include "training/report/checkpoint.hpp"

namespace mllab::recipes {

namespace {

constexpr std::size_t validation_negatives = 1500;
constexpr std::uint64_t validation_seed = 7;

torch::Tensor tensor_of(const std::vector<image::GrayImage>& images, int size) {
    torch::Tensor all = torch::empty({static_cast<std::int64_t>(images.size()), 1, size, size});
    float* to = all.data_ptr<float>();
    for (const auto& image : images) to = std::copy(image.pixels.begin(), image.pixels.end(), to);
    return all;
}

// For choosing among epochs and watching: pictures, strokes and no-digits, laid in the frame as training samples are.
LabelledBatch validation_batch(const digit_data::SplitData& data, const digit_data::Negatives& negatives,
                               const ink::InkFrame& frame) {
    std::vector<image::GrayImage> images;
    std::vector<std::int64_t> labels;
    for (const auto& picture : data.pictures) {
        images.push_back(ink::framed(picture.ink, frame));
        labels.push_back(picture.label);
    }
    for (const auto& digit : data.strokes) {
        images.push_back(ink::framed(digit.strokes, frame));
        labels.push_back(digit.label);
    }
    for (const auto& drawing : digit_data::negative_examples(data, negatives, validation_negatives, validation_seed)) {
        images.push_back(ink::framed(drawing, frame));
        labels.push_back(static_cast<std::int64_t>(digits::no_digit));
    }
    return {tensor_of(images, frame.size_px), torch::tensor(labels)};
}

void train_or_export(const DigitRecipe& recipe, const Options& options, bool train) {
    const auto folders = digit_data::Folders::find(options.places);
    const auto data = digit_data::load(folders, datasets::Split::train);
    const auto validation = digit_data::load(folders, datasets::Split::validation);
    const auto negatives = digit_data::load_negatives(folders.quickdraw, datasets::Split::train);
    for (const std::string& missing : negatives.missing)
        std::println("{}: trains without {}; fewer no-digits will be refused", recipe.id, missing);

    ink::InkFrame frame;
    frame.pen_width_px = digit_data::fitted_pen_width(data.pictures, data.strokes, frame);
    std::println("{}: {} pictures, {} pen digits, {} sketches, {} letters; pen {} px", recipe.id, data.pictures.size(),
                 data.strokes.size(), negatives.sketches.size(), negatives.letters.size(), frame.pen_width_px);

    // An epoch looks at as many samples as there are pictures, give or take; every sample is new anyway.
    const digit_data::Sampler sampler(data, negatives,
                                      {.frame = frame,
                                       .seed = options.seed,
                                       .epoch_samples = std::min<std::size_t>(60000, 12 * data.pictures.size() / 11)});
    torch::manual_seed(options.seed);
    const auto network = recipe.make();
    FitSettings settings{.id = recipe.id,
                         .epochs = options.epochs.value_or(recipe.epochs),
                         .batch = options.batch.value_or(recipe.batch),
                         .learning_rate = options.learning_rate.value_or(recipe.learning_rate),
                         .weight_decay = recipe.weight_decay,
                         .seed = options.seed,
                         .threads = options.threads,
                         .checkpoints = options.work / recipe.id,
                         .train = train};
    std::filesystem::create_directories(settings.checkpoints);
    if (options.afresh) report::Checkpoints(settings.checkpoints).remove();
    report::TrainingLog log(settings.checkpoints / "log.jsonl");
    const auto result = fit(
        *network,
        {.samples = sampler.epoch_samples(),
         .shape = {1, frame.size_px, frame.size_px},
         .fill = [&](std::uint64_t epoch, std::size_t index,
                     std::span<float> input) { return sampler.sample(epoch, index, input); }},
        validation_batch(validation, digit_data::load_negatives(folders.quickdraw, datasets::Split::validation), frame),
        settings, log);
    export_network(recipe, *network,
                   {.folders = folders,
                    .options = options,
                    .settings = settings,
                    .result = result,
                    .frame = frame,
                    .train = data,
                    .validation = validation,
                    .negatives = negatives});
}

// How many of a set's samples the split has, for the card.
void note_samples(report::Card& card, const char* set, const std::string& split, std::size_t count) {
    const auto facts = std::ranges::find(card.data, datasets::data_set(set).name, &report::DataFacts::name);
    if (facts == card.data.end()) return;
    std::erase_if(facts->samples, [&](const auto& entry) { return entry.first == split; });
    facts->samples.emplace_back(split, static_cast<std::int64_t>(count));
}

}  // namespace

void train_digits(const DigitRecipe& recipe, const Options& options) { train_or_export(recipe, options, true); }

void export_digits(const DigitRecipe& recipe, const Options& options) { train_or_export(recipe, options, false); }

void evaluate_digits(const DigitRecipe& recipe, const Options& options, datasets::Split split) {
    const auto path = options.models / (recipe.id + ".json");
    report::Card card = report::read_card(path);
    const auto parameters = digits::Parameters::from(inference::ModelCard::parse(card.to_json()));
    const auto session = core::run_now(inference::Session::load({.id = recipe.id,
                                                                 .address = (options.models / card.file.name).string(),
                                                                 .sha256 = card.file.sha256,
                                                                 .bytes = card.file.bytes},
                                                                {}));
    const auto examination = digit_evaluation::examine(session, parameters, digit_data::Folders::find(options.places),
                                                       split, options.fixed_negatives);
    const auto figures = digit_evaluation::figures_of(examination, parameters, datasets::name_of(split));
    for (const auto& figure : figures) std::println("{}: {}", recipe.id, digit_evaluation::sentence(figure));
    card.merge(figures);
    note_samples(card, "mnist", datasets::name_of(split), examination.pictures.size());
    note_samples(card, "pendigits", datasets::name_of(split),
                 examination.strokes.size() / digit_evaluation::draws_per_digit);
    if (split == datasets::Split::test)
        card.confusion = digit_evaluation::confusion_of(examination, parameters, datasets::name_of(split));
    report::write_card(path, card);
}

}  // namespace mllab::recipes
