#include "training/fit/classifier.hpp"

#include <format>
#include <stdexcept>
#include <utility>

#include "core/random.hpp"
#include "training/files/fingerprint.hpp"
#include "training/fit/mixed_precision.hpp"
#include "training/fit/schedule.hpp"

namespace mllab::fit {

namespace {

torch::Tensor training_logits(nn::Classifier& network, const torch::Tensor& inputs, bool bfloat16) {
    const MixedPrecision mixed(bfloat16, inputs.device().type());
    return network.forward(inputs).to(torch::kFloat32);
}

Figures measure(nn::Classifier& network, const LabelledBatch& set) {
    const torch::Tensor logits = logits_of(network, set.inputs);
    return {torch::nn::functional::cross_entropy(logits, set.labels).item<double>(),
            logits.argmax(1).eq(set.labels).to(torch::kFloat64).mean().item<double>()};
}

std::string words_of(const std::vector<std::int64_t>& shape) {
    std::string words;
    for (const std::int64_t size : shape) words += std::format("{}{}", words.empty() ? "" : " × ", size);
    return words;
}

Settings described(const nn::Classifier& network, const SampleSource& source, const LabelledBatch& validation,
                   const ClassifierSettings& s) {
    Settings settings;
    settings.add("recipe", s.id)
        .add("network", network.in_words())
        .add("weights", in_words(network))
        .add("epochs", s.epochs)
        .add("batch size", s.batch_size)
        .add("learning rate", s.learning_rate)
        .add("loss", s.loss.in_words)
        .add("bfloat16", std::string(s.bfloat16 ? "yes" : "no"))
        .add("seed", s.seed)
        .add("samples per epoch", source.samples)
        .add("input", words_of(source.shape))
        .add("data", source.fingerprint)
        .add("validation data", fingerprint_of(validation.inputs) + ", labels " + fingerprint_of(validation.labels));
    s.optimisation.describe(settings);
    if (!s.beginning.empty()) settings.add("beginning", s.beginning);
    return settings;
}

}  // namespace

Loss smoothed_cross_entropy(double smoothing) {
    return {.in_words = std::format("cross-entropy, labels smoothed by {}", smoothing),
            .of = [smoothing](const TrainingBatch& batch, const torch::Tensor& logits) {
                return torch::nn::functional::cross_entropy(
                    logits, batch.labels, torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(smoothing));
            }};
}

Loss told_answers(double share, double smoothing) {
    const Loss labels = smoothed_cross_entropy(smoothing);
    return {.in_words = std::format("answers that it is told, their share {}; {}", share, labels.in_words),
            .of = [=](const TrainingBatch& batch, const torch::Tensor& logits) {
                if (!batch.answers.defined()) throw std::invalid_argument("nobody tells the network any answers");
                const torch::Tensor to_answers = -(batch.answers * torch::log_softmax(logits, 1)).sum(1).mean();
                return share * to_answers + (1 - share) * labels.of(batch, logits);
            }};
}

Loss distillation(const std::string& id, std::shared_ptr<nn::Classifier> teacher, double temperature, double share) {
    files::Fingerprint weights;
    for (const torch::Tensor& tensor : teacher->parameters()) weights.add(fingerprint_of(tensor));
    for (const torch::Tensor& tensor : teacher->buffers()) weights.add(fingerprint_of(tensor));
    return distillation(
        std::format("{} ({})", id, weights.text()),
        [teacher = std::move(teacher)](const torch::Tensor& inputs) { return training_logits(*teacher, inputs, true); },
        temperature, share);
}

Loss distillation(const std::string& teacher, std::function<torch::Tensor(const torch::Tensor&)> logits_of,
                  double temperature, double share) {
    return {
        .in_words = std::format("distillation from {} at temperature {}, its share {}", teacher, temperature, share),
        .of = [=, logits_of = std::move(logits_of)](const TrainingBatch& batch, const torch::Tensor& logits) {
            torch::Tensor answers;
            {
                const torch::NoGradGuard no_gradients;
                answers = torch::softmax(logits_of(batch.inputs) / temperature, 1);
            }
            const torch::Tensor to_teacher = -(answers * torch::log_softmax(logits / temperature, 1)).sum(1).mean();
            return share * temperature * temperature * to_teacher +
                   (1 - share) * torch::nn::functional::cross_entropy(logits, batch.labels);
        }};
}

torch::Tensor logits_of(nn::Classifier& network, const torch::Tensor& inputs) {
    const torch::NoGradGuard no_gradients;
    const bool was_training = network.is_training();
    network.eval();
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& part : inputs.split(500)) parts.push_back(network.forward(part));
    network.train(was_training);
    return torch::cat(parts);
}

