#include "training/recipes/text_generation/text_recipe.hpp"

#include <algorithm>
#include <format>
#include <iterator>
#include <print>
#include <utility>

#include "training/datasets/data_folder.hpp"
#include "training/datasets/sources.hpp"
#include "training/publish/draft.hpp"
#include "training/recipes/text_generation/evaluation/cross_entropy.hpp"
#include "training/recipes/text_generation/evaluation/passages.hpp"
#include "training/recipes/text_generation/parity.hpp"
#include "training/recipes/training_facts.hpp"

namespace mllab::recipes {

namespace {

constexpr std::size_t validation_batch_size = 16;
constexpr std::size_t passage_characters = 60;

// For the card: what whoever writes with it should know.
const std::vector<std::string> limits{
    "At low temperatures it soon goes round in a loop; the page’s repetition penalty keeps it out."};

bool is_alone(const Options& options) { return options.own_or("alone", 0) > 0; }

std::int64_t count(const TextPart& part) { return std::ssize(part.tokens); }

// How much of the text was read, for the card. `steps` of the training were done.
std::string in_words(const fit::SequenceSettings& settings, std::int64_t steps, std::size_t characters) {
    std::string words;
    std::int64_t read = 0;
    for (const fit::Cycle& cycle : settings.cycles) {
        const std::int64_t window = cycle.batch_size * settings.window;
        const std::int64_t done = std::min(steps, cycle.epochs * fit::steps_of_epoch(settings, cycle, characters));
        if (done == 0) break;  // exported before it began
        steps -= done;
        read += done * window;
        words += words.empty() ? std::format("{} sequences go through the text side by side", cycle.batch_size)
                               : std::format(", then {} sequences", cycle.batch_size);
        words += std::format(", {} characters a step all together", window);
        if (!cycle.pointer) words += ", without the pointer";
    }
    return std::format("{}. {:.1f} times through the text in all.", words,
                       static_cast<double>(read) / static_cast<double>(characters));
}

}  // namespace

void append(TextPart& part, const std::string& text, const text_generation::Alphabet& alphabet) {
    const auto read = alphabet.encode(text);
    part.tokens.insert(part.tokens.end(), read.tokens.begin(), read.tokens.end());
    part.replaced += std::ssize(read.replaced);
}

std::string TextRecipe::folder(const Options& options) const {
    return is_alone(options) ? settings_.id + "_alone" : settings_.id;
}

void TextRecipe::load_data(const Context& context) {
    const auto folder = datasets::folder_with(datasets::data_set(settings_.data_set), context.options.places);
    alphabet_ = settings_.alphabet(folder);
    train_ = settings_.load(folder, *alphabet_, datasets::Split::train);
    validation_ = settings_.load(folder, *alphabet_, datasets::Split::validation);
    if (context.run.group.first())
        std::println("{}: {} characters to learn from ({} of them replaced), an alphabet of {}", settings_.id,
                     count(train_), train_.replaced, alphabet_->size());
}

void TextRecipe::make_network(const Context& context) {
    torch::manual_seed(context.options.seed);
    TextShape shape = settings_.shape;
    shape.characters = static_cast<std::int64_t>(alphabet_->size());
    network_ = TextNetwork(shape);
    if (!settings_.initialised_from || is_alone(context.options)) return;
    initial_ = read_initial_weights(*settings_.initialised_from, context.options.models);
    network_->initialise_from(initial_->weights, initial_->rows(*alphabet_));
}

fit::Result TextRecipe::fit(const Context& context) {
    return fit::fit_sequence(*network_, train_.tokens, watched(), fit_settings(context.options), context.run);
}

void TextRecipe::publish(const Context& context, const fit::Result& result) {
    const double before = fit::sequence_figures(*network_, watched(), validation_batch_size).accuracy;
    network_->round();
    onnx_writer::GraphBuilder graph(settings_.id, settings_.name);
    graph.metadata("licence", publish::file_licence);
    network_->write(graph);
    auto draft = publish::written(graph, network_->architecture(), settings_.id, settings_.name, context.run.folder);
    publish::note_parity(draft, check_text_parity(network_, draft.path, validation_.tokens));
    if (is_alone(context.options)) {
        describe(draft.card, context, result);
        note_alone(draft.session, draft.card, context.options);
        return;
    }
    const auto after = fit::sequence_figures(*network_, watched(), validation_batch_size);

    report::Card& card = draft.card;
    describe(card, context, result);
    card.limits = limits;
    card.rounding = report::Rounding{settings_.data_name, "validation", after.accuracy - before, after.characters};
    card.metrics = figures_of(draft.session, card, validation_, datasets::Split::validation, settings_.data_name);
    if (train_.replaced > 0)
        card.metrics.push_back({.name = "replaced",
                                .data = settings_.data_name,
                                .split = "train",
                                .value = static_cast<double>(train_.replaced) / static_cast<double>(count(train_)),
                                .samples = count(train_)});
    publish::publish(draft, context.options.models);
}

publish::Measured TextRecipe::evaluate(const publish::Published& model, const Options& options, datasets::Split split) {
    const auto folder = datasets::folder_with(datasets::data_set(settings_.data_set), options.places);
    const auto parameters = text_generation::Parameters::from(publish::page_card(model.card));
    const TextPart part = settings_.load(folder, parameters.alphabet, split);
    publish::Measured measured{.metrics = figures_of(model.session, model.card, part, split, settings_.data_name),
                               .samples = {{model.card.data.front().name, count(part)}},
                               .limits = limits};
    if (split == datasets::Split::test)
        std::ranges::move(passages_read_before(parameters.alphabet, part, options),
                          std::back_inserter(measured.metrics));
    return measured;
}

std::vector<report::Metric> TextRecipe::passages_read_before(const text_generation::Alphabet& alphabet,
                                                             const TextPart& part, const Options& options) const {
    if (!settings_.earlier_reading) return {};
    const auto& [set, name, text] = *settings_.earlier_reading;
    std::filesystem::path folder;
    try {
        folder = datasets::folder_with(datasets::data_set(set), options.places);
    } catch (const files::FileError& error) {
        std::println("{}: whether {} has passages of the test text was not looked for: {}", settings_.id, name,
                     error.what());
        return {};
    }
    const auto found = text_generation_evaluation::shared_passages(
        alphabet.decode({part.tokens.begin(), part.tokens.end()}), text(folder), passage_characters);
    std::println("{}: {} of {} passages of {} characters stand in {}{}{}", settings_.id, found.shared, found.passages,
                 passage_characters, name, found.shared > 0 ? ", first: " : "", found.first);
    return {
        {.name = "shared_passages",
         .data = std::format("passages of {} characters, looked for in {}", passage_characters, name),
         .split = datasets::name_of(datasets::Split::test),
         .value = static_cast<double>(found.shared) / static_cast<double>(std::max<std::int64_t>(found.passages, 1)),
         .samples = found.passages}};
}

fit::SequenceSettings TextRecipe::fit_settings(const Options& options) const {
    // A number of epochs from the command line makes one cycle of them, with the pointer.
    std::vector<fit::Cycle> cycles = settings_.cycles;
    if (options.epochs) {
        cycles.resize(1);
        cycles.front().epochs = *options.epochs;
        cycles.front().pointer = true;
    } else if (is_alone(options)) {
        cycles.resize(1);
        cycles.front().epochs = settings_.epochs_alone;
    }
    for (fit::Cycle& cycle : cycles) {
        cycle.batch_size = options.batch_size.value_or(cycle.batch_size);
        cycle.learning_rate = options.learning_rate.value_or(cycle.learning_rate);
    }
    fit::SequenceSettings settings{.id = settings_.id,
                                   .cycles = std::move(cycles),
                                   .steps_per_epoch = settings_.steps_per_epoch,
                                   .window = settings_.window,
                                   .seed = options.seed};
    if (initial_) settings.initialised_from = *settings_.initialised_from + " " + initial_->card.file.sha256;
    return settings;
}

std::vector<std::uint8_t> TextRecipe::watched() const {
    const auto& all = validation_.tokens;
    const auto n = std::min(all.size(), static_cast<std::size_t>(settings_.validation_characters));
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)};
}

