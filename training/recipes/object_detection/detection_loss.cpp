#include "training/recipes/object_detection/detection_loss.hpp"

#include <algorithm>
#include <format>

#include "training/nn/weights.hpp"

namespace mllab::recipes {

namespace {

namespace samples = object_detection_samples;

// 1 for the anchors whose class counts: those that have something to find, and each picture's hardest of the
// background.
torch::Tensor counted(const torch::Tensor& of_background, const BatchTargets& targets,
                      const DetectionLossSettings& settings) {
    const auto pictures = targets.labels.size(0);
    const auto anchors = static_cast<std::size_t>(targets.labels.size(1));
    const std::vector<float> losses = nn::numbers_of(of_background.to(torch::kCPU));
    const torch::Tensor labels = targets.labels.to(torch::kCPU).contiguous();
    const std::span all(labels.data_ptr<std::int64_t>(), static_cast<std::size_t>(pictures) * anchors);
    torch::Tensor mask = labels.gt(samples::background).to(torch::kFloat32).contiguous();
    for (std::size_t i = 0; i < static_cast<std::size_t>(pictures); ++i)
        for (const std::size_t anchor :
             samples::hard_negatives(std::span(losses).subspan(i * anchors, anchors), all.subspan(i * anchors, anchors),
                                     settings.negatives, settings.least))
            mask.data_ptr<float>()[i * anchors + anchor] = 1;
    return mask.to(of_background.device());
}

}  // namespace

std::string DetectionLossSettings::in_words() const {
    return std::format(
        "cross-entropy, {} of the hardest background for each thing and at least {} a picture; smooth L1 of boxes "
        "times {}",
        negatives, least, box_weight);
}

BatchTargets batched(std::span<const samples::Targets> pictures) {
    const auto anchors = static_cast<std::int64_t>(pictures.empty() ? 0 : pictures.front().labels.size());
    BatchTargets batch{torch::zeros({std::ssize(pictures), anchors}, torch::kInt64),
                       torch::zeros({std::ssize(pictures), anchors, 4})};
    std::int64_t* label = batch.labels.data_ptr<std::int64_t>();
    float* number = batch.boxes.data_ptr<float>();
    for (const samples::Targets& picture : pictures) {
        label = std::ranges::copy(picture.labels, label).out;
        for (const auto& box : picture.boxes) number = std::ranges::copy(box, number).out;
    }
    return batch;
}

DetectionLoss detection_loss(const Ssdlite::Answers& answers, const BatchTargets& targets,
                             const DetectionLossSettings& settings, const parallel::ProcessGroup& group) {
    const torch::Tensor log_p = torch::log_softmax(answers.logits, -1);
    const torch::Tensor found = targets.labels.gt(samples::background);
    // Where nothing is asked the background stands in; it does not count.
    const torch::Tensor labels = targets.labels.clamp_min(0);
    const torch::Tensor of_class = -log_p.gather(2, labels.unsqueeze(2)).squeeze(2);
    const torch::Tensor mask = counted(-log_p.select(2, samples::background), targets, settings);
    const torch::Tensor of_box =
        torch::smooth_l1_loss(answers.boxes, targets.boxes, at::Reduction::None).sum(2) * found;
    const auto things = found.sum().item<double>();
    const double of_all = group.mean({things}).front();
    const torch::Tensor right = answers.logits.argmax(2).eq(targets.labels).logical_and(found);
    return {.loss = ((of_class * mask).sum() + settings.box_weight * of_box.sum()) / std::max(1.0, of_all),
            .right = things > 0 ? right.sum().item<double>() / things : 0};
}

}  // namespace mllab::recipes
