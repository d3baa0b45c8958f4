#include <algorithm>

#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/compositing.hpp"
#include "training/augment/photo/rooms.hpp"
#include "training/augment/photo/skin.hpp"
#include "training/augment/photo/warp.hpp"
#include "training/recipes/rock_paper_scissors/data/composing.hpp"

namespace mllab::gestures_data {

namespace {

image::RgbaImage part_of_photo(const Data& data, core::Random& random, int side) {
    const image::RgbaImage& photo = data.photos[random.below(data.photos.size())];
    const double part = random.uniform(0.4, 1);
    const double reach = (1 - part) / 2;
    const augment::Placement placement{.source_x = photo.width * (0.5 + random.uniform(-reach, reach)),
                                       .source_y = photo.height * (0.5 + random.uniform(-reach, reach)),
                                       .x = side / 2.0,
                                       .y = side / 2.0,
                                       .scale = side / (part * photo.width),
                                       .degrees = random.normal(0, 5),
                                       .mirrored = random.chance(0.5)};
    image::RgbaImage result =
        augment::warped(photo, augment::to_source(placement), side, side, augment::Beyond::repeated);
    return random.chance(0.5) ? augment::defocused(result, static_cast<float>(random.uniform(0.5, 3))) : result;
}

image::RgbaImage wall_or_photo(const Data& data, core::Random& random, int side) {
    return random.chance(0.6) ? augment::random_wall(random, side) : part_of_photo(data, random, side);
}

}  // namespace

image::RgbaImage background(const Data& data, core::Random& random, int side) {
    if (!data.faces.empty() && random.chance(0.1)) return face_scene(data, random, side);
    return wall_or_photo(data, random, side);
}

image::RgbaImage face_scene(const Data& data, core::Random& random, int side) {
    const image::RgbaImage& picture = data.faces[random.below(data.faces.size())];
    const double fill = random.uniform(0.35, 1.2);
    const augment::Placement placement{.source_x = picture.width / 2.0,
                                       .source_y = picture.height / 2.0,
                                       .x = side * random.uniform(0.35, 0.65),
                                       .y = side * random.uniform(0.35, 0.65),
                                       .scale = fill * side / picture.width,
                                       .degrees = random.normal(0, 10),
                                       .mirrored = random.chance(0.5)};
    const image::RgbaImage soft = augment::feathered(picture, static_cast<float>(0.12 * picture.width));
    const image::RgbaImage layer =
        augment::warped(soft, augment::to_source(placement), side, side, augment::Beyond::transparent);
    const image::RgbaImage behind =
        random.chance(0.5) ? augment::blurred_enlargement(picture, side) : wall_or_photo(data, random, side);
    const image::RgbaImage result = augment::over(layer, behind);
    if (!random.chance(0.6)) return result;
    // In the tone's own brightest channel grey stays as bright as it was.
    const augment::Colour tone = augment::random_skin(random);
    const float light = std::max({tone[0], tone[1], tone[2]});
    return augment::toned(result, {light, light, light}, tone);
}

}  // namespace mllab::gestures_data
