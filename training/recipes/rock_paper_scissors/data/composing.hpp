// The sampler's scenes, before light and camera. Each is side x side and opaque.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/recipes/rock_paper_scissors/data/data.hpp"

namespace mllab::gestures_data {

// A wall, a part of a photo without a hand, often out of focus, or a face: a face alone is no hand, but whoever plays
// has one, too.
[[nodiscard]] image::RgbaImage background(const Data& data, core::Random& random, int side);

// A crop laid on a background or on its own blurred enlargement: 45–120 % of the side, turned, either hand.
[[nodiscard]] image::RgbaImage webcam_scene(const Data& data, std::size_t gesture, core::Random& random, int side);

// A keyed hand of 25–90 % of the side before a background, of any skin, with or without a sleeve; fingers up or to the
// side within about 45 degrees, seldom otherwise. One in twelve is the picture with its green.
[[nodiscard]] image::RgbaImage green_screen_scene(const Data& data, std::size_t gesture, core::Random& random,
                                                  int side);

// A face on its own blurred enlargement or before a wall or photo; most faces are grey and get a tone of skin.
[[nodiscard]] image::RgbaImage face_scene(const Data& data, core::Random& random, int side);

// An empty room, a photo, a face, a forearm, something round, or the texture of a hand without its shape.
[[nodiscard]] image::RgbaImage empty_scene(const Data& data, core::Random& random, int side);

}  // namespace mllab::gestures_data
