#include "training/recipes/digits/photos/light.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "training/recipes/digits/photos/texture.hpp"

namespace mllab::digits_photos {

namespace {

float smooth(float t) {
    t = std::clamp(t, 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

template <typename Of>
void multiply(image::GrayImage& light, Of of) {
    for (int y = 0; y < light.height; ++y)
        for (int x = 0; x < light.width; ++x)
            light.at(x, y) *= of(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
}

// A straight direction across the picture: `at` is 0 on one of its sides and 1 on the other.
struct Across {
    float c, s, from, length;
    Across(int width, int height, core::Random& random) {
        const auto angle = static_cast<float>(random.uniform(0, 2 * std::numbers::pi));
        c = std::cos(angle);
        s = std::sin(angle);
        const float half = (std::abs(c) * static_cast<float>(width) + std::abs(s) * static_cast<float>(height)) / 2;
        from = c * static_cast<float>(width) / 2 + s * static_cast<float>(height) / 2 - half;
        length = 2 * half;
    }
    [[nodiscard]] float at(float x, float y) const { return (c * x + s * y - from) / length; }
};

void add_slopes(image::GrayImage& light, core::Random& random) {
    if (random.chance(0.7)) {
        const Across across(light.width, light.height, random);
        const auto dark = static_cast<float>(random.uniform(0, 0.65));
        const auto bend = static_cast<float>(random.uniform(0.6, 2.2));
        multiply(light,
                 [&](float x, float y) { return 1 - dark * std::pow(std::clamp(across.at(x, y), 0.0F, 1.0F), bend); });
    }
    if (random.chance(0.35)) {  // a lens, or a lamp above
        const float cx = static_cast<float>(light.width) * static_cast<float>(random.uniform(0.2, 0.8));
        const float cy = static_cast<float>(light.height) * static_cast<float>(random.uniform(0.2, 0.8));
        const float reach =
            static_cast<float>(std::max(light.width, light.height)) * static_cast<float>(random.uniform(0.6, 1.4));
        const auto dark = static_cast<float>(random.uniform(0, 0.6));
        multiply(light, [&](float x, float y) {
            const float d2 = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (reach * reach);
            return 1 - dark * std::min(1.0F, d2);
        });
    }
}

// The outline of what throws the shadow, as a signed distance: half planes, ellipses, round rectangles.
struct Outline {
    int kind;
    float cx, cy, c, s, a, b, round;
    Outline(int width, int height, core::Random& random) {
        kind = static_cast<int>(random.below(3));
        cx = static_cast<float>(random.uniform(-0.2, 1.2) * width);
        cy = static_cast<float>(random.uniform(-0.2, 1.2) * height);
        const auto angle = static_cast<float>(random.uniform(0, 2 * std::numbers::pi));
        c = std::cos(angle);
        s = std::sin(angle);
        a = static_cast<float>(random.uniform(0.08, 0.7) * width);
        b = static_cast<float>(random.uniform(0.08, 0.7) * height);
        round = std::min(a, b) * static_cast<float>(random.uniform(0.05, 0.9));
    }
    [[nodiscard]] float distance(float x, float y) const {
        const float u = c * (x - cx) + s * (y - cy);
        const float v = -s * (x - cx) + c * (y - cy);
        if (kind == 0) return u;
        if (kind == 1) return (std::sqrt(u * u / (a * a) + v * v / (b * b)) - 1) * std::min(a, b);
        const float p = std::abs(u) - a + round;
        const float q = std::abs(v) - b + round;
        return std::hypot(std::max(p, 0.0F), std::max(q, 0.0F)) + std::min(std::max(p, q), 0.0F) - round;
    }
};

// A finger, or an arm: a line from the palm that is this thick.
struct Finger {
    float x, y, c, s, length, radius;
    [[nodiscard]] float distance(float px, float py) const {
        const float along = std::clamp(c * (px - x) + s * (py - y), 0.0F, length);
        return std::hypot(px - x - along * c, py - y - along * s) - radius;
    }
};

// The shadow of a hand above the sheet, which has more corners than any other: a palm, two to five fingers, an arm.
std::vector<Finger> hand_of(int width, int height, core::Random& random) {
    const auto size = static_cast<float>(random.uniform(0.08, 0.3) * std::min(width, height));
    const auto x = static_cast<float>(random.uniform(-0.1, 1.1) * width);
    const auto y = static_cast<float>(random.uniform(-0.1, 1.1) * height);
    const auto points_to = random.uniform(0, 2 * std::numbers::pi);
    const auto part = [&](double turned, double from, double to, double thick) {
        const auto c = static_cast<float>(std::cos(points_to + turned));
        const auto s = static_cast<float>(std::sin(points_to + turned));
        const auto begins = size * static_cast<float>(from);
        return Finger{.x = x + c * begins,
                      .y = y + s * begins,
                      .c = c,
                      .s = s,
                      .length = size * static_cast<float>(to),
                      .radius = size * static_cast<float>(thick)};
    };
    std::vector<Finger> hand{part(0, -0.4, 0.8, random.uniform(0.55, 0.9)),
                             part(std::numbers::pi, 0, 12, random.uniform(0.35, 0.6))};
    const std::size_t fingers = 2 + random.below(4);
    const double spread = random.uniform(0.12, 0.4);
    for (std::size_t i = 0; i < fingers; ++i) {
        const double turned = spread * (static_cast<double>(i) - static_cast<double>(fingers - 1) / 2);
        hand.push_back(
            part(turned + random.normal(0, 0.06), 0.4, random.uniform(0.4, 1.6), random.uniform(0.12, 0.22)));
    }
    return hand;
}

// The shadow of something with corners, such as a plant or torn paper: its rim goes in and out around a middle, which
// may lie far outside.
struct Rim {
    float x, y;
    std::vector<float> reaches;  // of the corners, evenly around

    Rim(int width, int height, core::Random& random) {
        const float across = std::hypot(static_cast<float>(width), static_cast<float>(height));
        x = static_cast<float>(random.uniform(-0.8, 1.8) * width);
        y = static_cast<float>(random.uniform(-0.8, 1.8) * height);
        const auto reach = static_cast<float>(random.uniform(0.15, 0.9)) * across;
        const auto uneven = random.uniform(0.01, 0.14);
        reaches.resize(8 + random.below(90));
        for (float& r : reaches) r = reach * std::max(0.1F, 1 + static_cast<float>(random.uniform(-uneven, uneven)));
    }
    // Along the ray from the middle: near enough for a light that is soft over a few pixels.
    [[nodiscard]] float distance(float px, float py) const {
        const float turn = 0.5F + std::atan2(py - y, px - x) / (2 * std::numbers::pi_v<float>);
        const float at = turn * static_cast<float>(reaches.size());
        const auto corner = std::min(static_cast<std::size_t>(at), reaches.size() - 1);
        const float share = at - static_cast<float>(corner);
        const float rim = (1 - share) * reaches[corner] + share * reaches[(corner + 1) % reaches.size()];
        return std::hypot(px - x, py - y) - rim;
    }
};

void add_shadow(image::GrayImage& light, core::Random& random) {
    const int w = light.width;
    const int h = light.height;
    std::vector<Outline> parts;
    std::vector<Finger> hand;
    std::vector<Rim> rims;
    if (random.chance(0.3)) {
        rims.emplace_back(w, h, random);
    } else if (random.chance(0.4)) {
        hand = hand_of(w, h, random);
    } else {
        const std::size_t count = 1 + random.below(3);
        for (std::size_t i = 0; i < count; ++i) parts.emplace_back(w, h, random);
    }
    // From as sharp as a pixel to as soft as a hand's far above; sharp ones look most like a pen.
    const double softest = random.chance(0.4) ? 3 : 70;
    const auto soft = static_cast<float>(std::exp(random.uniform(std::log(0.7), std::log(softest))));
    const auto dark = static_cast<float>(random.uniform(0.1, 0.7));
    const bool uneven = rims.empty() && random.chance(0.5);
    const image::GrayImage edge =
        uneven ? noise(w, h, static_cast<float>(random.uniform(6, 60)), random) : image::GrayImage();
    const auto by = static_cast<float>(random.uniform(0, 8));
    multiply(light, [&](float x, float y) {
        float d = 1e6F;
        for (const Outline& part : parts) d = std::min(d, part.distance(x, y));
        for (const Finger& finger : hand) d = std::min(d, finger.distance(x, y));
        for (const Rim& rim : rims) d = std::min(d, rim.distance(x, y));
        if (uneven) d += by * edge.at(static_cast<int>(x), static_cast<int>(y));
        return 1 - dark * smooth(0.5F - d / soft);
    });
}

// A strip along a side: another sheet's edge, the shadow of a book, a wall.
void add_strip(image::GrayImage& light, core::Random& random) {
    const int side = static_cast<int>(random.below(4));
    const auto width = static_cast<float>(random.uniform(1, 0.28 * light.width));
    const auto soft = static_cast<float>(std::exp(random.uniform(std::log(0.7), std::log(12.0))));
    const auto tilt = static_cast<float>(random.normal(0, 0.04));
    const auto dark = static_cast<float>(random.uniform(0.1, 0.95));
    multiply(light, [&](float x, float y) {
        const float along = side % 2 == 0 ? x : y;
        const float across = side == 0   ? y
                             : side == 1 ? x
                             : side == 2 ? static_cast<float>(light.height) - y
                                         : static_cast<float>(light.width) - x;
        return 1 - dark * smooth(0.5F - (across + tilt * along - width) / soft);
    });
}

void add_fold(image::GrayImage& light, core::Random& random) {
    const float cx = static_cast<float>(random.uniform(0.1, 0.9) * light.width);
    const float cy = static_cast<float>(random.uniform(0.1, 0.9) * light.height);
    const auto angle = static_cast<float>(
        random.chance(0.6) ? std::numbers::pi / 2 * static_cast<double>(random.below(2)) + random.normal(0, 0.05)
                           : random.uniform(0, std::numbers::pi));
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    const auto by = static_cast<float>(random.uniform(-0.2, 0.2));
    const auto reach = static_cast<float>(random.uniform(2, 60));
    const auto line = static_cast<float>(random.chance(0.6) ? random.uniform(-0.3, 0.2) : 0);
    const auto width = static_cast<float>(random.uniform(0.5, 2.5));
    multiply(light, [&](float x, float y) {
        const float d = c * (x - cx) + s * (y - cy);
        const float sides = by * std::exp(-std::abs(d) / reach) * std::clamp(d, -1.0F, 1.0F);
        return 1 + sides + line * std::exp(-d * d / (width * width));
    });
}

void crumple(image::GrayImage& light, core::Random& random) {
    const image::GrayImage facets = noise(light.width, light.height, static_cast<float>(random.uniform(8, 50)), random);
    const auto by = static_cast<float>(random.uniform(0.03, 0.18));
    for (std::size_t i = 0; i < light.pixels.size(); ++i) light.pixels[i] *= 1 - by * std::abs(facets.pixels[i]);
}

}  // namespace

image::GrayImage random_light(int width, int height, core::Random& random) {
    image::GrayImage light(width, height);
    std::ranges::fill(light.pixels, 1.0F);
    add_slopes(light, random);
    if (random.chance(0.45)) add_shadow(light, random);
    if (random.chance(0.15)) add_strip(light, random);
    if (random.chance(0.14)) add_fold(light, random);
    if (random.chance(0.1)) crumple(light, random);
    for (float& v : light.pixels) v = std::clamp(v, 0.02F, 1.2F);
    return light;
}

}  // namespace mllab::digits_photos
