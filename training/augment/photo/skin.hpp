// Hands of another skin: the green-screen hands are a few people's, and all light.
#pragma once

#include <array>

#include "core/random.hpp"
#include "image/image.hpp"

namespace mllab::augment {

using Colour = std::array<float, 3>;  // 0..255

// The mean colour of what looks like skin in a picture: opaque, neither very dark nor very bright, red above blue. All
// zero where there is none.
[[nodiscard]] Colour skin_of(const image::RgbaImage& picture);

// Skin of mean colour `from` becomes skin of mean colour `to`: each channel is multiplied, in light of the display;
// pixels whose colour (without brightness) differs from the skin's, such as nails, rings and sleeves, change less.
[[nodiscard]] image::RgbaImage toned(const image::RgbaImage& picture, const Colour& from, const Colour& to);

// Between two neighbours of the ten tones of the Monk Skin Tone Scale (Monk 2019, doi:10.31235/osf.io/pdf4c), each
// interval equally often, darkened as hands are that no flash meets.
[[nodiscard]] Colour random_skin(core::Random& random);

}  // namespace mllab::augment
