// Pictures of 100 x 100 pixels with boxes of 20 x 20 in places that do not overlap, so that tests can be computed by
// hand.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "training/evaluation/figures/detection.hpp"

namespace mllab::testing {

// Place 0 is upper left, five in a row. `shift` moves to the right, in shares of the side: 1/3 leaves an IoU of 1/2,
// a ninth one of 0.8.
inline geometry::Box box_at(std::size_t place, double shift = 0) {
    return {static_cast<double>(place % 5) * 0.2 + shift * 0.2, static_cast<double>(place / 5) * 0.2, 0.2, 0.2};
}

inline evaluation::Truth thing(std::size_t place, std::size_t label = 0,
                               evaluation::Kind kind = evaluation::Kind::thing) {
    return {.box = box_at(place), .label = label, .area_px = 400, .kind = kind};
}

inline geometry::Detection answer(std::size_t place, float score, std::size_t label = 0, double shift = 0) {
    return {.box = box_at(place, shift), .label = label, .score = score};
}

inline evaluation::SeenPicture seen(std::vector<evaluation::Truth> truths, std::vector<geometry::Detection> answers) {
    return {.width_px = 100, .height_px = 100, .truths = std::move(truths), .answers = std::move(answers)};
}

}  // namespace mllab::testing
