#include "training/recipes/digits/ink_fit.hpp"

#include <algorithm>
#include <format>
#include <stdexcept>

#include "training/fit/mixed_precision.hpp"
#include "training/fit/schedule.hpp"

namespace mllab::recipes {

namespace {

torch::Tensor training_logits(InkNetwork& network, const torch::Tensor& pictures, bool bfloat16) {
    const fit::MixedPrecision mixed(bfloat16, pictures.device().type());
    return network.forward(pictures).to(torch::kFloat32);
}

fit::Settings described(const InkNetwork& network, const digits_photos::Sampler& sampler, const InkPhotos& validation,
                        const InkFitSettings& s) {
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
        .add("samples per epoch", sampler.epoch_samples())
        .add("side", sampler.side_px())
        .add("data", sampler.fingerprint())
        .add("validation data",
             fit::fingerprint_of(validation.pictures) + ", ink " + fit::fingerprint_of(validation.ink));
    if (!s.beginning.empty()) settings.add("beginning", s.beginning);
    s.optimisation.describe(settings);
    return settings;
}

}  // namespace

torch::Tensor InkLoss::of(const torch::Tensor& logits, const torch::Tensor& ink) const {
    namespace functional = torch::nn::functional;
    const torch::Tensor weight = 1 + (ink_weight - 1) * ink;
    const torch::Tensor entropy =
        functional::binary_cross_entropy_with_logits(
            logits, ink, functional::BinaryCrossEntropyWithLogitsFuncOptions().weight(weight).reduction(torch::kSum)) /
        weight.sum();
    const torch::Tensor p = torch::sigmoid(logits);
    // An empty sheet has no line to overlap with; some pixels' worth keeps the quotient tame there.
    constexpr double few = 20;
    const std::vector<std::int64_t> all{1, 2, 3};
    const torch::Tensor dice = (2 * (p * ink).sum(all) + few) / ((p * p).sum(all) + (ink * ink).sum(all) + few);
    // Entropy is a mean over pixels, most of which are easy: brought to the other's size.
    constexpr double entropy_scale = 5;
    return (1 - dice_share) * entropy_scale * entropy + dice_share * (1 - dice.mean());
}

std::string InkLoss::in_words() const {
    return std::format("binary cross-entropy, ink {} times, and Dice, its share {}", ink_weight, dice_share);
}

double ink_f1(const torch::Tensor& logits, const torch::Tensor& ink) {
    const torch::Tensor said = logits.gt(0);
    const torch::Tensor there = ink.gt(0.5);
    const double both = said.logical_and(there).sum().item<double>();
    const double sum = said.sum().item<double>() + there.sum().item<double>();
    return sum > 0 ? 2 * both / sum : 1;
}

InkPhotos stacked(const std::vector<digits_photos::Photo>& photos) {
    if (photos.empty()) throw std::invalid_argument("no photos");
    const auto& first = photos.front().picture;
    InkPhotos all{torch::empty({std::ssize(photos), 1, first.height, first.width}), {}};
    all.ink = torch::empty_like(all.pictures);
    float* picture = all.pictures.data_ptr<float>();
    float* ink = all.ink.data_ptr<float>();
    for (const auto& photo : photos) {
        if (photo.picture.width != first.width || photo.picture.height != first.height)
            throw std::invalid_argument("the photos of a batch are of one size");
        picture = std::ranges::copy(photo.picture.pixels, picture).out;
        ink = std::ranges::copy(photo.ink.pixels, ink).out;
    }
    return all;
}

fit::Figures measured(InkNetwork& network, const InkPhotos& photos, const InkLoss& loss) {
    const torch::NoGradGuard no_gradients;
    const bool was_training = network.is_training();
    network.eval();
    std::vector<torch::Tensor> parts;
    for (const torch::Tensor& part : photos.pictures.split(16)) parts.push_back(network.forward(part));
    network.train(was_training);
    const torch::Tensor logits = torch::cat(parts);
    return {loss.of(logits, photos.ink).item<double>(), ink_f1(logits, photos.ink)};
}

fit::Result fit_ink(InkNetwork& network, const digits_photos::Sampler& sampler, const InkPhotos& validation,
                    const InkFitSettings& settings, const fit::Run& run) {
    const torch::Device device = fit::prepare(run);
    network.to(device);
    const InkPhotos watched{validation.pictures.to(device), validation.ink.to(device)};
    fit::Optimisation optimisation(network, settings.optimisation, run.group);
    const std::int64_t batches = static_cast<std::int64_t>(sampler.epoch_samples()) / settings.batch_size;
    if (batches < 1)
        throw std::invalid_argument(std::format("{}: an epoch of {} samples has no batch of {}", settings.id,
                                                sampler.epoch_samples(), settings.batch_size));
    const parallel::Share share = run.group.share_of(settings.batch_size);
    const fit::OneCycle cycle;

    const fit::Loop loop{
        .id = settings.id,
        .settings = described(network, sampler, validation, settings),
        .steps_of_epoch = std::vector<std::int64_t>(static_cast<std::size_t>(settings.epochs), batches),
        .step =
            [&](const fit::Place& place) {
                std::vector<digits_photos::Photo> photos;
                for (std::int64_t i = 0; i < share.count; ++i)
                    photos.push_back(sampler.sample(
                        static_cast<std::uint64_t>(place.epoch),
                        static_cast<std::size_t>(place.in_epoch * settings.batch_size + share.first + i)));
                const InkPhotos batch = stacked(photos);
                const torch::Tensor ink = batch.ink.to(device);
                const torch::Tensor logits = training_logits(network, batch.pictures.to(device), settings.bfloat16);
                const double loss =
                    optimisation.step(settings.loss.of(logits, ink),
                                      cycle.at(place.step, batches * settings.epochs, settings.learning_rate));
                return fit::StepFigures{
                    .loss = loss, .accuracy = ink_f1(logits.detach(), ink), .samples = settings.batch_size};
            },
        .validate = [&] { return measured(network, watched, settings.loss); },
        .forward = {[&] {
            const torch::Tensor some = watched.pictures.slice(0, 0, share.count);
            (void)network.forward(some);
            if (settings.bfloat16) (void)training_logits(network, some, true);
        }}};
    fit::Optimisation* const only[] = {&optimisation};
    return fit::run_engine(only, loop, run);
}

}  // namespace mllab::recipes
