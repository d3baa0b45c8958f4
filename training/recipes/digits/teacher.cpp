#include "training/recipes/digits/teacher.hpp"

#include <cmath>
#include <format>
#include <stdexcept>

#include "experiments/digits/pipeline/pipeline.hpp"

namespace mllab::recipes {

namespace {

constexpr double temperature = 2;
constexpr double answers_share = 0.9;  // the labels have the rest
constexpr float same_px = 0.005F;      // a card's numbers are rounded

}  // namespace

fit::Loss taught_by(const std::shared_ptr<const publish::Teacher>& teacher, const ink::InkFrame& frame) {
    const report::Card& card = teacher->card();
    const ink::InkFrame learned = digits::Parameters::from(publish::page_card(card)).frame;
    if (learned.size_px != frame.size_px || std::abs(learned.ink_box_px - frame.ink_box_px) > same_px ||
        std::abs(learned.pen_width_px - frame.pen_width_px) > same_px)
        throw std::invalid_argument(std::format(
            "{} cannot teach: it reads digits of {} px with a pen of {} px, and these have {} px and a pen of {} px",
            card.id, learned.size_px, learned.pen_width_px, frame.size_px, frame.pen_width_px));
    return fit::distillation(
        std::format("{} ({})", card.id, card.file.sha256),
        [teacher](const torch::Tensor& inputs) {
            return teacher->asked(inputs, {"logits"}).front().to(inputs.device());
        },
        temperature, answers_share);
}

}  // namespace mllab::recipes
