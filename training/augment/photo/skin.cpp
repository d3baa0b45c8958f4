#include "training/augment/photo/skin.hpp"

#include <cmath>

#include "training/augment/photo/pixels.hpp"

namespace mllab::augment {

namespace {

constexpr std::array<Colour, 10> monk{{{0xF6, 0xED, 0xE4},
                                       {0xF3, 0xE7, 0xDB},
                                       {0xF7, 0xEA, 0xD0},
                                       {0xEA, 0xDA, 0xBA},
                                       {0xD7, 0xBD, 0x96},
                                       {0xA0, 0x7E, 0x56},
                                       {0x82, 0x5C, 0x43},
                                       {0x60, 0x41, 0x34},
                                       {0x3A, 0x31, 0x2A},
                                       {0x29, 0x24, 0x20}}};

// Red and blue in parts of the sum.
std::array<float, 2> chroma(float red, float green, float blue) {
    const float sum = std::max(1.0F, red + green + blue);
    return {red / sum, blue / sum};
}

}  // namespace

Colour skin_of(const image::RgbaImage& picture) {
    Colour sum{};
    float count = 0;
    for (std::size_t at = 0; at < picture.pixels.size(); at += 4) {
        const std::uint8_t* p = picture.pixels.data() + at;
        const float light = luma(p);
        if (p[3] < 200 || light < 40 || light > 235 || p[0] <= p[2]) continue;
        for (std::size_t i = 0; i < 3; ++i) sum[i] += static_cast<float>(p[i]);
        ++count;
    }
    if (count > 0)
        for (float& one : sum) one /= count;
    return sum;
}

image::RgbaImage toned(const image::RgbaImage& picture, const Colour& from, const Colour& to) {
    if (from[0] <= 0 || from[1] <= 0 || from[2] <= 0) return picture;
    const auto own = chroma(from[0], from[1], from[2]);
    image::RgbaImage result = picture;
    for (std::size_t at = 0; at < result.pixels.size(); at += 4) {
        std::uint8_t* p = result.pixels.data() + at;
        if (p[3] == 0) continue;
        const auto here = chroma(p[0], p[1], p[2]);
        const float distance = std::hypot(here[0] - own[0], here[1] - own[1]);
        const float skin = 1 - smooth_step(0.06F, 0.16F, distance);
        for (std::size_t i = 0; i < 3; ++i)
            p[i] = byte_of(static_cast<float>(p[i]) * (1 + skin * (to[i] / from[i] - 1)));
    }
    return result;
}

Colour random_skin(core::Random& random) {
    const std::size_t low = random.below(monk.size() - 1);
    const auto part = static_cast<float>(random.uniform());
    const auto light = static_cast<float>(random.uniform(0.65, 0.95));
    const auto warm = static_cast<float>(random.uniform(-0.06, 0.1));
    Colour tone{};
    for (std::size_t i = 0; i < 3; ++i) tone[i] = light * (monk[low][i] + part * (monk[low + 1][i] - monk[low][i]));
    tone[0] *= 1 + warm;
    tone[2] *= 1 - warm;
    return tone;
}

}  // namespace mllab::augment
