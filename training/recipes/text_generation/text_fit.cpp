#include "training/recipes/text_generation/text_fit.hpp"

#include <algorithm>
#include <chrono>
#include <format>
#include <print>
#include <stdexcept>

#include "core/random.hpp"
#include "training/fit/learner.hpp"
#include "training/report/progress.hpp"

namespace mllab::recipes {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// [length, readers]: what each reader sees from `offset` on; reader n begins n * stride further.
torch::Tensor columns(const std::vector<std::uint8_t>& tokens, std::size_t offset, std::size_t stride,
                      std::int64_t readers, std::int64_t length) {
    torch::Tensor all = torch::empty({length, readers}, torch::kInt64);
    std::int64_t* to = all.data_ptr<std::int64_t>();
    for (std::int64_t t = 0; t < length; ++t)
        for (std::int64_t n = 0; n < readers; ++n)
            *to++ =
                tokens[(offset + static_cast<std::size_t>(n) * stride + static_cast<std::size_t>(t)) % tokens.size()];
    return all;
}

// Mean over all characters of a window: logits for the rows 0..T-1, what came is in the rows 1..T.
torch::Tensor loss_of(const torch::Tensor& logits, const torch::Tensor& window) {
    return torch::nn::functional::cross_entropy(logits.flatten(0, 1), window.slice(0, 1).flatten());
}

std::string in_words(const TextShape& shape, const TextFitSettings& s, std::size_t text) {
    std::string cycles;
    for (const TextCycle& c : s.cycles)
        cycles += std::format("{} rounds of {} readers at rate {}{}, ", c.rounds, c.readers, c.learning_rate,
                              c.pointer ? "" : " without the pointer");
    return std::format(
               "{}: {} characters, embedding {}, {} x {} units, looks back {} by {}, dropout {} and {}, {}{} steps a "
               "round, a text of {}, "
               "window {}, decay {}, forget {}, average {}, seed {}",
               s.id, shape.characters, shape.embedding, shape.layers, shape.units, shape.look_back, shape.key,
               shape.dropout, shape.weight_dropout, cycles, s.steps_per_round, text, s.window, s.weight_decay, s.forget,
               s.average_decay, s.seed) +
           (s.begins_as ? ", begins as " + *s.begins_as : "");
}

// A cycle among the steps of a training.
struct Span {
    TextCycle cycle;
    std::int64_t number = 0;
    std::int64_t first_step = 0;
    std::int64_t first_round = 0;
    std::int64_t steps_per_round = 0;
    std::size_t stride = 0;  // from one reader's place to the next one's
    std::int64_t pass = 0;   // steps in which all of them together have read everything once
    [[nodiscard]] std::int64_t steps() const { return cycle.rounds * steps_per_round; }
    [[nodiscard]] std::int64_t end() const { return first_step + steps(); }
};

std::vector<Span> spans_of(const TextFitSettings& settings, std::size_t characters) {
    std::vector<Span> spans;
    Span next;
    for (const TextCycle& cycle : settings.cycles) {
        next.cycle = cycle;
        next.stride = characters / static_cast<std::size_t>(cycle.readers);
        next.pass = static_cast<std::int64_t>(next.stride) / settings.window;
        if (next.pass < 1) throw std::runtime_error(settings.id + ": the text is too short for so many readers");
        next.steps_per_round = settings.steps_per_round > 0 ? settings.steps_per_round : next.pass;
        spans.push_back(next);
        next.first_step = spans.back().end();
        next.first_round += cycle.rounds;
        ++next.number;
    }
    return spans;
}

// Where the first reader is in a cycle's step: each pass begins at another place.
std::size_t offset_at(const Span& span, std::int64_t step, const core::Random& seeded, std::size_t characters,
                      std::int64_t window) {
    const auto cycle = static_cast<std::uint64_t>(span.number);
    const auto pass = static_cast<std::uint64_t>(step / span.pass);
    return seeded.fork(0x0FF5E7U + (cycle << 32U) + pass).below(characters) +
           static_cast<std::size_t>((step % span.pass) * window);
}

}  // namespace

TextFigures figures_on(TextNetwork& network, const std::vector<std::uint8_t>& tokens, std::int64_t readers) {
    constexpr std::int64_t context = 200;
    constexpr std::int64_t window = 200;
    const torch::NoGradGuard no_gradients;
    const bool was_training = network->is_training();
    network->eval();
    const auto part = (static_cast<std::int64_t>(tokens.size()) - context - 1) / readers;
    if (part < 1) throw std::runtime_error("the text is too short to measure anything on it");
    TextState state = network->blank(readers);
    TextFigures figures;
    double right = 0;
    for (std::int64_t at = -context; at < part;) {
        const std::int64_t length = std::min(window, at < 0 ? -at : part - at);
        const torch::Tensor read = columns(tokens, static_cast<std::size_t>(at + context),
                                           static_cast<std::size_t>(part), readers, length + 1);
        const auto result = network->forward(read.slice(0, 0, length), state);
        state = result.state;
        if (at >= 0) {
            const std::int64_t count = length * readers;
            figures.nats += loss_of(result.logits, read).item<double>() * static_cast<double>(count);
            right += result.logits.argmax(2).eq(read.slice(0, 1)).sum().item<double>();
            figures.characters += count;
        }
        at += length;
    }
    network->train(was_training);
    figures.nats /= static_cast<double>(figures.characters);
    figures.accuracy = right / static_cast<double>(figures.characters);
    return figures;
}

