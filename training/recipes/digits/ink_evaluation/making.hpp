// How a picture of a kind is made: the parts that the kinds are put together from. This room's own.
#pragma once

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/random.hpp"
#include "ink/strokes.hpp"
#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/compositing.hpp"
#include "training/augment/photo/warp.hpp"
#include "training/recipes/digits/ink_evaluation/canvas.hpp"
#include "training/recipes/digits/ink_evaluation/kinds.hpp"

namespace mllab::ink_evaluation {

inline constexpr Colour white{0.98F, 0.98F, 0.96F};
inline constexpr Colour black{0.08F, 0.08F, 0.1F};
inline constexpr Colour pale_blue{0.68F, 0.78F, 0.9F};
inline constexpr Colour red{0.93F, 0.55F, 0.55F};

// A sheet before the camera, and how it comes to its picture.
struct Scene {
    Canvas canvas;
    image::GrayImage ink;
};

struct Hand {
    float side_px, pen_px;
    Colour colour = black;
    bool anywhere = true;  // else in the middle
};

struct Maker {
    const datasets::PenDigit& digit;
    core::Random& random;

    [[nodiscard]] float number(double low, double high) const { return static_cast<float>(random.uniform(low, high)); }

    [[nodiscard]] Canvas sheet(const Colour& colour) const {
        constexpr std::array<std::pair<int, int>, 4> sizes{{{640, 640}, {600, 800}, {800, 600}, {720, 960}}};
        const auto& [width, height] = sizes[random.below(sizes.size())];
        return {width, height, colour};
    }

    // Of a usual digit: a quarter to half of the sheet, a pen of 8 to 14 px.
    [[nodiscard]] Hand usual() const { return {number(170, 340), number(7, 14), black, true}; }

    [[nodiscard]] ink::Strokes placed(const Canvas& canvas, const Hand& hand) const {
        const ink::Box box = ink::bounding_box(digit.strokes);
        const float scale = hand.side_px / std::max(1.0F, box.longer_side());
        const float half_w = scale * box.width() / 2 + hand.pen_px;
        const float half_h = scale * box.height() / 2 + hand.pen_px;
        const auto place = [&](float half, int length) {
            const auto whole = static_cast<float>(length);
            if (!hand.anywhere || 2 * half >= 0.9F * whole) return whole / 2;
            return number(half + 0.05F * whole, 0.95F * whole - half);
        };
        const float x = place(half_w, canvas.width());
        const float y = place(half_h, canvas.height());
        return ink::transformed(digit.strokes, {.a = scale,
                                                .d = scale,
                                                .tx = x - scale * (box.left + box.right) / 2,
                                                .ty = y - scale * (box.top + box.bottom) / 2});
    }

    [[nodiscard]] Scene written(Canvas canvas, const Hand& hand) const {
        ink::Strokes strokes = placed(canvas, hand);
        for (ink::Stroke& stroke : strokes) stroke = ink::smoothed(stroke, 3);
        image::GrayImage ink = ink::rasterised(strokes, hand.pen_px, canvas.width(), canvas.height());
        canvas.paint(ink, hand.colour);
        return {std::move(canvas), std::move(ink)};
    }

    // Every line by a ruler of its own: a little uneven, of another place than the spacing says.
    void rule(Canvas& canvas, bool upright, float spacing, float pen, const Colour& colour) const {
        const int length = upright ? canvas.width() : canvas.height();
        const auto along = static_cast<float>(upright ? canvas.height() : canvas.width());
        for (float at = number(0.2, 1) * spacing; at < static_cast<float>(length); at += spacing) {
            const float a = at + number(-0.7, 0.7);
            const float b = at + number(-0.7, 0.7);
            const ink::Stroke line = upright ? ink::Stroke{{.x = a, .y = -9}, {.x = b, .y = along + 9}}
                                             : ink::Stroke{{.x = -9, .y = a}, {.x = along + 9, .y = b}};
            canvas.draw({line}, pen, colour);
        }
    }
    [[nodiscard]] Canvas lined(const Colour& colour = pale_blue) const {
        Canvas canvas = sheet(white);
        rule(canvas, false, number(28, 60), number(1, 3), colour);
        if (random.chance(0.5)) {
            const float x = number(0.08, 0.2) * static_cast<float>(canvas.width());
            canvas.draw({{{.x = x, .y = -9}, {.x = x + 2, .y = static_cast<float>(canvas.height()) + 9}}}, 2, red);
        }
        return canvas;
    }
    [[nodiscard]] Canvas squared(const Colour& colour, double low = 18, double high = 48) const {
        Canvas canvas = sheet(white);
        const float spacing = number(low, high);
        const float pen = number(1, 2.4);
        rule(canvas, false, spacing, pen, colour);
        rule(canvas, true, spacing, pen, colour);
        return canvas;
    }

