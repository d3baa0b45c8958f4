// A file of digits_ink, asked about pictures.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "inference/session.hpp"
#include "training/datasets/unipen.hpp"
#include "training/recipes/digits/ink_evaluation/overlap.hpp"
#include "training/recipes/digits/photos/sampler.hpp"

namespace mllab::ink_evaluation {

// The picture's sides must be multiples of 16. Throws inference::ModelError.
[[nodiscard]] image::GrayImage ink_map(const inference::Session& session, const image::GrayImage& picture);

// A picture as the network is shown it: its longer side made `longest_side_px`, both sides multiples of `step_px`.
[[nodiscard]] image::GrayImage to_size(const image::GrayImage& picture, int longest_side_px, int step_px);

struct KindOverlap {
    std::string kind;
    std::size_t pictures = 0;
    Overlap overlap;
};

// On `count` pictures of every kind (kinds.hpp), of these digits in turn, each as a whole. Nothing without digits.
[[nodiscard]] std::vector<KindOverlap> overlap_by_kind(const inference::Session& session,
                                                       const std::vector<datasets::PenDigit>& digits, std::size_t count,
                                                       int longest_side_px, int step_px, float threshold);

// The lowest threshold at which the F1 score on the photos is at most 0.01 below the best one's: a line that stays in
// one piece is worth more than an edge that is a little too wide.
[[nodiscard]] float best_threshold(const inference::Session& session, const std::vector<digits_photos::Photo>& photos);

}  // namespace mllab::ink_evaluation
