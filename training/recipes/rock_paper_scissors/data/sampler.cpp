#include "training/recipes/rock_paper_scissors/data/sampler.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <stdexcept>
#include <utility>

#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/colour.hpp"
#include "training/augment/photo/compositing.hpp"
#include "training/files/fingerprint.hpp"
#include "training/recipes/rock_paper_scissors/data/composing.hpp"

namespace mllab::gestures_data {

namespace {

// Streams of an epoch's generator: samples take 0, 1, 2 …; the orders of labels are far away from them.
constexpr std::uint64_t orders = std::uint64_t{1} << 62U;
constexpr std::size_t block = 100;

// Something small before the scene: a cable, a sleeve, the edge of a table, a sticker.
image::RgbaImage hidden_in_part(const image::RgbaImage& scene, core::Random& random) {
    const auto side = static_cast<double>(scene.width);
    const augment::Colour colour = augment::random_colour(random);
    if (random.chance(0.5))
        return augment::with_bar(scene, {.x = static_cast<float>(random.uniform(0, side)),
                                         .y = static_cast<float>(random.uniform(0, side)),
                                         .degrees = static_cast<float>(random.uniform(0, 180)),
                                         .width_px = static_cast<float>(side * random.uniform(0.01, 0.1)),
                                         .colour = colour});
    return augment::with_patch(scene, {.left = static_cast<int>(side * random.uniform(-0.1, 1)),
                                       .top = static_cast<int>(side * random.uniform(-0.1, 1)),
                                       .width = static_cast<int>(side * random.uniform(0.05, 0.25)),
                                       .height = static_cast<int>(side * random.uniform(0.05, 0.25)),
                                       .colour = colour});
}

image::RgbaImage seen_by_a_camera(image::RgbaImage picture, double spoilt, core::Random& random) {
    const auto between = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
    if (!random.chance(spoilt)) {
        picture = augment::recoloured(picture, augment::random_colours(random, between(0, 0.6)));
        return random.chance(0.5) ? augment::compressed(picture, 50 + static_cast<int>(random.below(45))) : picture;
    }
    if (random.chance(0.15)) picture = hidden_in_part(picture, random);
    if (random.chance(0.4)) picture = augment::lit(picture, augment::random_side_light(random, between(0.2, 1)));
    if (random.chance(0.85)) picture = augment::recoloured(picture, augment::random_colours(random, between(0.2, 1)));
    const double blur = random.uniform();
    if (blur < 0.2) {
        const float length = between(2, 10);
        picture = augment::motion_blurred(picture, length, between(0, 180));
    }
    if (blur > 0.75) picture = augment::defocused(picture, between(0.4, 2));
    if (random.chance(0.2)) picture = augment::coarsened(picture, between(0.3, 0.8));
    if (random.chance(0.4)) {
        const float deviation = between(0, 3.2);
        picture = augment::noisy(
            picture,
            {.deviation = deviation * deviation, .grain = random.chance(0.7) ? 1 : 2, .colour = between(0, 0.8)},
            random);
    }
    if (random.chance(0.5)) picture = augment::compressed(picture, 25 + static_cast<int>(random.below(65)));
    return picture;
}

}  // namespace

Sampler::Sampler(const Data& data, const SamplerSettings& settings) : data_(data), settings_(settings) {
    for (const double share : {settings.no_hand, settings.green_screen, settings.spoilt})
        if (!(share >= 0 && share <= 1)) throw std::invalid_argument("a share of the samples is outside of 0..1");
    if (settings.side_px < 16 || settings.side_px > 1024)
        throw std::invalid_argument("a sample's side is 16..1024 pixels");
    if (data.photos.empty()) throw std::invalid_argument("there are no photos without a hand to train with");
    for (std::size_t g = 0; g < gestures; ++g) {
        if (std::ranges::all_of(data.webcam[g], [](const Group& group) { return group.pictures.empty(); }))
            throw std::invalid_argument("a gesture has no webcam hands to train with");
        if (data.green_screen[g].empty())
            throw std::invalid_argument("a gesture has no green-screen hands to train with");
    }
}

std::string Sampler::fingerprint() const {
    std::size_t webcam = 0;
    std::size_t green = 0;
    for (std::size_t g = 0; g < gestures; ++g) {
        for (const Group& group : data_.webcam[g]) webcam += group.pictures.size();
        green += data_.green_screen[g].size();
    }
    files::Fingerprint all;
    all.add(augmentation_in_words()).add(data_.fingerprint);
    for (const double number :
         {static_cast<double>(settings_.side_px), settings_.no_hand, settings_.green_screen, settings_.spoilt})
        all.add(number);
    return std::format("{} webcam hands, {} green-screen hands, {} photos, {} faces ({})", webcam, green,
                       data_.photos.size(), data_.faces.size(), all.text());
}

std::size_t Sampler::label_of(const core::Random& of_epoch, std::size_t index) const {
    const auto empty = static_cast<std::size_t>(std::lround(settings_.no_hand * static_cast<double>(block)));
    std::array<std::size_t, block> order{};
    for (std::size_t i = 0; i < block; ++i) order[i] = i < empty ? gestures : (i - empty) % gestures;
    core::Random random = of_epoch.fork(orders + index / block);
    random.shuffle(std::span(order));
    return order[index % block];
}

Sample Sampler::sample(std::uint64_t epoch, std::size_t index) const {
    const core::Random of_epoch = core::Random(settings_.seed).fork(epoch);
    core::Random random = of_epoch.fork(index);
    const std::size_t label = label_of(of_epoch, index);
    image::RgbaImage scene = label == gestures ? empty_scene(data_, random, settings_.side_px)
                             : random.chance(settings_.green_screen)
                                 ? green_screen_scene(data_, label, random, settings_.side_px)
                                 : webcam_scene(data_, label, random, settings_.side_px);
    return {seen_by_a_camera(std::move(scene), settings_.spoilt, random), label};
}

std::string augmentation_in_words() {
    return "Green-screen hands keyed out, in skin of every tone, with and without a sleeve, before walls made of "
           "numbers, photos without a hand and faces; webcam crops made smaller on such backgrounds or on their own "
           "blurred "
           "enlargement; either hand, turned by up to 60 degrees about up and sideways, 25 to 100 % of the picture, "
           "slanted, seen from the side; partly hidden; other light, white balance, contrast and saturation, grey; "
           "moved, out of focus, coarse, noisy, compressed. Without a hand: walls, photos, faces, forearms, round "
           "things of a fist's size, hands' texture without their shape.";
}

}  // namespace mllab::gestures_data
