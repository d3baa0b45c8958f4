// Photos with boxes made different, as SSD's authors do it (Liu et al. 2016, 2.2 and 3.6): parts of them, photos on a
// larger ground, mirrors. Boxes stay on their things.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/recipes/object_detection/samples/boxed_photos.hpp"

namespace mllab::object_detection_samples {

struct BoxedPicture {
    image::RgbaImage picture;
    std::vector<Thing> things;
};

// In whole pixels of a picture, which it may leave.
struct Region {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    bool operator==(const Region&) const = default;
};

struct Colour {
    std::uint8_t red = 124, green = 116, blue = 104;  // what photos are on average
};

// The region alone, pixel for pixel; `ground` where it leaves the picture. A thing whose middle lies in the region
// stays, so much of it as does; of something unsettled all that lies in it stays. Throws std::invalid_argument on an
// empty picture and on a region without pixels or with more than 2^26.
[[nodiscard]] BoxedPicture cut(const BoxedPicture& from, const Region& region, Colour ground = {});

// Left is right.
[[nodiscard]] BoxedPicture mirrored(const BoxedPicture& from);

struct Variation {
    double expanded = 0.5;       // how many photos lie on a larger ground
    double largest_ground = 3;   // its sides, as a multiple of the photo's
    double whole = 1.0 / 7;      // how many are not cut then; the others show a part
    double smallest_part = 0.3;  // of a side
    double mirrored = 0.5;       // how many
};

// A region of a picture of this size: the picture or a larger ground with it in some place, and mostly a part of that:
// half to twice as wide as high, overlapping one of the things by an IoU of at least 0.1, 0.3, 0.5, 0.7, 0.9 or by
// whatever it is, and with the middle of one of them in it. Where fifty parts in a row are not so, another demand is
// made; in the end, and where there is nothing to be found, it is not cut. Throws std::invalid_argument on a size
// outside 1..16384 and settings that make no sense.
[[nodiscard]] Region random_region(int width, int height, std::span<const Thing> things, const Variation& how,
                                   core::Random& random);

// All of it together, with other light and colours.
[[nodiscard]] BoxedPicture varied(const BoxedPicture& from, const Variation& how, core::Random& random);

// For the card and the settings of a training, with the numbers.
[[nodiscard]] std::string in_words(const Variation& how);

}  // namespace mllab::object_detection_samples
