// What an SSD learns (Liu et al. 2016, 2.2): which of its anchors have to find which thing, the numbers that they have
// to say of its box, and which of the others have to say that there is nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geometry/boxes/anchors.hpp"
#include "training/recipes/object_detection/samples/boxed_photos.hpp"

namespace mllab::object_detection_samples {

// cy, cx, h, w as geometry::decoded undoes them. Throws std::invalid_argument on a box that is not sound or has no
// area.
[[nodiscard]] std::array<float, 4> encoded(const geometry::Box& box, const geometry::Anchor& anchor,
                                           const geometry::Variances& variances = {});

// What an anchor has to say.
inline constexpr std::int64_t background = 0;  // a thing is its label + 1
inline constexpr std::int64_t unsettled = -1;  // whatever it likes

struct Matching {
    double overlap = 0.5;  // from this IoU on an anchor has to find a thing
    double inside = 0.5;   // so much of an anchor in something unsettled settles nothing
};

struct Targets {
    std::vector<std::int64_t> labels;         // an anchor each
    std::vector<std::array<float, 4>> boxes;  // encodings; zeros where there is nothing to find
};

// First each thing gets the anchor that overlaps it most, the best pair first, so that everything has one of its own as
// long as there are enough; then every other anchor the thing that it overlaps most, if that is enough. An anchor that
// would be background but overlaps something unsettled as much, or lies in it, is unsettled. Things without an area are
// passed over. Boxes and anchors are in 0..1 of what the network sees.
[[nodiscard]] Targets targets_of(std::span<const geometry::Anchor> anchors, std::span<const Thing> things,
                                 const Matching& how = {}, const geometry::Variances& variances = {});

// Nearly all anchors see background. Of one picture's, those that say so least are enough to learn from: `ratio` times
// as many as have to find something, `least` at any rate. `losses` is an anchor each, as `labels`; the result are their
// indices, in order; of equals the first. Losses that are not numbers come before all others, so that they are not
// lost. Throws std::invalid_argument on sizes that differ or a negative ratio.
[[nodiscard]] std::vector<std::size_t> hard_negatives(std::span<const float> losses,
                                                      std::span<const std::int64_t> labels, double ratio,
                                                      std::size_t least);

}  // namespace mllab::object_detection_samples
