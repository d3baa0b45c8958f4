#include <algorithm>

#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/compositing.hpp"
#include "training/augment/photo/rooms.hpp"
#include "training/augment/photo/warp.hpp"
#include "training/recipes/rock_paper_scissors/data/composing.hpp"

namespace mllab::gestures_data {

namespace {

using augment::Beyond;
using augment::Placement;

image::RgbaImage close_photo(const Data& data, core::Random& random, int side) {
    const image::RgbaImage& photo = data.photos[random.below(data.photos.size())];
    const Placement placement{.source_x = photo.width * random.uniform(0.3, 0.7),
                              .source_y = photo.height * random.uniform(0.3, 0.7),
                              .x = side / 2.0,
                              .y = side / 2.0,
                              .scale = side / (random.uniform(0.3, 0.9) * photo.width),
                              .degrees = random.normal(0, 15),
                              .mirrored = random.chance(0.5)};
    return augment::warped(photo, augment::to_source(placement), side, side, Beyond::repeated);
}

// A forearm through the picture or into it; the hand is beyond its edge.
image::RgbaImage arm(const Data& data, core::Random& random, int side) {
    image::RgbaImage behind = background(data, random, side);
    for (int attempt = 0; attempt < 20; ++attempt) {
        const auto& hands = data.green_screen[random.below(gestures)];
        const KeyedHand& hand = hands[random.below(hands.size())];
        const augment::HandParts& parts = hand.parts;
        if (!hand.from_right || parts.arm() < 12) continue;
        const int first = parts.wrist + parts.arm() / 4;
        image::RgbaImage piece = augment::part_of(hand.picture, first, 0, parts.right - first, hand.picture.height);
        if (random.chance(0.75)) piece = augment::toned(piece, hand.skin, augment::random_skin(random));
        const int thick = std::max(8, parts.arm_bottom - parts.arm_top);
        Placement placement{.source_x = piece.width / 2.0,
                            .source_y = (parts.arm_top + parts.arm_bottom) / 2.0,
                            .x = side * random.uniform(0.2, 0.8),
                            .y = side * random.uniform(0.2, 0.8),
                            .scale = side * random.uniform(0.12, 0.5) / thick,
                            .degrees = random.uniform(0, 360),
                            .mirrored = random.chance(0.5)};
        const image::RgbaImage layer =
            augment::warped(piece, augment::to_source(placement), side, side, Beyond::sides_repeated);
        return augment::over(layer, behind);
    }
    return behind;
}

image::RgbaImage round_thing(const Data& data, core::Random& random, int side) {
    const image::RgbaImage behind = background(data, random, side);
    const augment::Colour colour = random.chance(0.6) ? augment::random_skin(random) : augment::random_colour(random);
    const auto size = static_cast<float>(side * random.uniform(0.2, 0.9));
    return augment::over(augment::shaded_blob(random, side, size, colour), behind);
}

image::RgbaImage torn(const Data& data, core::Random& random, int side) {
    const std::size_t gesture = random.below(gestures);
    const image::RgbaImage scene = random.chance(0.5) ? webcam_scene(data, gesture, random, side)
                                                      : green_screen_scene(data, gesture, random, side);
    const int cells = random.chance(0.5) ? 4 : 8;
    // The nearest side that the cells divide, and back.
    const int whole = std::max(1, side / cells) * cells;
    return image::resized_bilinear(augment::scrambled(image::resized_bilinear(scene, whole, whole), cells, random),
                                   side, side);
}

}  // namespace

image::RgbaImage empty_scene(const Data& data, core::Random& random, int side) {
    const double kind = random.uniform();
    if (kind < 0.3) return augment::random_wall(random, side);
    if (kind < 0.55) return close_photo(data, random, side);
    if (kind < 0.7 && !data.faces.empty()) return face_scene(data, random, side);
    if (kind < 0.82) return arm(data, random, side);
    if (kind < 0.94) return round_thing(data, random, side);
    return torn(data, random, side);
}

}  // namespace mllab::gestures_data
