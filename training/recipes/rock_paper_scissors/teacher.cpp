#include "training/recipes/rock_paper_scissors/teacher.hpp"

#include <algorithm>
#include <format>
#include <stdexcept>
#include <utility>

#include "core/task.hpp"
#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"
#include "training/nn/weights.hpp"

namespace mllab::recipes {

namespace {

namespace functional = torch::nn::functional;

constexpr double temperature = 2;
constexpr double answers_share = 0.7;  // the labels have the rest
constexpr double hints_share = 3;      // beside both
constexpr const char* maps_name = "features_last";

torch::Tensor tensor_of(const inference::Outputs& outputs, const std::string& name) {
    const auto view = outputs.tensor(name).view();
    return torch::tensor(std::vector<float>(view.data.begin(), view.data.end())).view(view.shape);
}

inference::Outputs asked(const publish::Published& teacher, const rock_paper_scissors::Parameters& shown,
                         const torch::Tensor& inputs, const image::Normalisation& normalisation) {
    const torch::NoGradGuard no_gradients;
    const torch::Tensor resized =
        functional::interpolate(inputs, functional::InterpolateFuncOptions()
                                            .size(std::vector<std::int64_t>{shown.side_px, shown.side_px})
                                            .mode(torch::kBilinear)
                                            .align_corners(false));
    const torch::Tensor seen = (resized * normalisation.deviation + (normalisation.mean - shown.normalisation.mean)) /
                               shown.normalisation.deviation;
    inference::RunRequest request;
    request.inputs.push_back({"image", nn::plain(seen)});
    request.fetch = {"logits", maps_name};
    return core::run_now(teacher.session.run(std::move(request)));
}

}  // namespace

fit::Loss taught_by(const std::shared_ptr<const publish::Published>& teacher, GestureNetwork& pupil,
                    const image::Normalisation& normalisation) {
    const auto shown = rock_paper_scissors::Parameters::from(inference::ModelCard::parse(teacher->card.to_json()));
    const auto maps = std::ranges::find(teacher->card.outputs, maps_name, &report::TensorFacts::name);
    if (maps == teacher->card.outputs.end() || maps->shape.size() != 4)
        throw std::invalid_argument(teacher->card.id + " cannot teach: it does not give its last maps");
    auto hint = pupil.register_module(
        "hint", torch::nn::Conv2d(torch::nn::Conv2dOptions(pupil.last_channels(), maps->shape[1], 1)));
    return {.in_words = std::format("answers of {} ({}) at temperature {}, their share {}, hints {}", teacher->card.id,
                                    teacher->card.file.sha256, temperature, answers_share, hints_share),
            .of = [=, &pupil](const fit::TrainingBatch& batch, const torch::Tensor& logits) mutable {
                const auto outputs = asked(*teacher, shown, batch.inputs.to(torch::kCPU), normalisation);
                const torch::Tensor answers =
                    torch::softmax(tensor_of(outputs, "logits") / temperature, 1).to(logits.device());
                const torch::Tensor seen = tensor_of(outputs, maps_name).to(logits.device());
                const torch::Tensor to_answers = -(answers * torch::log_softmax(logits / temperature, 1)).sum(1).mean();
                const torch::Tensor pointed = torch::adaptive_avg_pool2d(
                    hint->forward(pupil.last_maps().to(torch::kFloat32)), {seen.size(2), seen.size(3)});
                const torch::Tensor apart = 1 - torch::cosine_similarity(pointed, seen, 1).mean();
                return answers_share * temperature * temperature * to_answers +
                       (1 - answers_share) * functional::cross_entropy(logits, batch.labels) + hints_share * apart;
            }};
}

}  // namespace mllab::recipes
