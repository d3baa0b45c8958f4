#include "training/recipes/object_detection/detection_fit.hpp"

#include <algorithm>
#include <format>
#include <stdexcept>
#include <vector>

#include "training/fit/mixed_precision.hpp"
#include "training/fit/schedule.hpp"

namespace mllab::recipes {

namespace {

using object_detection_samples::Targets;

Ssdlite::Answers answers_of(Ssdlite& network, const torch::Tensor& images, bool bfloat16) {
    const fit::MixedPrecision mixed(bfloat16, images.device().type());
    const Ssdlite::Answers answers = network.forward(images);
    return {answers.boxes.to(torch::kFloat32), answers.logits.to(torch::kFloat32)};
}

BatchTargets on(const torch::Device& device, const BatchTargets& targets) {
    return {targets.labels.to(device), targets.boxes.to(device)};
}

// A batch's photos, filled in one after another.
class Batch {
 public:
    Batch(std::int64_t photos, int side_px)
        : images_(torch::zeros({photos, 3, side_px, side_px})), targets_(static_cast<std::size_t>(photos)) {}

    template <typename Fill>
    void set(std::size_t place, Fill fill) {
        const auto size = static_cast<std::size_t>(images_.numel() / images_.size(0));
        targets_[place] = fill(std::span(images_.data_ptr<float>() + place * size, size));
    }
    [[nodiscard]] const torch::Tensor& images() const { return images_; }
    [[nodiscard]] BatchTargets targets() const { return batched(targets_); }

 private:
    torch::Tensor images_;
    std::vector<Targets> targets_;
};

fit::Settings described(const Ssdlite& network, const DetectionSource& source, const DetectionFitSettings& s) {
    fit::Settings settings;
    settings.add("recipe", s.id)
        .add("network", network.in_words())
        .add("weights", fit::in_words(network))
        .add("epochs", s.epochs)
        .add("batch size", s.batch_size)
        .add("learning rate", s.learning_rate)
        .add("loss", s.loss.in_words())
        .add("bfloat16", std::string(s.bfloat16 ? "yes" : "no"))
        .add("seed", s.seed)
        .add("samples per epoch", source.samples)
        .add("validation photos", source.validation)
        .add("data", source.fingerprint);
    s.optimisation.describe(settings);
    if (!s.beginning.empty()) settings.add("beginning", s.beginning);
    return settings;
}

}  // namespace

fit::Figures validated(Ssdlite& network, const DetectionSource& source, const DetectionFitSettings& settings) {
    const parallel::ProcessGroup alone;
    const torch::NoGradGuard no_gradients;
    const torch::Device device = network.parameters().front().device();
    const bool was_training = network.is_training();
    network.eval();
    fit::Figures figures;
    std::size_t done = 0;
    while (done < source.validation) {
        const std::size_t photos = std::min(static_cast<std::size_t>(settings.batch_size), source.validation - done);
        Batch batch(static_cast<std::int64_t>(photos), source.side_px);
        for (std::size_t i = 0; i < photos; ++i)
            batch.set(i, [&](std::span<float> planes) { return source.photo(done + i, planes); });
        const auto now = detection_loss(answers_of(network, batch.images().to(device), false),
                                        on(device, batch.targets()), settings.loss, alone);
        const double share = static_cast<double>(photos) / static_cast<double>(source.validation);
        figures.loss += share * now.loss.item<double>();
        figures.accuracy += share * now.right;
        done += photos;
    }
    network.train(was_training);
    return figures;
}

fit::Result fit_detector(Ssdlite& network, const DetectionSource& source, const DetectionFitSettings& settings,
                         const fit::Run& run) {
    const torch::Device device = prepare(run);
    network.to(device);
    fit::Optimisation optimisation(network, settings.optimisation, run.group);
    if (settings.batch_size < 2)
        throw std::invalid_argument(settings.id + ": norms need a batch of two photos or more");
    const std::int64_t batches = static_cast<std::int64_t>(source.samples) / settings.batch_size;
    if (batches < 1)
        throw std::invalid_argument(std::format("{}: an epoch of {} samples has no batch of {}", settings.id,
                                                source.samples, settings.batch_size));
    const parallel::Share share = run.group.share_of(settings.batch_size);
    Batch batch(share.count, source.side_px);
    const fit::OneCycle cycle;

    const fit::Loop loop{
        .id = settings.id,
        .settings = described(network, source, settings),
        .steps_of_epoch = std::vector<std::int64_t>(static_cast<std::size_t>(settings.epochs), batches),
        .step =
            [&](const fit::Place& place) {
                for (std::int64_t i = 0; i < share.count; ++i) {
                    const auto index = static_cast<std::size_t>(place.in_epoch * settings.batch_size + share.first + i);
                    batch.set(static_cast<std::size_t>(i), [&](std::span<float> planes) {
                        return source.sample(static_cast<std::uint64_t>(place.epoch), index, planes);
                    });
                }
                const auto now = detection_loss(answers_of(network, batch.images().to(device), settings.bfloat16),
                                                on(device, batch.targets()), settings.loss, run.group);
                const double loss = optimisation.step(
                    now.loss, cycle.at(place.step, batches * settings.epochs, settings.learning_rate));
                return fit::StepFigures{.loss = loss, .accuracy = now.right, .samples = settings.batch_size};
            },
        .validate = [&] { return validated(network, source, settings); },
        .forward = {[&] {
            (void)network.forward(batch.images().to(device));
            if (settings.bfloat16) (void)answers_of(network, batch.images().to(device), true);
        }}};
    fit::Optimisation* const only[] = {&optimisation};
    return run_engine(only, loop, run);
}

}  // namespace mllab::recipes
