// A published model that another network learns from: looked for before a training begins, asked about the training's
// samples, named on the pupil's card.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>
#include <vector>

#include "training/publish/published.hpp"

namespace mllab::publish {

// Throws files::FileError, which says what to train first, where there is no such card.
void require_teacher(const std::string& pupil, const std::string& id, const std::filesystem::path& models);

class Teacher {
 public:
    // Throws as open_published.
    Teacher(const std::string& id, const std::filesystem::path& models) : published_(open_published(id, models)) {}

    [[nodiscard]] const report::Card& card() const { return published_.card; }
    // Its outputs of these names for inputs "image" [N, …], on the CPU, without gradients. Throws
    // inference::ModelError.
    [[nodiscard]] std::vector<torch::Tensor> asked(const torch::Tensor& images,
                                                   const std::vector<std::string>& outputs) const;
    // Which model, to the last weight: for the pupil's card.
    [[nodiscard]] std::string in_words() const;

 private:
    Published published_;
};

}  // namespace mllab::publish
