#include "training/recipes/rock_paper_scissors/teacher.hpp"

#include <algorithm>
#include <format>
#include <stdexcept>
#include <utility>

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"

namespace mllab::recipes {

namespace {

namespace functional = torch::nn::functional;

constexpr double temperature = 2;
constexpr double answers_share = 0.7;  // the labels have the rest
constexpr double hints_share = 3;      // beside both
constexpr const char* maps_name = "features_last";

// The pictures as the teacher is shown them: at its side, normalised as its card says.
torch::Tensor shown_to(const rock_paper_scissors::Parameters& teacher, const torch::Tensor& inputs,
                       const image::Normalisation& normalisation) {
    const torch::NoGradGuard no_gradients;
    const torch::Tensor resized =
        functional::interpolate(inputs, functional::InterpolateFuncOptions()
                                            .size(std::vector<std::int64_t>{teacher.side_px, teacher.side_px})
                                            .mode(torch::kBilinear)
                                            .align_corners(false));
    return (resized * normalisation.deviation + (normalisation.mean - teacher.normalisation.mean)) /
           teacher.normalisation.deviation;
}

}  // namespace

fit::Loss taught_by(const std::shared_ptr<const publish::Teacher>& teacher, GestureNetwork& pupil,
                    const image::Normalisation& normalisation) {
    const report::Card& card = teacher->card();
    const auto shown = rock_paper_scissors::Parameters::from(publish::page_card(card));
    const auto maps = std::ranges::find(card.outputs, maps_name, &report::TensorFacts::name);
    if (maps == card.outputs.end() || maps->shape.size() != 4)
        throw std::invalid_argument(card.id + " cannot teach: it does not give its last maps");
    auto hint = pupil.register_module(
        "hint", torch::nn::Conv2d(torch::nn::Conv2dOptions(pupil.last_channels(), maps->shape[1], 1)));
    return {.in_words = std::format("answers of {} ({}) at temperature {}, their share {}, hints {}", card.id,
                                    card.file.sha256, temperature, answers_share, hints_share),
            .of = [=, &pupil](const fit::TrainingBatch& batch, const torch::Tensor& logits) mutable {
                const auto outputs =
                    teacher->asked(shown_to(shown, batch.inputs.to(torch::kCPU), normalisation), {"logits", maps_name});
                const torch::Tensor answers = torch::softmax(outputs[0] / temperature, 1).to(logits.device());
                const torch::Tensor seen = outputs[1].to(logits.device());
                const torch::Tensor to_answers = -(answers * torch::log_softmax(logits / temperature, 1)).sum(1).mean();
                const torch::Tensor pointed = torch::adaptive_avg_pool2d(
                    hint->forward(pupil.last_maps().to(torch::kFloat32)), {seen.size(2), seen.size(3)});
                const torch::Tensor apart = 1 - torch::cosine_similarity(pointed, seen, 1).mean();
                return answers_share * temperature * temperature * to_answers +
                       (1 - answers_share) * functional::cross_entropy(logits, batch.labels) + hints_share * apart;
            }};
}

}  // namespace mllab::recipes
