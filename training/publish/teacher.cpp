#include "training/publish/teacher.hpp"

#include <format>

#include "core/task.hpp"
#include "training/files/files.hpp"
#include "training/nn/weights.hpp"

namespace mllab::publish {

void require_teacher(const std::string& pupil, const std::string& id, const std::filesystem::path& models) {
    if (!std::filesystem::exists(models / (id + ".json")))
        throw files::FileError(
            std::format("{} learns from {}, which is not in {}: train {} first", pupil, id, models.string(), id));
}

std::vector<torch::Tensor> Teacher::asked(const torch::Tensor& images, const std::vector<std::string>& outputs) const {
    const torch::NoGradGuard no_gradients;
    inference::RunRequest request;
    request.inputs.push_back({"image", nn::plain(images.to(torch::kCPU))});
    request.fetch = outputs;
    const inference::Outputs answers = core::run_now(published_.session.run(std::move(request)));
    std::vector<torch::Tensor> tensors;
    for (const std::string& output : outputs) {
        const auto view = answers.tensor(output).view();
        tensors.push_back(torch::tensor(std::vector<float>(view.data.begin(), view.data.end())).view(view.shape));
    }
    return tensors;
}

std::string Teacher::in_words() const { return std::format("{}, SHA-256 {}", card().id, card().file.sha256); }

}  // namespace mllab::publish