TextFitResult fit(TextNetwork& network, const std::vector<std::uint8_t>& train,
                  const std::vector<std::uint8_t>& validation, const TextFitSettings& settings,
                  report::TrainingLog& log) {
    constexpr std::int64_t validation_readers = 25;
    at::set_num_threads(settings.threads);
    // The pointer's shares and their gradients are full of numbers so small that they would cost more than all others.
    at::globalContext().setFlushDenormal(true);
    const std::vector<Span> spans = spans_of(settings, train.size());
    const std::int64_t steps = spans.empty() ? 0 : spans.back().end();
    const std::int64_t rounds = spans.empty() ? 0 : spans.back().first_round + spans.back().cycle.rounds;

    Learner learner(*network, {.training = in_words(network->shape(), settings, train.size()),
                               .weight_decay = settings.weight_decay,
                               .average_decay = settings.average_decay,
                               .checkpoints = settings.checkpoints});
    for (const std::string& warning : learner.resume()) std::println(stderr, "{}", warning);
    if (learner.steps() > 0) std::println("{}: goes on after step {} of {}", settings.id, learner.steps(), steps);
    if (!settings.train && learner.steps() == 0)
        throw std::runtime_error(settings.id + ": there is no checkpoint in " + settings.checkpoints.string());

    const core::Random seeded(settings.seed);
    auto saved = Clock::now();
    network->train();
    while (settings.train && learner.steps() < steps) {
        const Span& span = *std::ranges::find_if(spans, [&](const Span& s) { return learner.steps() < s.end(); });
        const std::int64_t readers = span.cycle.readers;
        const std::int64_t steps_per_round = span.steps_per_round;
        const std::int64_t round = span.first_round + (learner.steps() - span.first_step) / steps_per_round;
        const auto started = Clock::now();
        network->use_pointer(span.cycle.pointer);
        report::Progress progress(settings.id, round + 1, rounds, steps_per_round);
        for (std::int64_t k = (learner.steps() - span.first_step) % steps_per_round; k < steps_per_round; ++k) {
            const std::int64_t step = learner.steps();
            // All chance of a step comes from its number, so that a resumed training draws the same.
            core::Random random = seeded.fork(static_cast<std::uint64_t>(step));
            torch::manual_seed(random.next());
            const std::int64_t in_cycle = step - span.first_step;
            if (in_cycle == 0) {
                learner.carried = network->blank(readers).tensors();
            }
            torch::Tensor remember = torch::ones({readers});
            for (std::int64_t n = 0; n < readers; ++n)
                if (random.chance(settings.forget)) remember[n] = 0;
            if (in_cycle % span.pass == 0) remember.zero_();
            const std::size_t offset = offset_at(span, in_cycle, seeded, train.size(), settings.window);
            const torch::Tensor window = columns(train, offset, span.stride, readers, settings.window + 1);
            const auto result =
                network->forward(window.slice(0, 0, settings.window), TextState::of(learner.carried).where(remember));
            learner.step(loss_of(result.logits, window),
                         learning_rate_at(in_cycle, span.steps(), span.cycle.learning_rate, 0.05));
            learner.carried = result.state.tensors();
            const double right =
                result.logits.argmax(2).eq(window.slice(0, 1)).to(torch::kFloat64).mean().item<double>();
            progress.update(k + 1, learner.round_loss / static_cast<double>(k + 1), right,
                            (k + 1) * readers * settings.window);
            if (k + 1 < steps_per_round && seconds_since(saved) > settings.checkpoint_seconds) {
                learner.save(seconds_since(saved));
                saved = Clock::now();
            }
        }
        const TextFigures figures =
            learner.with_averaged_weights([&] { return figures_on(network, validation, validation_readers); });
        const report::CurvePoint point{.epoch = static_cast<int>(round) + 1,
                                       .train_loss = learner.round_loss / static_cast<double>(steps_per_round),
                                       .validation_loss = figures.nats,
                                       .validation_accuracy = figures.accuracy};
        learner.finish_round(point);
        learner.save(seconds_since(saved));
        saved = Clock::now();
        log.epoch(point, seconds_since(started));
        progress.finish(point);
    }
    learner.use_averaged_weights();
    network->use_pointer(true);
    network->eval();
    return {.curve = learner.curve(),
            .steps = learner.steps(),
            .seconds = learner.seconds(),
            .finished = learner.steps() >= steps};
}

}  // namespace mllab::recipes
