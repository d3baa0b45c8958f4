#include <algorithm>
#include <cmath>

#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/compositing.hpp"
#include "training/augment/photo/skin.hpp"
#include "training/augment/photo/warp.hpp"
#include "training/recipes/rock_paper_scissors/data/composing.hpp"

namespace mllab::gestures_data {

namespace {

using augment::Beyond;
using augment::Placement;

const Group& drawn(const std::vector<Group>& groups, core::Random& random) {
    const auto weight = [](const Group& group) { return std::sqrt(static_cast<double>(group.pictures.size())); };
    double total = 0;
    for (const Group& group : groups) total += weight(group);
    double left = random.uniform(0, total);
    for (const Group& group : groups) {
        left -= weight(group);
        if (left < 0) return group;
    }
    return groups.back();
}

double turned(core::Random& random, double deviation) { return std::clamp(random.normal(0, deviation), -60.0, 60.0); }

void shake(Placement& placement, core::Random& random) {
    placement.shear = random.uniform(-0.12, 0.12);
    placement.stretch = random.uniform(-0.15, 0.15);
    placement.tilt_x = random.uniform(-0.12, 0.12);
    placement.tilt_y = random.uniform(-0.12, 0.12);
}

// About the middle; the smaller, the freer.
void put(Placement& placement, double fill, int side, core::Random& random) {
    const double free = side * std::clamp(0.06 + 0.3 * (0.9 - fill), 0.06, 0.2);
    placement.x = side / 2.0 + random.uniform(-free, free);
    placement.y = side / 2.0 + random.uniform(-free, free);
}

// A few columns more on the right, from `from` on in another colour with the skin's shade.
image::RgbaImage with_sleeve(const image::RgbaImage& hand, int from, const augment::Colour& cloth, float skin_light) {
    constexpr int more = 4;
    image::RgbaImage result(hand.width + more, hand.height);
    for (int y = 0; y < hand.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            const auto at = [](const image::RgbaImage& image, int px, int py) {
                return (static_cast<std::size_t>(py) * static_cast<std::size_t>(image.width) +
                        static_cast<std::size_t>(px)) *
                       4;
            };
            const std::uint8_t* p = hand.pixels.data() + at(hand, std::min(x, hand.width - 1), y);
            std::uint8_t* q = result.pixels.data() + at(result, x, y);
            std::copy_n(p, 4, q);
            if (x < from) continue;
            const float shade = static_cast<float>(p[1]) / std::max(1.0F, skin_light);
            for (std::size_t i = 0; i < 3; ++i)
                q[i] = static_cast<std::uint8_t>(std::clamp(cloth[i] * (0.4F + 0.6F * shade), 0.0F, 255.0F));
        }
    return result;
}

image::RgbaImage on_green(const image::RgbaImage& picture, core::Random& random, int side) {
    const double base = random.chance(0.5) ? 90 : 0;
    const Placement placement{.source_x = picture.width * 0.5,
                              .source_y = picture.height * 0.5,
                              .x = side / 2.0,
                              .y = side / 2.0,
                              .scale = side * random.uniform(0.7, 1.1) / picture.height,
                              .degrees = base + turned(random, 20),
                              .mirrored = random.chance(0.5)};
    return augment::warped(picture, augment::to_source(placement), side, side, Beyond::repeated);
}

}  // namespace

image::RgbaImage webcam_scene(const Data& data, std::size_t gesture, core::Random& random, int side) {
    const Group& group = drawn(data.webcam[gesture], random);
    const image::RgbaImage& crop = group.pictures[random.below(group.pictures.size())];
    const double fill = random.uniform(0.45, 1.2);
    Placement placement{.source_x = crop.width / 2.0,
                        .source_y = crop.height / 2.0,
                        .scale = fill * side / std::max(crop.width, crop.height),
                        .degrees = turned(random, 22),
                        .mirrored = random.chance(0.5)};
    // Most of these hands point to a side; visitors' point up as often.
    if (random.chance(0.3)) placement.degrees += random.chance(0.5) ? 90 : -90;
    shake(placement, random);
    put(placement, fill, side, random);
    const augment::Projection map = augment::to_source(placement);
    if (fill > 0.9 && random.chance(0.6)) return augment::warped(crop, map, side, side, Beyond::repeated);
    const image::RgbaImage behind =
        random.chance(0.5) ? augment::blurred_enlargement(crop, side) : background(data, random, side);
    const auto feather = static_cast<float>(random.uniform(0.08, 0.25) * crop.width);
    return augment::over(augment::warped(augment::feathered(crop, feather), map, side, side, Beyond::transparent),
                         behind);
}

image::RgbaImage green_screen_scene(const Data& data, std::size_t gesture, core::Random& random, int side) {
    if (!data.on_green[gesture].empty() && random.chance(1.0 / 12))
        return on_green(data.on_green[gesture][random.below(data.on_green[gesture].size())], random, side);
    const KeyedHand& hand = data.green_screen[gesture][random.below(data.green_screen[gesture].size())];
    image::RgbaImage picture = hand.picture;
    augment::Colour skin = hand.skin;
    if (random.chance(0.75)) {
        const augment::Colour tone = augment::random_skin(random);
        picture = augment::toned(picture, skin, tone);
        skin = tone;
    }
    if (hand.from_right && random.chance(0.4)) {
        const int from = hand.parts.wrist + static_cast<int>(random.uniform(0, 0.5) * hand.parts.width());
        picture = with_sleeve(picture, std::min(from, picture.width), augment::random_colour(random), skin[1]);
    }
    const double fill = random.uniform(0.25, 0.95);
    Placement placement{.source_x = (hand.parts.left + hand.parts.wrist) / 2.0,
                        .source_y = (hand.parts.top + hand.parts.bottom) / 2.0,
                        .scale = fill * side / std::max(hand.parts.width(), hand.parts.height()),
                        .mirrored = random.chance(0.5)};
    // Fingers point to the left as they come.
    placement.degrees = turned(random, 24);
    const double kind = random.uniform();
    if (kind < 0.55) placement.degrees += 90;
    if (kind >= 0.95) placement.degrees += random.uniform(0, 360);
    if (placement.mirrored) placement.degrees = -placement.degrees;
    shake(placement, random);
    put(placement, fill, side, random);
    image::RgbaImage layer = augment::warped(picture, augment::to_source(placement), side, side,
                                             hand.from_right ? Beyond::right_repeated : Beyond::transparent);
    if (random.chance(0.3)) layer = augment::defocused(layer, 0.7F);
    return augment::over(layer, background(data, random, side));
}

}  // namespace mllab::gestures_data
