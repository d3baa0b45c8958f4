// The page's way from a picture to a digit with the committed models, step by step as the page goes it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/digits/pipeline/picture_reading.hpp"
#include "loaded_model.hpp"
#include "training/evaluation/asking.hpp"
#include "training/recipes/digits/ink_evaluation/asked.hpp"

namespace mllab::testing {

// What the network that marks ink finds in a picture; without one, what brightness alone finds.
inline digits::PictureInk ink_in(const image::GrayImage& picture, const LoadedModel* ink) {
    const auto shared = std::make_shared<const image::GrayImage>(picture);
    if (ink == nullptr) return digits::ink_by_thresholds(shared);
    digits::InkSearch search(shared, digits::InkParameters::from(ink->card));
    while (search.next()) search.take(ink_evaluation::ink_map(ink->session, search.next()->pixels).pixels);
    return search.result();
}

inline digits::PictureReading read_digit(const digits::PictureInk& found, const LoadedModel& digits) {
    const auto parameters = digits::Parameters::from(digits.card);
    return digits::read(found, evaluation::logits_of(digits.session, digits::inputs_of(found, parameters)), parameters);
}

}  // namespace mllab::testing