double accuracy_on(nn::Classifier& network, const LabelledBatch& set) {
    return logits_of(network, set.inputs).argmax(1).eq(set.labels).to(torch::kFloat64).mean().item<double>();
}

Result fit_classifier(nn::Classifier& network, const SampleSource& source, const LabelledBatch& validation,
                      const ClassifierSettings& settings, const Run& run) {
    if (validation.labels.numel() == 0)
        throw std::invalid_argument(settings.id + ": there is too little data: none of it is left to validate with");
    const torch::Device device = prepare(run);
    network.to(device);
    const LabelledBatch validated{validation.inputs.to(device), validation.labels.to(device)};
    Optimisation optimisation(network, settings.optimisation, run.group);

    const std::int64_t batches = static_cast<std::int64_t>(source.samples) / settings.batch_size;
    if (batches < 1)
        throw std::invalid_argument(std::format("{}: an epoch of {} samples has no batch of {}", settings.id,
                                                source.samples, settings.batch_size));
    const parallel::Share share = run.group.share_of(settings.batch_size);
    std::vector<std::int64_t> shape = source.shape;
    shape.insert(shape.begin(), share.count);
    torch::Tensor inputs = torch::zeros(shape);
    torch::Tensor labels = torch::zeros({share.count}, torch::kInt64);
    torch::Tensor answers;
    if (source.answers) answers = torch::zeros({share.count, source.classes});
    const auto input_size = static_cast<std::size_t>(inputs.numel() / share.count);
    const OneCycle cycle;

    const Loop loop{
        .id = settings.id,
        .settings = described(network, source, validation, settings),
        .steps_of_epoch = std::vector<std::int64_t>(static_cast<std::size_t>(settings.epochs), batches),
        .begin_epoch =
            [&](const Place& place) {
                // Whatever draws random numbers inside libtorch (dropout) draws the same after a resume.
                if (place.in_epoch == 0)
                    torch::manual_seed(
                        core::Random(settings.seed).fork(static_cast<std::uint64_t>(place.epoch)).next());
            },
        .step =
            [&](const Place& place) {
                for (std::int64_t i = 0; i < share.count; ++i) {
                    const auto index = static_cast<std::size_t>(place.in_epoch * settings.batch_size + share.first + i);
                    const std::span<float> values(inputs.data_ptr<float>() + static_cast<std::size_t>(i) * input_size,
                                                  input_size);
                    labels.data_ptr<std::int64_t>()[i] =
                        source.fill(static_cast<std::uint64_t>(place.epoch), index, values);
                    if (source.answers)
                        source.answers(
                            static_cast<std::uint64_t>(place.epoch), index,
                            {answers.data_ptr<float>() + i * source.classes, static_cast<std::size_t>(source.classes)});
                }
                const TrainingBatch batch{.inputs = inputs.to(device),
                                          .labels = labels.to(device),
                                          .answers = source.answers ? answers.to(device) : answers};
                const torch::Tensor logits = training_logits(network, batch.inputs, settings.bfloat16);
                const double loss =
                    optimisation.step(settings.loss.of(batch, logits),
                                      cycle.at(place.step, batches * settings.epochs, settings.learning_rate));
                return StepFigures{
                    .loss = loss,
                    .accuracy = logits.argmax(1).eq(batch.labels).to(torch::kFloat64).mean().item<double>(),
                    .samples = settings.batch_size};
            },
        .validate = [&] { return measure(network, validated); },
        .forward = {[&] {
            (void)network.forward(inputs.to(device));
            if (settings.bfloat16) (void)training_logits(network, inputs.to(device), true);
        }}};
    Optimisation* const only[] = {&optimisation};
    return run_engine(only, loop, run);
}

}  // namespace mllab::fit
