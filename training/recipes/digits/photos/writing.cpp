#include "training/recipes/digits/photos/writing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ink/strokes.hpp"
#include "training/augment/scribble.hpp"
#include "training/augment/strokes.hpp"
#include "training/recipes/digits/photos/texture.hpp"

namespace mllab::digits_photos {

namespace {

constexpr augment::DistortionRange shape{.rotation_degrees = 14, .shear = 0.25, .stretch = 0.35, .elastic = 0.045};

struct Place {
    float x, y;     // of the middle
    float side;     // of the longer side
    float degrees;  // clockwise
};

ink::Strokes placed(const ink::Strokes& drawing, const Place& place) {
    const ink::Box box = ink::bounding_box(drawing);
    const float scale = place.side / std::max(1e-3F, box.longer_side());
    const float angle = place.degrees * std::numbers::pi_v<float> / 180;
    const float c = scale * std::cos(angle);
    const float s = scale * std::sin(angle);
    const float cx = (box.left + box.right) / 2;
    const float cy = (box.top + box.bottom) / 2;
    return ink::transformed(
        drawing, {.a = c, .b = -s, .c = s, .d = c, .tx = place.x - c * cx + s * cy, .ty = place.y - s * cx - c * cy});
}

ink::Strokes something(const digits_data::SplitData& data, const digits_data::Negatives& others, core::Random& random) {
    const auto any = [&](const auto& list) { return list[random.below(list.size())]; };
    const double kind = random.uniform();
    augment::HandRange hand;
    hand.shape = shape;
    if (kind < 0.1 && !others.letters.empty()) return augment::another_hand(any(others.letters), hand, random);
    if (kind < 0.16 && !others.sketches.empty()) return augment::another_hand(any(others.sketches), hand, random);
    if (kind < 0.2) return augment::another_hand(augment::scribble(random), hand, random);
    return augment::another_hand(any(data.strokes).strokes, hand, random);
}

// Somewhere in the picture, so that most of it is seen; one in ten reaches over the border.
Place random_place(const WritingSettings& settings, float side, core::Random& random) {
    const auto along = [&](int length) {
        const auto whole = static_cast<float>(length);
        const bool over = random.chance(0.1);
        const float margin = side * (over ? 0.3F : 0.55F);
        if (2 * margin >= whole)
            return whole / 2 + static_cast<float>(random.uniform(-0.5, 0.5)) * (side - whole) * 0.6F;
        return static_cast<float>(random.uniform(margin, whole - margin));
    };
    return {along(settings.width), along(settings.height), side, settings.turned_degrees};
}

void keep_larger(image::GrayImage& into, const image::GrayImage& other) {
    for (std::size_t i = 0; i < into.pixels.size(); ++i) into.pixels[i] = std::max(into.pixels[i], other.pixels[i]);
}

// A pen's faults: pressure that changes, a grain that stays free, a paler middle as a ball pen leaves it.
void spoil(image::GrayImage& laid, const ink::Strokes& strokes, float pen, core::Random& random) {
    const int w = laid.width;
    const int h = laid.height;
    if (pen > 3 && random.chance(0.2)) {
        const image::GrayImage core =
            ink::rasterised(strokes, pen * static_cast<float>(random.uniform(0.3, 0.6)), w, h);
        const auto paler = static_cast<float>(random.uniform(0.1, 0.6));
        for (std::size_t i = 0; i < laid.pixels.size(); ++i) laid.pixels[i] *= 1 - paler * core.pixels[i];
    }
    if (random.chance(0.4)) {
        const image::GrayImage pressure = noise(w, h, static_cast<float>(random.uniform(6, 40)), random);
        const auto by = static_cast<float>(random.uniform(0.05, 0.3));
        for (std::size_t i = 0; i < laid.pixels.size(); ++i)
            laid.pixels[i] *= std::clamp(1 - by * (1 + pressure.pixels[i]), 0.15F, 1.0F);
    }
    if (random.chance(0.3)) {  // pencil, chalk, a dry brush
        const image::GrayImage grain = noise(w, h, static_cast<float>(random.uniform(1, 2.5)), random);
        const auto free = static_cast<float>(random.uniform(-1.4, 0.2));
        const auto sharp = static_cast<float>(random.uniform(0.3, 1.5));
        for (std::size_t i = 0; i < laid.pixels.size(); ++i)
            laid.pixels[i] *= std::clamp((grain.pixels[i] - free) * sharp, 0.1F, 1.0F);
    }
}

void write_strokes(Writing& writing, const ink::Strokes& drawing, const Place& place, float pen, bool plain,
                   core::Random& random) {
    const ink::Strokes strokes = placed(drawing, place);
    const int w = writing.laid.width;
    const int h = writing.laid.height;
    image::GrayImage laid = ink::rasterised(strokes, pen, w, h);
    keep_larger(writing.wanted, pen < thinnest_px ? ink::rasterised(strokes, thinnest_px, w, h) : laid);
    if (!plain) spoil(laid, strokes, pen, random);
    keep_larger(writing.laid, laid);
}

// One of MNIST's pictures made large: soft where it is only enlarged, or with clear edges, as a thick pen has them.
void write_picture(Writing& writing, const digits_data::SplitData& data, const Place& place, bool plain,
                   core::Random& random) {
    const image::GrayImage& digit = data.pictures[random.below(data.pictures.size())].ink;
    const float angle = place.degrees * std::numbers::pi_v<float> / 180;
    // The digit takes 20 of its picture's 28 pixels.
    const float step = 20 / place.side;
    const float c = step * std::cos(angle);
    const float s = step * std::sin(angle);
    const auto middle = static_cast<float>(digit.width) / 2;
    const bool clear = random.chance(plain ? 0.2 : 0.8);
    const float steep = std::max(1.0F, 0.35F / step);
    image::GrayImage laid(writing.laid.width, writing.laid.height);
    image::GrayImage wanted = laid;
    for (int y = 0; y < laid.height; ++y) {
        for (int x = 0; x < laid.width; ++x) {
            const float dx = static_cast<float>(x) + 0.5F - place.x;
            const float dy = static_cast<float>(y) + 0.5F - place.y;
            const float v = image::sampled(digit, middle + c * dx + s * dy, middle - s * dx + c * dy);
            wanted.at(x, y) = std::clamp((v - 0.45F) * steep + 0.5F, 0.0F, 1.0F);
            laid.at(x, y) = clear ? wanted.at(x, y) : v;
        }
    }
    keep_larger(writing.wanted, wanted);
    if (!plain) spoil(laid, {}, 1, random);
    keep_larger(writing.laid, laid);
}

void shine_through(Writing& writing, const digits_data::SplitData& data, const digits_data::Negatives& others,
                   const WritingSettings& settings, core::Random& random) {
    const std::size_t count = 1 + random.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        ink::Strokes drawing = something(data, others, random);
        for (ink::Stroke& stroke : drawing)
            for (ink::Point& point : stroke) point.x = -point.x;
        const auto side = static_cast<float>(random.uniform(0.1, 0.7) * settings.whole_px);
        const ink::Strokes strokes = placed(drawing, random_place(settings, side, random));
        keep_larger(writing.faint, ink::rasterised(strokes, side * static_cast<float>(random.uniform(0.02, 0.12)),
                                                   settings.width, settings.height));
    }
    writing.faint = softened(writing.faint, 1 + static_cast<int>(random.below(3)));
    const auto strength = static_cast<float>(random.uniform(0.03, 0.28));
    for (float& v : writing.faint.pixels) v *= strength;
}

}  // namespace

