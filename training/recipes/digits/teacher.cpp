#include "training/recipes/digits/teacher.hpp"

#include <cmath>
#include <format>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/task.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "training/files/files.hpp"
#include "training/nn/weights.hpp"
#include "training/publish/published.hpp"

namespace mllab::recipes {

namespace {

constexpr double temperature = 2;
constexpr double answers_share = 0.9;  // the labels have the rest
constexpr float same_px = 0.005F;      // a card's numbers are rounded

torch::Tensor logits_of(const publish::Published& teacher, const torch::Tensor& inputs) {
    inference::RunRequest request;
    request.inputs.push_back({"image", nn::plain(inputs)});
    request.fetch = {"logits"};
    const inference::Outputs outputs = core::run_now(teacher.session.run(std::move(request)));
    const auto view = outputs.tensor("logits").view();
    return torch::tensor(std::vector<float>(view.data.begin(), view.data.end())).view(view.shape);
}

}  // namespace

void require_teacher(const std::string& pupil, const std::string& id, const std::filesystem::path& models) {
    if (!std::filesystem::exists(models / (id + ".json")))
        throw files::FileError(
            std::format("{} learns from {}, which is not in {}: train {} first", pupil, id, models.string(), id));
}

Teacher teacher_of_digits(const std::string& id, const std::filesystem::path& models, const ink::InkFrame& frame) {
    const auto teacher = std::make_shared<const publish::Published>(publish::open_published(id, models));
    const ink::InkFrame learned = digits::Parameters::from(inference::ModelCard::parse(teacher->card.to_json())).frame;
    if (learned.size_px != frame.size_px || std::abs(learned.ink_box_px - frame.ink_box_px) > same_px ||
        std::abs(learned.pen_width_px - frame.pen_width_px) > same_px)
        throw std::invalid_argument(std::format(
            "{} cannot teach: it reads digits of {} px with a pen of {} px, and these have {} px and a pen of {} px",
            id, learned.size_px, learned.pen_width_px, frame.size_px, frame.pen_width_px));
    return {.loss = fit::distillation(
                std::format("{} ({})", id, teacher->card.file.sha256),
                [teacher](const torch::Tensor& inputs) {
                    return logits_of(*teacher, inputs.to(torch::kCPU)).to(inputs.device());
                },
                temperature, answers_share),
            .in_words = std::format("{}, SHA-256 {}", id, teacher->card.file.sha256)};
}

}  // namespace mllab::recipes
