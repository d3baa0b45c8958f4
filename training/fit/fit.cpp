#include "training/fit/fit.hpp"

#include <ATen/autocast_mode.h>

#include <chrono>
#include <cmath>
#include <format>
#include <numbers>
#include <print>
#include <stdexcept>

#include "core/random.hpp"
#include "training/fit/fit_state.hpp"
#include "training/report/progress.hpp"

namespace mllab::recipes {

namespace {

// One cycle (Smith, Topin 2018): a linear rise over the first part, a cosine fall to nothing.
double learning_rate_at(std::int64_t step, std::int64_t steps, double highest) {
    constexpr double rise = 0.15;
    const double t = static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, steps));
    if (t < rise) return highest * (0.04 + 0.96 * t / rise);
    return highest * (0.001 + 0.999 * 0.5 * (1 + std::cos(std::numbers::pi * (t - rise) / (1 - rise))));
}

struct Figures {
    double loss = 0;
    double accuracy = 0;
};

Figures measure(Classifier& network, const LabelledBatch& set) {
    const torch::Tensor logits = logits_of(network, set.inputs);
    return {torch::nn::functional::cross_entropy(logits, set.labels).item<double>(),
            logits.argmax(1).eq(set.labels).to(torch::kFloat64).mean().item<double>()};
}

// libtorch's automatic mixed precision, as long as it lives.
class MixedPrecision {
 public:
    explicit MixedPrecision(bool on) : on_(on) {
        if (!on_) return;
        at::autocast::set_autocast_enabled(at::kCPU, true);
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
    }
    ~MixedPrecision() {
        if (!on_) return;
        at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(at::kCPU, false);
    }
    MixedPrecision(const MixedPrecision&) = delete;
    MixedPrecision& operator=(const MixedPrecision&) = delete;

 private:
    bool on_;
};

torch::Tensor training_logits(Classifier& network, const torch::Tensor& inputs, bool bfloat16) {
    const MixedPrecision mixed(bfloat16);
    return network.forward(inputs).to(torch::kFloat32);
}

Loss smoothed_cross_entropy(double smoothing) {
    return [smoothing](const torch::Tensor&, const torch::Tensor& labels, const torch::Tensor& logits) {
        return torch::nn::functional::cross_entropy(
            logits, labels, torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(smoothing));
    };
}

}  // namespace

torch::Tensor logits_of(Classifier& network, const torch::Tensor& inputs) {
    const torch::NoGradGuard no_gradients;
    const bool was_training = network.is_training();
    network.eval();
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& part : inputs.split(500)) parts.push_back(network.forward(part));
    network.train(was_training);
    return torch::cat(parts);
}

Loss distillation(std::shared_ptr<Classifier> teacher, double temperature, double share) {
    return [=](const torch::Tensor& inputs, const torch::Tensor& labels, const torch::Tensor& logits) {
        torch::Tensor taught;
        {
            const torch::NoGradGuard no_gradients;
            taught = torch::softmax(training_logits(*teacher, inputs, true) / temperature, 1);
        }
        const torch::Tensor to_teacher = -(taught * torch::log_softmax(logits / temperature, 1)).sum(1).mean();
        return share * temperature * temperature * to_teacher +
               (1 - share) * torch::nn::functional::cross_entropy(logits, labels);
    };
}

FitResult fit(Classifier& network, const SampleSource& source, const LabelledBatch& validation,
              const FitSettings& settings, report::TrainingLog& log) {
    at::set_num_threads(settings.threads);
    FitState state(network, settings);
    for (const std::string& warning : state.resume()) std::println(stderr, "{}", warning);
    if (state.epochs_done() > 0) std::println("{}: goes on after epoch {}", settings.id, state.epochs_done());
    const auto batches = static_cast<std::int64_t>(source.samples) / settings.batch;
    const std::int64_t steps = batches * settings.epochs;
    std::vector<std::int64_t> shape = source.shape;
    shape.insert(shape.begin(), settings.batch);
    torch::Tensor inputs = torch::empty(shape);
    torch::Tensor labels = torch::empty({settings.batch}, torch::kInt64);
    const auto input_size = static_cast<std::size_t>(inputs.numel() / settings.batch);

    const Loss loss_of = settings.loss ? settings.loss : smoothed_cross_entropy(settings.label_smoothing);

    if (!settings.train && state.epochs_done() == 0)
        throw std::runtime_error(settings.id + ": there is no checkpoint in " + settings.checkpoints.string());
    const std::int64_t last = settings.train ? settings.epochs : state.epochs_done();
    for (std::int64_t epoch = state.epochs_done(); epoch < last; ++epoch) {
        const auto started = std::chrono::steady_clock::now();
        // Whatever draws random numbers inside libtorch (dropout) draws the same after a resume.
        torch::manual_seed(core::Random(settings.seed).fork(static_cast<std::uint64_t>(epoch)).next());
        report::Progress progress(settings.id, epoch + 1, settings.epochs, batches);
        network.train();
        double loss_sum = 0;
        double right = 0;
        for (std::int64_t batch = 0; batch < batches; ++batch) {
            for (std::int64_t i = 0; i < settings.batch; ++i) {
                const auto index = static_cast<std::size_t>(batch * settings.batch + i);
                const std::span<float> values(inputs.data_ptr<float>() + static_cast<std::size_t>(i) * input_size,
                                              input_size);
                labels.data_ptr<std::int64_t>()[i] = source.fill(static_cast<std::uint64_t>(epoch), index, values);
            }
            state.set_learning_rate(learning_rate_at(epoch * batches + batch, steps, settings.learning_rate));
            const torch::Tensor logits = training_logits(network, inputs, settings.bfloat16);
            const torch::Tensor loss = loss_of(inputs, labels, logits);
            const double value = loss.item<double>();
            if (!std::isfinite(value))
                throw std::runtime_error(std::format("{}: the loss became {} in epoch {}; a lower --lr may help",
                                                     settings.id, value, epoch + 1));
            state.step(loss);
            loss_sum += value;
            right += logits.argmax(1).eq(labels).to(torch::kFloat64).mean().item<double>();
            const auto done = static_cast<double>(batch + 1);
            progress.update(batch + 1, loss_sum / done, right / done, (batch + 1) * settings.batch);
        }
        const Figures chosen = state.with_averaged_weights([&] { return measure(network, validation); });
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        const report::CurvePoint point{.epoch = static_cast<int>(epoch) + 1,
                                       .train_loss = loss_sum / static_cast<double>(batches),
                                       .validation_loss = chosen.loss,
                                       .validation_accuracy = chosen.accuracy};
        state.finish_epoch(point, seconds);
        log.epoch(point, seconds);
        progress.finish(point);
    }
    state.use_averaged_weights();
    network.eval();
    return {state.curve(), state.seconds()};
}

}  // namespace mllab::recipes
