// Pictures and cameras of tests of what sees.
#pragma once

#include <cstdint>

#include "fixture.hpp"
#include "platform/twin_camera.hpp"

namespace mllab::fake {

// Of one grey, by which a test knows it again.
[[nodiscard]] inline image::RgbaImage grey(int width, int height, std::uint8_t shade) {
    image::RgbaImage picture(width, height);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = i % 4 == 3 ? 255 : shade;
    return picture;
}
[[nodiscard]] inline int shade_of(const image::RgbaImage& picture) { return picture.pixels.at(0); }

// A page of what sees.
struct CameraPage : Page {
    platform::TwinCamera& camera() { return *twin.cameras.at(0); }
};

}  // namespace mllab::fake
