#include "training/recipes/text_generation/training.hpp"

#include <algorithm>
#include <format>
#include <iterator>
#include <optional>
#include <print>

#include "core/task.hpp"
#include "training/datasets/data_folder.hpp"
#include "training/datasets/sources.hpp"
#include "training/publish/draft.hpp"
#include "training/recipes/text_generation/beginning.hpp"
#include "training/recipes/text_generation/text_fit.hpp"
#include "training/report/checkpoint.hpp"
#include "training/recipes/text_generation/evaluation/text.hpp"

namespace mllab::recipes {

namespace {

using sequence_evaluation::examine;

constexpr std::size_t validation_readers = 16;

std::int64_t count(const TextPart& part) { return static_cast<std::int64_t>(part.tokens.size()); }

TextFitSettings settings_of(const TextRecipe& recipe, const Options& options, bool train) {
    // A number of rounds from the command line makes one cycle of them, in which everything learns.
    std::vector<TextCycle> cycles = recipe.cycles;
    if (options.epochs) {
        cycles.resize(1);
        cycles.front().rounds = *options.epochs;
        cycles.front().pointer = true;
    }
    for (TextCycle& cycle : cycles) {
        cycle.readers = options.batch.value_or(cycle.readers);
        cycle.learning_rate = options.learning_rate.value_or(cycle.learning_rate);
    }
    return {.id = recipe.id,
            .cycles = std::move(cycles),
            .steps_per_round = recipe.steps_per_round,
            .window = recipe.window,
            .seed = options.seed,
            .threads = options.threads,
            .checkpoints = options.work / recipe.id,
            .train = train};
}

std::vector<report::Metric> figures_of(const TextRecipe& recipe, const char* split,
                                       const sequence_evaluation::TextExamination& examination) {
    const auto figure = [&](const char* name, double value) {
        std::println("{}: {} of {}, {} ({} characters): {:.4f}", recipe.id, name, recipe.data_name, split,
                     examination.characters, value);
        return report::Metric{
            .name = name, .data = recipe.data_name, .split = split, .value = value, .samples = examination.characters};
    };
    return {figure("nats_per_character", examination.nats_per_character()),
            figure("bits_per_character", examination.bits_per_character()), figure("accuracy", examination.accuracy())};
}

std::vector<std::int64_t> wide(const std::vector<std::uint8_t>& tokens) { return {tokens.begin(), tokens.end()}; }

struct Data {
    text_generation::Alphabet alphabet;
    TextPart train;
    TextPart validation;
};

Data data_of(const TextRecipe& recipe, const Options& options) {
    const auto folder = datasets::folder_with(datasets::data_set(recipe.data_set), options.places);
    const auto alphabet = recipe.alphabet(folder);
    Data data{.alphabet = alphabet,
              .train = recipe.load(folder, alphabet, datasets::Split::train),
              .validation = recipe.load(folder, alphabet, datasets::Split::validation)};
    std::println("{}: {} characters to learn from ({} of them replaced), an alphabet of {}", recipe.id,
                 count(data.train), data.train.replaced, alphabet.size());
    return data;
}

// What is looked at after each round.
std::vector<std::uint8_t> watched(const TextRecipe& recipe, const Data& data) {
    const auto& all = data.validation.tokens;
    const auto n = std::min(all.size(), static_cast<std::size_t>(recipe.validation_characters));
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)};
}

TextNetwork network_of(const TextRecipe& recipe, const Data& data, std::uint64_t seed) {
    torch::manual_seed(seed);
    TextShape shape = recipe.shape;
    shape.characters = static_cast<std::int64_t>(data.alphabet.size());
    return TextNetwork(shape);
}

TextFitResult fit_on(const Data& data, const TextRecipe& recipe, const TextFitSettings& settings,
                     TextNetwork& network) {
    std::filesystem::create_directories(settings.checkpoints);
    report::TrainingLog log(settings.checkpoints / "log.jsonl");
    return fit(network, data.train.tokens, watched(recipe, data), settings, log);
}

struct Trained {
    const Data& data;
    const std::optional<TextBeginning>& beginning;
    const TextFitSettings& settings;
    const TextFitResult& result;
};

// Who read how much, for the card. `steps` of them were done.
std::string in_words(const TextFitSettings& settings, std::int64_t steps, std::int64_t characters) {
    std::string words;
    std::int64_t read = 0;
    for (const TextCycle& cycle : settings.cycles) {
        const std::int64_t window = cycle.readers * settings.window;
        const std::int64_t per_round = settings.steps_per_round > 0 ? settings.steps_per_round : characters / window;
        const std::int64_t done = std::min(steps, cycle.rounds * per_round);
        if (done == 0) break;  // exported before it began
        steps -= done;
        read += done * window;
        words += words.empty() ? std::format("{} readers go through the text side by side", cycle.readers)
                               : std::format(", then {} readers", cycle.readers);
        words += std::format(", {} characters a step all together", window);
        if (!cycle.pointer) words += ", without the pointer";
    }
    return std::format("{}. {:.1f} times through the text in all.", words,
                       static_cast<double>(read) / static_cast<double>(characters));
}

