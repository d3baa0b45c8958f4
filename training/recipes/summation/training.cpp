#include "training/recipes/summation/training.hpp"

#include <array>
#include <chrono>
#include <format>
#include <print>
#include <ranges>
#include <stdexcept>
#include <vector>

#include "core/random.hpp"
#include "core/task.hpp"
#include "training/publish/parity.hpp"
#include "training/nn/blocks.hpp"
#include "training/publish/draft.hpp"
#include "training/fit/learner.hpp"
#include "training/recipes/summation/network.hpp"
#include "training/report/log.hpp"
#include "training/report/progress.hpp"
#include "training/recipes/summation/evaluation/summation.hpp"

namespace mllab::recipes {

namespace {

using sequence_evaluation::examine;
using sequence_evaluation::SumExamination;
using summation::Expression;

constexpr const char* id = "summation_gru";
constexpr const char* name = "Summation, two recurrent networks";
constexpr std::int64_t units = 96;
constexpr std::int64_t default_rounds = 24;
constexpr std::int64_t steps_per_round = 500;
constexpr std::int64_t default_batch = 256;
constexpr double default_rate = 4e-3;
constexpr std::size_t validation_sums = 4000;
constexpr std::uint64_t hold_out_seed = 100;

struct Settings {
    std::int64_t rounds = 0;
    std::int64_t batch = 0;
    double rate = 0;
    double hold_out = 0;
    std::uint64_t seed = 1;
    std::filesystem::path folder;
};

Settings settings_of(const Options& options) {
    return {.rounds = options.epochs.value_or(default_rounds),
            .batch = options.batch.value_or(default_batch),
            .rate = options.learning_rate.value_or(default_rate),
            .hold_out = options.hold_out,
            .seed = options.seed,
            .folder = options.work / (options.hold_out > 0 ? std::string(id) + "_held_out" : std::string(id))};
}

// Numbers of any length are met often enough, though there are far fewer short ones.
Expression drawn(core::Random& random, double hold_out) {
    const auto up_to = [&](std::size_t count) { return static_cast<int>(random.below(count)); };
    while (true) {
        Expression e;
        const double kind = random.uniform();
        if (kind < 0.05) {
            e = {.left = up_to(10), .right = up_to(10)};
        } else if (kind < 0.25) {
            e = {.left = up_to(100), .right = up_to(100)};
        } else if (kind < 0.35) {
            e = {.left = up_to(100), .right = up_to(1000)};
        } else if (kind < 0.45) {
            e = {.left = up_to(1000), .right = up_to(100)};
        } else {
            e = {.left = up_to(1000), .right = up_to(1000)};
        }
        if (hold_out <= 0 || !sequence_evaluation::held_out(e, hold_out, hold_out_seed)) return e;
    }
}

struct Batch {
    torch::Tensor tokens;   // [N, 7]
    torch::Tensor targets;  // [N, 4]
};

Batch batch_of(const std::vector<Expression>& expressions) {
    std::vector<std::int64_t> targets;
    for (const Expression& e : expressions)
        for (const std::int64_t symbol : summation::target(e)) targets.push_back(symbol);
    const auto count = static_cast<std::int64_t>(expressions.size());
    return {.tokens = torch::tensor(summation::encode(expressions).as<std::int64_t>()).view({count, -1}),
            .targets = torch::tensor(targets).view({count, -1})};
}

std::vector<Expression> drawn(core::Random random, std::size_t count, double hold_out) {
    std::vector<Expression> all(count);
    for (Expression& e : all) e = drawn(random, hold_out);
    return all;
}

torch::Tensor loss_of(const torch::Tensor& logits, const torch::Tensor& targets) {
    return torch::nn::functional::cross_entropy(logits.flatten(0, 1), targets.flatten());
}

// Share of the sums that are right in every place.
double exact(const torch::Tensor& logits, const torch::Tensor& targets) {
    return logits.argmax(2).eq(targets).all(1).to(torch::kFloat64).mean().item<double>();
}

report::CurvePoint measured(SummationNetwork& network, const Batch& validation) {
    const torch::NoGradGuard no_gradients;
    network->eval();
    const torch::Tensor logits = network->forward(validation.tokens).logits;
    network->train();
    return {.epoch = 0,
            .train_loss = 0,
            .validation_loss = loss_of(logits, validation.targets).item<double>(),
            .validation_accuracy = exact(logits, validation.targets)};
}

struct Trained {
    std::vector<report::CurvePoint> curve;
    double seconds = 0;
};

Trained fit(SummationNetwork& network, const Settings& settings, int threads, bool train) {
    using Clock = std::chrono::steady_clock;
    at::set_num_threads(threads);
    const std::int64_t steps = settings.rounds * steps_per_round;
    Learner learner(*network, {.training = std::format(
                                   "{}: {} units, {} rounds of {} steps, batch {}, rate {}, held out {}, seed {}", id,
                                   units, settings.rounds, steps_per_round, settings.batch, settings.rate,
                                   settings.hold_out, settings.seed),
                               .weight_decay = 0,
                               .average_decay = 0.998,
                               .checkpoints = settings.folder});
    for (const std::string& warning : learner.resume()) std::println(stderr, "{}", warning);
    if (!train && learner.steps() == 0)
        throw std::runtime_error(std::string(id) + ": there is no checkpoint in " + settings.folder.string());
    report::TrainingLog log(settings.folder / "log.jsonl");
    const core::Random seeded(settings.seed);
    const Batch validation = batch_of(drawn(seeded.fork(~std::uint64_t{0}), validation_sums, settings.hold_out));
    network->train();
    while (train && learner.steps() < steps) {
        const std::int64_t round = learner.steps() / steps_per_round;
        const auto started = Clock::now();
        report::Progress progress(id, round + 1, settings.rounds, steps_per_round);
        for (std::int64_t k = 0; k < steps_per_round; ++k) {
            const Batch batch = batch_of(drawn(seeded.fork(static_cast<std::uint64_t>(learner.steps())),
                                               static_cast<std::size_t>(settings.batch), settings.hold_out));
            const double rate = learning_rate_at(learner.steps(), steps, settings.rate, 0.05);
            const torch::Tensor logits = network->forward(batch.tokens).logits;
            learner.step(loss_of(logits, batch.targets), rate);
            progress.update(k + 1, learner.round_loss / static_cast<double>(k + 1), exact(logits, batch.targets),
                            (k + 1) * settings.batch);
        }
        report::CurvePoint point = learner.with_averaged_weights([&] { return measured(network, validation); });
        point.epoch = static_cast<int>(round) + 1;
        point.train_loss = learner.round_loss / static_cast<double>(steps_per_round);
        const double seconds = std::chrono::duration<double>(Clock::now() - started).count();
        learner.finish_round(point);
        learner.save(seconds);
        log.epoch(point, seconds);
        progress.finish(point);
    }
    learner.use_averaged_weights();
    network->eval();
    return {.curve = learner.curve(), .seconds = learner.seconds()};
}

core::Tensor plain(const torch::Tensor& tensor) {
    return {core::Shape(tensor.sizes().begin(), tensor.sizes().end()), numbers_of(tensor)};
}

report::Parity check_parity(SummationNetwork& network, const std::filesystem::path& file) {
    const torch::NoGradGuard no_gradients;
    parity::ParityCheck check(file);
    core::Random random(11);
    for (int i = 0; i < 8; ++i) {
        const auto expressions = drawn(random.fork(static_cast<std::uint64_t>(i)), 64, 0);
        const auto result = network->forward(batch_of(expressions).tokens);
        std::vector<inference::NamedValue> inputs;
        inputs.push_back({"tokens", summation::encode(expressions)});
        check.run(std::move(inputs), {{"logits", plain(result.logits), parity::Rule::logits},
                                      {"attention", plain(result.attention), parity::Rule::state},
                                      {"reading", plain(result.reading), parity::Rule::state},
                                      {"writing", plain(result.writing), parity::Rule::state}});
    }
    return {check.largest().probabilities, check.largest().logits, check.inputs()};
}

std::filesystem::path card_path(const Options& options) { return options.models / (std::string(id) + ".json"); }

report::Metric figure(const std::string& data, const char* split, const SumExamination& examination) {
    std::println("{}: {}, {}: {} of {} right", id, data, split, examination.right, examination.asked);
    return {.name = "exact",
            .data = data,
            .split = split,
            .value = examination.share_right(),
            .samples = examination.asked};
}

report::Mistakes mistakes_of(const std::string& data, const char* split, const SumExamination& examination) {
    constexpr std::size_t most_listed = 100;
    report::Mistakes mistakes{.data = data,
                              .split = split,
                              .samples = examination.asked,
                              .wrong = std::ssize(examination.mistakes),
                              .listed = {}};
    for (const auto& [e, written] : examination.mistakes | std::views::take(most_listed)) {
        mistakes.listed.push_back({.input = std::format("{}+{}", e.left, e.right),
                                   .answer = written,
                                   .truth = std::to_string(summation::true_sum(e))});
        const report::Mistake& m = mistakes.listed.back();
        std::println("  wrong: {}={} (it is {})", m.input, m.answer, m.truth);
    }
    return mistakes;
}

// Everything that there is to ask: the figures, and what it gets wrong.
void add_coverage(report::Card& card, const inference::Session& session) {
    const std::string small = "all sums of 0 to 99";
    const std::string all = "all sums of 0 to 999";
    const SumExamination examination = examine(session, sequence_evaluation::pairs_up_to(999));
    card.merge({figure(small, "train", examine(session, sequence_evaluation::pairs_up_to(99))),
                figure(all, "train", examination)});
    card.mistakes = mistakes_of(all, "train", examination);
}

void fill(report::Card& card, const Settings& settings, const Options& options, const Trained& trained) {
    for (int digit = 0; digit < 10; ++digit) card.labels.push_back(std::to_string(digit));
    card.labels.emplace_back("blank");
    card.preprocessing = {
        {"units", units}, {"input_length", summation::input_length}, {"answer_length", summation::answer_length}};
    card.data = {report::DataFacts{
        .name = "sums, made up while training",
        .source = "",
        .licence = "",
        .attribution = "",
        .samples = {{"train", static_cast<std::int64_t>(trained.curve.size()) * steps_per_round * settings.batch}}}};
    card.training = {
        .recipe = "training/recipes/summation/training.cpp",
        .command = std::string("npm run train -- train ") + id,
        .augmentation = "none: sums of two numbers from 0 to 999 drawn at random, those of short numbers more often",
        .epochs = static_cast<std::int64_t>(trained.curve.size()),
        .batch = settings.batch,
        .learning_rate = settings.rate,
        .seed = settings.seed,
        .threads = options.threads,
        .seconds = trained.seconds};
    card.curve = trained.curve;
}

void train_or_export(const Options& options, bool train) {
    const Settings settings = settings_of(options);
    std::filesystem::create_directories(settings.folder);
    if (options.afresh) report::Checkpoints(settings.folder).remove();
    torch::manual_seed(settings.seed);
    SummationNetwork network(units);
    const Trained trained = fit(network, settings, options.threads, train);
    onnx_writer::GraphBuilder graph(id, name);
    graph.metadata("licence", "MIT");
    network->write(graph);  // from here on the network holds the stored weights
    Draft draft = written(graph, network->architecture(), id, name, settings.folder);
    note_parity(draft, check_parity(network, draft.path));
    if (settings.hold_out > 0) {
        const auto unseen = sequence_evaluation::pairs_up_to(summation::largest_operand, [&](const Expression& e) {
            return sequence_evaluation::held_out(e, settings.hold_out, hold_out_seed);
        });
        const auto path = card_path(options);
        report::Card card = report::read_card(path);
        card.merge({figure(std::format("sums held out of a second training ({:.0f} %)", 100 * settings.hold_out),
                           "test", examine(draft.session, unseen))});
        report::write_card(path, card);
        return;
    }
    fill(draft.card, settings, options, trained);
    add_coverage(draft.card, draft.session);
    publish(draft, options.models);
}

}  // namespace

void train_summation(const Options& options) { train_or_export(options, true); }

void export_summation(const Options& options) { train_or_export(options, false); }

void evaluate_summation(const Options& options, datasets::Split) {
    report::Card card = report::read_card(card_path(options));
    const auto session = core::run_now(inference::Session::load({.id = id,
                                                                 .address = (options.models / card.file.name).string(),
                                                                 .sha256 = card.file.sha256,
                                                                 .bytes = card.file.bytes},
                                                                {}));
    add_coverage(card, session);
    report::write_card(card_path(options), card);
}

}  // namespace mllab::recipes