    // Light that falls off along a parabola in a random direction, and a corner that lies away from the lamp.
    void shade(Scene& scene, double low, double high) const {
        Canvas& canvas = scene.canvas;
        image::GrayImage field(canvas.width(), canvas.height());
        const float ax = number(-1, 1);
        const float ay = number(-1, 1);
        const float dark = number(low, high);
        const float bend = number(-0.4, 0.4);
        for (int y = 0; y < field.height; ++y) {
            for (int x = 0; x < field.width; ++x) {
                const float u = static_cast<float>(x) / static_cast<float>(field.width) - 0.5F;
                const float v = static_cast<float>(y) / static_cast<float>(field.height) - 0.5F;
                const float t = 0.5F + 0.6F * (ax * u + ay * v) + bend * (u * u - v * v);
                field.at(x, y) = 1 - dark * std::clamp(t, 0.0F, 1.0F);
            }
        }
        canvas.light(field);
    }
    void shadow(Scene& scene, std::vector<ink::Point> corners, float soft_px, float dark) const {
        image::GrayImage field = polygon(scene.canvas.width(), scene.canvas.height(), corners, soft_px);
        for (float& v : field.pixels) v = 1 - dark * v;
        scene.canvas.light(field);
    }
    // Of a hand or a head from a side: a hilly outline.
    [[nodiscard]] std::vector<ink::Point> outline(const Canvas& canvas) const {
        const auto w = static_cast<float>(canvas.width());
        const auto h = static_cast<float>(canvas.height());
        const float at = number(0.25, 0.75) * w;
        std::vector<ink::Point> corners{{.x = -9, .y = -9}};
        for (int i = 0; i <= 12; ++i)
            corners.push_back({.x = at + number(-0.08, 0.08) * w, .y = h * static_cast<float>(i) / 12});
        corners.push_back({.x = -9, .y = h + 9});
        if (random.chance(0.5))
            for (ink::Point& corner : corners) corner.x = w - corner.x;
        return corners;
    }

    [[nodiscard]] Picture taken(const Scene& scene, float blur_px, float noise, int quality) const {
        image::RgbaImage picture = augment::defocused(scene.canvas.picture(), blur_px);
        picture = augment::noisy(picture, {.deviation = noise, .grain = 1}, random);
        return {augment::compressed(picture, quality), scene.ink, digit.label};
    }
    [[nodiscard]] Picture photo(const Scene& scene) const {
        return taken(scene, number(0.5, 1.6), number(2, 8), static_cast<int>(random.uniform(55, 92)));
    }
    [[nodiscard]] Picture clean(const Scene& scene) const { return {scene.canvas.picture(), scene.ink, digit.label}; }

    // The sheet turned and seen from the side on a table of planks.
    [[nodiscard]] Picture on_table(const Scene& scene) const {
        const int width = scene.canvas.width() + 160;
        const int height = scene.canvas.height() + 160;
        const Colour wood{number(0.1, 0.8), number(0.1, 0.6), number(0.05, 0.5)};
        Canvas table(width, height, wood);
        for (int plank = 0; plank < 6; ++plank) {
            const float y = number(0, 1) * static_cast<float>(height);
            const Colour joint{wood[0] * 0.6F, wood[1] * 0.6F, wood[2] * 0.6F};
            table.draw({{{.x = -9, .y = y}, {.x = static_cast<float>(width) + 9, .y = y + number(-30, 30)}}},
                       number(1, 6), joint);
        }
        table.roughen(number(6, 40), 0.08F, 0.03F, random);
        const augment::Placement place{.source_x = scene.canvas.width() / 2.0,
                                       .source_y = scene.canvas.height() / 2.0,
                                       .x = width / 2.0,
                                       .y = height / 2.0,
                                       .scale = random.uniform(0.75, 0.95),
                                       .degrees = random.uniform(-8, 8),
                                       .tilt_x = random.uniform(-0.02, 0.02),
                                       .tilt_y = random.uniform(-0.02, 0.02)};
        const augment::Projection from = augment::to_source(place);
        const auto seen = [&](const image::RgbaImage& what) {
            return augment::warped(what, from, width, height, augment::Beyond::transparent);
        };
        Canvas only_ink(scene.canvas.width(), scene.canvas.height(), {0, 0, 0});
        only_ink.paint(scene.ink, {1, 1, 1});
        const image::GrayImage ink =
            image::grayscale(augment::over(seen(only_ink.picture()), Canvas(width, height, {0, 0, 0}).picture()));
        image::RgbaImage whole = augment::over(seen(scene.canvas.picture()), table.picture());
        whole = augment::noisy(augment::defocused(whole, number(0.5, 1.5)), {.deviation = number(2, 7)}, random);
        return {augment::compressed(whole, static_cast<int>(random.uniform(60, 92))), ink, digit.label};
    }
};

}  // namespace mllab::ink_evaluation