Writing random_writing(const digits_data::SplitData& data, const digits_data::Negatives& others,
                       const WritingSettings& settings, core::Random& random) {
    const image::GrayImage nothing(settings.width, settings.height);
    Writing writing{.laid = nothing, .wanted = nothing, .faint = nothing};
    if (!settings.plain && random.chance(0.12)) shine_through(writing, data, others, settings, random);
    if (random.chance(1.0 / 12)) return writing;
    const std::size_t things = random.chance(0.85) ? 1 : 2 + random.below(3);
    for (std::size_t i = 0; i < things; ++i) {
        const double part = std::exp(random.uniform(std::log(0.05), std::log(0.95)));
        const auto side = static_cast<float>(part * settings.whole_px);
        const Place place = random_place(settings, side, random);
        if (i == 0) {
            writing.side_px = side;
            writing.x = place.x;
            writing.y = place.y;
        }
        if (side > 30 && random.chance(settings.plain ? 0.4 : 0.12)) {
            write_picture(writing, data, place, settings.plain, random);
            continue;
        }
        const double thickness = std::exp(random.uniform(std::log(0.012), std::log(0.17)));
        const float pen = std::clamp(side * static_cast<float>(thickness), 0.6F, 28.0F);
        write_strokes(writing, something(data, others, random), place, pen, settings.plain, random);
    }
    return writing;
}

}  // namespace mllab::digits_photos
