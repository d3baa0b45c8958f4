#include "training/fit/sequence.hpp"

#include <algorithm>
#include <format>
#include <stdexcept>

#include "core/random.hpp"
#include "training/files/fingerprint.hpp"
#include "training/fit/schedule.hpp"

namespace mllab::fit {

namespace {

constexpr OneCycle one_cycle{.rise = 0.05, .last = 1e-2};

// [length, share.count]: what this process's sequences read from `offset` on; sequence n starts n * stride further.
torch::Tensor columns(const std::vector<std::uint8_t>& tokens, std::size_t offset, std::size_t stride,
                      const parallel::Share& share, std::int64_t length) {
    torch::Tensor all = torch::empty({length, share.count}, torch::kInt64);
    std::int64_t* to = all.data_ptr<std::int64_t>();
    for (std::int64_t t = 0; t < length; ++t)
        for (std::int64_t n = share.first; n < share.first + share.count; ++n)
            *to++ =
                tokens[(offset + static_cast<std::size_t>(n) * stride + static_cast<std::size_t>(t)) % tokens.size()];
    return all;
}

// Mean over all characters of a window: logits for the rows 0..T-1, what came is in the rows 1..T.
torch::Tensor loss_of(const torch::Tensor& logits, const torch::Tensor& window) {
    return torch::nn::functional::cross_entropy(logits.flatten(0, 1), window.slice(0, 1).flatten());
}

torch::Device device_of(const torch::nn::Module& network) { return network.parameters().front().device(); }

// A cycle among the steps of a training.
struct Span {
    Cycle cycle;
    std::int64_t number = 0;
    std::int64_t first_step = 0;
    std::int64_t steps_per_epoch = 0;
    std::size_t stride = 0;  // from one sequence's place to the next one's
    std::int64_t pass = 0;   // steps in which all of them together have read everything once
    [[nodiscard]] std::int64_t steps() const { return cycle.epochs * steps_per_epoch; }
    [[nodiscard]] std::int64_t end() const { return first_step + steps(); }
};

std::size_t stride_of(const Cycle& cycle, std::size_t characters) {
    return characters / static_cast<std::size_t>(cycle.batch_size);
}

std::vector<Span> spans_of(const SequenceSettings& settings, std::size_t characters) {
    std::vector<Span> spans;
    Span next;
    for (const Cycle& cycle : settings.cycles) {
        next.cycle = cycle;
        next.steps_per_epoch = steps_of_epoch(settings, cycle, characters);
        next.stride = stride_of(cycle, characters);
        next.pass = static_cast<std::int64_t>(next.stride) / settings.window;
        spans.push_back(next);
        next.first_step = spans.back().end();
        ++next.number;
    }
    return spans;
}

// Where the first sequence is in a cycle's step: each pass begins at another place.
std::size_t offset_at(const Span& span, std::int64_t step, const core::Random& seeded, std::size_t characters,
                      std::int64_t window) {
    const auto cycle = static_cast<std::uint64_t>(span.number);
    const auto pass = static_cast<std::uint64_t>(step / span.pass);
    return seeded.fork(0x0FF5E7U + (cycle << 32U) + pass).below(characters) +
           static_cast<std::size_t>((step % span.pass) * window);
}

std::string text_in_words(const std::vector<std::uint8_t>& text) {
    files::Fingerprint characters;
    characters.add(std::span(text.data(), text.size()));
    return std::format("{} characters ({})", text.size(), characters.text());
}

Settings described(const nn::SequenceNetwork& network, const std::vector<std::uint8_t>& train,
                   const std::vector<std::uint8_t>& validation, const SequenceSettings& s) {
    Settings settings;
    settings.add("recipe", s.id)
        .add("network", network.in_words())
        .add("weights", in_words(network))
        .add("initialised from", s.initialised_from.value_or("random numbers"));
    for (std::size_t i = 0; i < s.cycles.size(); ++i) {
        const auto named = [&](const char* name) {
            return s.cycles.size() == 1 ? std::string(name) : std::format("{} of cycle {}", name, i + 1);
        };
        const Cycle& cycle = s.cycles[i];
        settings.add(named("epochs"), cycle.epochs)
            .add(named("batch size"), cycle.batch_size)
            .add(named("learning rate"), cycle.learning_rate)
            .add(named("pointer"), std::string(cycle.pointer ? "yes" : "no"));
    }
    settings.add("steps per epoch", s.steps_per_epoch == 0 ? "one pass" : std::format("{}", s.steps_per_epoch))
        .add("window", s.window)
        .add("chance of a reset", s.reset)
        .add("loss", std::string("cross-entropy of the next character"))
        .add("seed", s.seed)
        .add("data", text_in_words(train))
        .add("validation data", text_in_words(validation));
    s.optimisation.describe(settings);
    return settings;
}

std::vector<std::int64_t> steps_of_epochs(const std::vector<Span>& spans) {
    std::vector<std::int64_t> steps;
    for (const Span& span : spans)
        steps.insert(steps.end(), static_cast<std::size_t>(span.cycle.epochs), span.steps_per_epoch);
    return steps;
}

}  // namespace

std::int64_t steps_of_epoch(const SequenceSettings& settings, const Cycle& cycle, std::size_t characters) {
    const std::int64_t pass = static_cast<std::int64_t>(stride_of(cycle, characters)) / settings.window;
    if (pass < 1) throw std::runtime_error(settings.id + ": the text is too short for a batch of so many sequences");
    return settings.steps_per_epoch > 0 ? settings.steps_per_epoch : pass;
}

SequenceFigures sequence_figures(nn::SequenceNetwork& network, const std::vector<std::uint8_t>& tokens,
                                 std::int64_t batch_size) {
    constexpr std::int64_t context = 200;
    constexpr std::int64_t window = 200;
    const torch::NoGradGuard no_gradients;
    const bool was_training = network.is_training();
    network.eval();
    const auto part = (static_cast<std::int64_t>(tokens.size()) - context - 1) / batch_size;
    if (part < 1) throw std::runtime_error("the text is too short to measure anything on it");
    nn::HiddenStates states = network.initial_states(batch_size);
    SequenceFigures figures;
    double right = 0;
    for (std::int64_t at = -context; at < part;) {
        const std::int64_t length = std::min(window, at < 0 ? -at : part - at);
        const torch::Tensor read =
            columns(tokens, static_cast<std::size_t>(at + context), static_cast<std::size_t>(part),
                    {.first = 0, .count = batch_size}, length + 1)
                .to(device_of(network));
        const auto result = network.read(read.slice(0, 0, length), states);
        states = result.states;
        if (at >= 0) {
            const std::int64_t count = length * batch_size;
            figures.cross_entropy += loss_of(result.logits, read).item<double>() * static_cast<double>(count);
            right += result.logits.argmax(2).eq(read.slice(0, 1)).sum().item<double>();
            figures.characters += count;
        }
        at += length;
    }
    network.train(was_training);
    figures.cross_entropy /= static_cast<double>(figures.characters);
    figures.accuracy = right / static_cast<double>(figures.characters);
    return figures;
}

Result fit_sequence(nn::SequenceNetwork& network, const std::vector<std::uint8_t>& train,
                    const std::vector<std::uint8_t>& validation, const SequenceSettings& settings, const Run& run) {
    constexpr std::int64_t validation_batch_size = 25;
    const torch::Device device = prepare(run);
    network.to(device);
    // The pointer's shares and their gradients are full of numbers so small that they would cost more than all others.
    at::globalContext().setFlushDenormal(true);
    const std::vector<Span> spans = spans_of(settings, train.size());
    Optimisation optimisation(network, settings.optimisation, run.group);
    const core::Random seeded(settings.seed);
    nn::HiddenStates states;

    const auto span_at = [&](std::int64_t step) -> const Span& {
        return *std::ranges::find_if(spans, [&](const Span& span) { return step < span.end(); });
    };
    const auto step = [&](const Place& place) {
        const Span& span = span_at(place.step);
        const std::int64_t batch_size = span.cycle.batch_size;
        const parallel::Share share = run.group.share_of(batch_size);
        // All random numbers of a step come from its number, so that a resumed training draws the same.
        core::Random random = seeded.fork(static_cast<std::uint64_t>(place.step));
        torch::manual_seed(random.next());
        const std::int64_t in_cycle = place.step - span.first_step;
        if (in_cycle == 0) states = network.initial_states(share.count);
        torch::Tensor remember = torch::ones({batch_size});
        for (std::int64_t n = 0; n < batch_size; ++n)
            if (random.chance(settings.reset)) remember[n] = 0;
        if (in_cycle % span.pass == 0) remember.zero_();
        const std::size_t offset = offset_at(span, in_cycle, seeded, train.size(), settings.window);
        const torch::Tensor window = columns(train, offset, span.stride, share, settings.window + 1).to(device);
        auto result = network.read(window.slice(0, 0, settings.window),
                                   network.kept(states, run.group.share_of(remember, 0).to(device)));
        const double loss = optimisation.step(loss_of(result.logits, window),
                                              one_cycle.at(in_cycle, span.steps(), span.cycle.learning_rate));
        states = std::move(result.states);
        return StepFigures{
            .loss = loss,
            .accuracy = result.logits.argmax(2).eq(window.slice(0, 1)).to(torch::kFloat64).mean().item<double>(),
            .samples = batch_size * settings.window};
    };
    const Loop loop{.id = settings.id,
                    .settings = described(network, train, validation, settings),
                    .steps_of_epoch = steps_of_epochs(spans),
                    .begin_epoch = [&](const Place& place) { network.use_pointer(span_at(place.step).cycle.pointer); },
                    .step = step,
                    .validate =
                        [&] {
                            const auto figures = sequence_figures(network, validation, validation_batch_size);
                            return Figures{.loss = figures.cross_entropy, .accuracy = figures.accuracy};
                        },
                    .forward = {[&] {
                        const std::int64_t count = run.group.share_of(spans.front().cycle.batch_size).count;
                        (void)network.read(torch::zeros({settings.window, count}, torch::kInt64),
                                           network.initial_states(count));
                    }},
                    .hidden_states = &states,
                    .batch_axes = network.batch_axes()};
    Optimisation* const only[] = {&optimisation};
    Result result = run_engine(only, loop, run);
    network.use_pointer(true);
    return result;
}

}  // namespace mllab::fit
