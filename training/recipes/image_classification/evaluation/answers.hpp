// What a model file says to labelled pictures, asked as the page asks it: the page's own encoding, then the file
// through Session. From these logits everything else is computed (decision.hpp, figures.hpp).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "experiments/image_classification/pipeline/pipeline.hpp"
#include "image/image.hpp"
#include "inference/session.hpp"
#include "training/evaluation/asking.hpp"

namespace mllab::classification_evaluation {

struct LabelledPictures {
    std::string data;                                      // the set's name on the card
    std::vector<std::size_t> labels;                       // of each picture
    std::function<image::RgbaImage(std::size_t)> picture;  // one at a time: all of them need not be in memory
};

struct Answers {
    std::string data;
    std::vector<evaluation::Logits> logits;
    std::vector<std::size_t> labels;
};

// Throws inference::ModelError, and what `picture` throws.
[[nodiscard]] Answers ask(const inference::Session& session, const image_classification::Parameters& parameters,
                          const LabelledPictures& pictures);

// Those of the answers at these places.
[[nodiscard]] Answers part_of(const Answers& answers, const std::vector<std::size_t>& places);

}  // namespace mllab::classification_evaluation