void fill(report::Card& card, const TextRecipe& recipe, const Trained& trained) {
    const auto& [data, beginning, settings, result] = trained;
    card.labels = data.alphabet.characters();
    card.preprocessing = {
        {"layers", static_cast<double>(recipe.shape.layers)},
        {"units", static_cast<double>(recipe.shape.units)},
        {"look_back", static_cast<double>(recipe.shape.look_back)},
        {"key", static_cast<double>(recipe.shape.key)},
        {"start_token", static_cast<double>(data.alphabet.find("\n").value_or(data.alphabet.replacement()))},
        {"replacement_token", static_cast<double>(data.alphabet.replacement())},
        {"replacement_written", recipe.replacement_written ? 1.0 : 0.0}};
    card.data = {data_facts(recipe.data_set, {{"train", count(data.train)}, {"validation", count(data.validation)}})};
    std::string first;
    if (beginning) {
        std::ranges::move(beginning->data(), std::back_inserter(card.data));
        first = std::format("It begins as the network “{}”. ", beginning->card.name);
    }
    card.training = {.recipe = recipe.source,
                     .command = "npm run train -- train " + recipe.id,
                     .augmentation = first + in_words(settings, result.steps, count(data.train)),
                     .epochs = static_cast<std::int64_t>(result.curve.size()),
                     .batch = settings.cycles.back().readers,
                     .learning_rate = settings.cycles.back().learning_rate,
                     .seed = settings.seed,
                     .threads = settings.threads,
                     .seconds = result.seconds};
    card.curve = result.curve;
}

void train_or_export(const TextRecipe& recipe, const Options& options, bool train) {
    const Data data = data_of(recipe, options);
    TextNetwork network = network_of(recipe, data, options.seed);
    TextFitSettings settings = settings_of(recipe, options, train);
    if (options.afresh) report::Checkpoints(settings.checkpoints).remove();
    std::optional<TextBeginning> beginning;
    if (recipe.begins_as) {
        beginning = read_beginning(*recipe.begins_as, options.models);
        settings.begins_as = *recipe.begins_as + " " + beginning->card.file.sha256;
        network->adopt(beginning->weights, beginning->rows(data.alphabet));
    }
    const TextFitResult result = fit_on(data, recipe, settings, network);
    const std::vector<std::uint8_t> looked_at = watched(recipe, data);

    const double before = figures_on(network, looked_at, validation_readers).accuracy;
    onnx_writer::GraphBuilder graph(recipe.id, recipe.name);
    graph.metadata("licence", file_licence);
    network->write(graph);  // from here on the network holds the stored weights
    Draft draft = written(graph, network->architecture(), recipe.id, recipe.name, settings.checkpoints);
    note_parity(draft, check_text_parity(network, draft.path, data.validation.tokens));
    const TextFigures after = figures_on(network, looked_at, validation_readers);

    report::Card& card = draft.card;
    fill(card, recipe, {.data = data, .beginning = beginning, .settings = settings, .result = result});
    card.rounding = report::Rounding{recipe.data_name, "validation", after.accuracy - before, after.characters};
    const auto parameters = text_generation::Parameters::from(inference::ModelCard::parse(card.to_json()));
    card.metrics = figures_of(recipe, "validation",
                              examine(draft.session, parameters, wide(data.validation.tokens), validation_readers));
    if (data.train.replaced > 0)
        card.metrics.push_back(
            {.name = "replaced",
             .data = recipe.data_name,
             .split = "train",
             .value = static_cast<double>(data.train.replaced) / static_cast<double>(count(data.train)),
             .samples = count(data.train)});
    publish(draft, options.models);
    if (!result.finished) std::println("{}: the training is not finished; “train” goes on with it", recipe.id);
}

}  // namespace

void append(TextPart& part, const std::string& text, const text_generation::Alphabet& alphabet) {
    const auto read = alphabet.encode(text);
    part.tokens.insert(part.tokens.end(), read.tokens.begin(), read.tokens.end());
    part.replaced += static_cast<std::int64_t>(read.replaced.size());
}

void train_text(const TextRecipe& recipe, const Options& options) { train_or_export(recipe, options, true); }

void export_text(const TextRecipe& recipe, const Options& options) { train_or_export(recipe, options, false); }

void evaluate_text(const TextRecipe& recipe, const Options& options, datasets::Split split) {
    const auto path = options.models / (recipe.id + ".json");
    report::Card card = report::read_card(path);
    const auto parameters = text_generation::Parameters::from(inference::ModelCard::parse(card.to_json()));
    const auto folder = datasets::folder_with(datasets::data_set(recipe.data_set), options.places);
    const TextPart part = recipe.load(folder, parameters.alphabet, split);
    const auto session = core::run_now(inference::Session::load({.id = recipe.id,
                                                                 .address = (options.models / card.file.name).string(),
                                                                 .sha256 = card.file.sha256,
                                                                 .bytes = card.file.bytes},
                                                                {}));
    const std::size_t readers = split == datasets::Split::test ? recipe.test_readers : validation_readers;
    card.merge(figures_of(recipe, datasets::name_of(split), examine(session, parameters, wide(part.tokens), readers)));
    auto& samples = card.data.front().samples;
    std::erase_if(samples, [&](const auto& entry) { return entry.first == datasets::name_of(split); });
    samples.emplace_back(datasets::name_of(split), count(part));
    report::write_card(path, card);
}

}  // namespace mllab::recipes
