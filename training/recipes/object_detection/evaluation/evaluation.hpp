// What a detector finds in labelled photos, asked as the page asks it: the page's own way from a photo to boxes.
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "inference/session.hpp"
#include "training/evaluation/figures/coco.hpp"
#include "training/evaluation/figures/detection.hpp"
#include "training/recipes/object_detection/data/photos.hpp"

namespace mllab::detection_evaluation {

// How answers are taken for average precision, which wants the unlikely ones, too: it draws the curve to its end.
inline constexpr object_detection::Floor every_answer{.score = 0.01F, .most = 500};
inline constexpr std::size_t answers_a_picture = 100;  // that COCO counts; after suppression

// Every photo with its things and what the network says of it, with a square input of `side_px`; labels are COCO's
// categories. Where the network has no word for a category, its things are left out, and so is what it says that COCO
// has no category for. Overlapping answers are suppressed as the parameters say. Throws inference::ModelError and
// pictures::PictureError.
[[nodiscard]] std::vector<evaluation::SeenPicture> seen_by(const inference::Session& session,
                                                           const object_detection::Parameters& parameters, int side_px,
                                                           const detection_data::MeasuredPhotos& photos);

struct Figures {
    int side_px = 0;
    std::size_t photos = 0;
    std::size_t categories = 0;  // of COCO's 80, that the network has a word for
    evaluation::CocoFigures coco{};
    std::optional<evaluation::Interval> ap{};  // 95 %, by drawing photos
    std::optional<evaluation::Interval> ap50{};
};

// At each of the sides that the parameters offer.
[[nodiscard]] std::vector<Figures> measure(const inference::Session& session,
                                           const object_detection::Parameters& parameters,
                                           const detection_data::MeasuredPhotos& photos);

}  // namespace mllab::detection_evaluation
