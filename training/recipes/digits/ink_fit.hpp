// Fitting a network that marks ink to photos that are made for every step: a one-cycle learning rate, and the same
// photos after each epoch to watch it by.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

#include "training/fit/engine.hpp"
#include "training/recipes/digits/ink_network.hpp"
#include "training/recipes/digits/photos/sampler.hpp"

namespace mllab::recipes {

// What a network says of photos against what is there: binary cross-entropy, in which a pixel of ink counts
// `ink_weight` times as much as one of paper, and a photo's Dice coefficient (Milletari et al. 2016), to which thin
// lines matter as much as thick ones. A scalar; `logits` and `ink` are [N, 1, H, W].
struct InkLoss {
    double ink_weight = 3;
    double dice_share = 0.4;

    [[nodiscard]] torch::Tensor of(const torch::Tensor& logits, const torch::Tensor& ink) const;
    [[nodiscard]] std::string in_words() const;
};

// The F1 score of the pixels that it calls ink, at a probability of 1/2.
[[nodiscard]] double ink_f1(const torch::Tensor& logits, const torch::Tensor& ink);

struct InkFitSettings {
    std::string id;
    std::int64_t epochs = 0;
    std::int64_t batch_size = 0;
    double learning_rate = 0;  // the cycle's highest
    InkLoss loss;
    fit::OptimisationSettings optimisation;
    bool bfloat16 = false;  // in training steps
    std::uint64_t seed = 1;
    std::string beginning = {};  // where its weights are from, where it is not the seed
};

struct InkPhotos {
    torch::Tensor pictures;  // [N, 1, H, W]
    torch::Tensor ink;       // [N, 1, H, W]
};
[[nodiscard]] InkPhotos stacked(const std::vector<digits_photos::Photo>& photos);

// Throws what run_engine throws, and std::invalid_argument where an epoch is shorter than a batch or several processes
// cannot share a batch evenly.
[[nodiscard]] fit::Result fit_ink(InkNetwork& network, const digits_photos::Sampler& sampler,
                                  const InkPhotos& validation, const InkFitSettings& settings, const fit::Run& run);

// In parts, without gradients, in evaluation mode.
[[nodiscard]] fit::Figures measured(InkNetwork& network, const InkPhotos& photos, const InkLoss& loss);

}  // namespace mllab::recipes