void TextRecipe::describe(report::Card& card, const Context& context, const fit::Result& result) const {
    const fit::SequenceSettings how = fit_settings(context.options);
    card.labels = alphabet_->characters();
    card.preprocessing = {
        {"layers", static_cast<double>(settings_.shape.layers)},
        {"units", static_cast<double>(settings_.shape.units)},
        {"look_back", static_cast<double>(settings_.shape.context_length)},  // the card's name for it
        {"key", static_cast<double>(settings_.shape.key)},
        {"start_token", static_cast<double>(alphabet_->find("\n").value_or(alphabet_->replacement()))},
        {"replacement_token", static_cast<double>(alphabet_->replacement())},
        {"replacement_written", settings_.replacement_written ? 1.0 : 0.0}};
    card.data = {
        publish::data_facts(settings_.data_set, {{"train", count(train_)}, {"validation", count(validation_)}})};
    std::string first;
    if (initial_) {
        std::ranges::move(initial_->data(), std::back_inserter(card.data));
        first = std::format("Initialised from the network “{}”. ", initial_->card.name);
    }
    report::TrainingFacts facts = training_facts(context, settings_.id, settings_.source);
    facts.augmentation = first + in_words(how, result.steps, train_.tokens.size());
    facts.batch = how.cycles.back().batch_size;
    facts.learning_rate = how.cycles.back().learning_rate;
    publish::note_training(card, std::move(facts), result);
}

void TextRecipe::note_alone(const inference::Session& session, const report::Card& own, const Options& options) const {
    const auto folder = datasets::folder_with(datasets::data_set(settings_.data_set), options.places);
    const TextPart test = settings_.load(folder, *alphabet_, datasets::Split::test);
    const auto path = options.models / (settings_.id + ".json");
    report::Card card = report::read_card(path);
    card.merge(figures_of(session, own, test, datasets::Split::test,
                          std::format("{}, by a second training that read nothing else", settings_.data_name)));
    report::write_card(path, card);
}

std::vector<report::Metric> TextRecipe::figures_of(const inference::Session& session, const report::Card& card,
                                                   const TextPart& part, datasets::Split split,
                                                   const std::string& data_name) const {
    const auto parameters = text_generation::Parameters::from(publish::page_card(card));
    const std::size_t batch_size = split == datasets::Split::test ? settings_.test_batch_size : validation_batch_size;
    const auto evaluation =
        text_generation_evaluation::evaluate(session, parameters, {part.tokens.begin(), part.tokens.end()}, batch_size);
    const auto figure = [&](const char* name, double value) {
        std::println("{}: {} of {}, {} ({} characters): {:.4f}", settings_.id, name, data_name,
                     datasets::name_of(split), evaluation.characters, value);
        return report::Metric{.name = name,
                              .data = data_name,
                              .split = datasets::name_of(split),
                              .value = value,
                              .samples = evaluation.characters};
    };
    return {figure("nats_per_character", evaluation.nats_per_character()),
            figure("bits_per_character", evaluation.bits_per_character()), figure("accuracy", evaluation.accuracy())};
}

}  // namespace mllab::recipes
