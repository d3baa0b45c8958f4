#include "training/recipes/digits/photos/surface.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "training/recipes/digits/photos/texture.hpp"

namespace mllab::digits_photos {

namespace {

float mixed(float a, float b, float part) { return a + (b - a) * part; }

void add_grain(image::GrayImage& picture, core::Random& random) {
    const auto add = [&](const image::GrayImage& field, double most) {
        // Mostly little of it: the square of a uniform number.
        const double part = random.uniform();
        const auto by = static_cast<float>(part * part * most);
        for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] *= 1 + by * field.pixels[i];
    };
    const int w = picture.width;
    const int h = picture.height;
    if (random.chance(0.6)) add(relief(w, h, static_cast<float>(random.uniform(1, 5)), random), 0.09);
    if (random.chance(0.5)) add(noise(w, h, static_cast<float>(random.uniform(1, 3)), random), 0.05);
    if (random.chance(0.5)) add(noise(w, h, static_cast<float>(random.uniform(4, 40)), random), 0.07);
}

// The table: a colour with fibres, planks or nothing.
image::GrayImage random_table(int width, int height, float paper, core::Random& random) {
    image::GrayImage table(width, height);
    const auto colour = static_cast<float>(random.chance(0.2) ? std::clamp(paper * random.uniform(0.75, 1.15), 0.0, 1.0)
                                                              : random.uniform(0.02, 0.95));
    const bool upright = random.chance(0.5);
    const auto narrow = static_cast<float>(random.uniform(1, 6));
    const auto lengthy = static_cast<float>(random.uniform(15, 90));
    const image::GrayImage fibres =
        upright ? noise(width, height, narrow, lengthy, random) : noise(width, height, lengthy, narrow, random);
    const auto by = static_cast<float>(random.chance(0.6) ? random.uniform(0, 0.3) : 0);
    const auto plank = static_cast<float>(random.uniform(25, 120));
    const bool planks = random.chance(0.2);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            float v = colour * (1 + by * fibres.at(x, y));
            const auto along = static_cast<float>(upright ? x : y);
            if (planks && std::abs(std::remainder(along, plank)) < 1) v *= 0.5F;
            table.at(x, y) = std::clamp(v, 0.0F, 1.0F);
        }
    }
    return table;
}

// How far inside of the sheet a point is, in pixels; negative on the table.
struct Edges {
    float left = -1e6F, top = -1e6F, right = 1e6F, bottom = 1e6F;
    [[nodiscard]] float inside(float u, float v) const {
        return std::min(std::min(u - left, right - u), std::min(v - top, bottom - v));
    }
};

Edges random_edges(const std::array<float, 2>& middle, float clear_px, core::Random& random) {
    Edges edges;
    const auto away = [&] { return clear_px + static_cast<float>(random.uniform(2, 90)); };
    const bool whole = random.chance(0.35);  // a sheet with all its edges
    if (whole || random.chance(0.35)) edges.left = middle[0] - away();
    if (whole || random.chance(0.35)) edges.top = middle[1] - away();
    if (whole || random.chance(0.35)) edges.right = middle[0] + away();
    if (whole || random.chance(0.35)) edges.bottom = middle[1] + away();
    return edges;
}

void lay_on_table(Surface& surface, const View& view, const Clear& clear, core::Random& random) {
    image::GrayImage& sheet = surface.picture;
    const Edges edges = random_edges(view.at(clear.x, clear.y), clear.clear_px / view.zoom(), random);
    const image::GrayImage table = random_table(sheet.width, sheet.height, surface.paper, random);
    surface.sheet = image::GrayImage(sheet.width, sheet.height);
    const auto shade = static_cast<float>(random.chance(0.6) ? random.uniform(0, 0.7) : 0);
    const auto reach = static_cast<float>(random.uniform(1, 14));
    const auto rim = static_cast<float>(random.chance(0.3) ? random.uniform(-0.5, 0.3) : 0);
    for (int y = 0; y < sheet.height; ++y) {
        for (int x = 0; x < sheet.width; ++x) {
            const auto [u, v] = view.at(x, y);
            const float inside = edges.inside(u, v);
            surface.sheet.at(x, y) = inside > 0.5F ? 1.0F : 0.0F;
            if (inside > 3) continue;
            const float dark = inside < 0 ? 1 - shade * std::exp(inside / reach) : 1.0F;
            float& pixel = sheet.at(x, y);
            if (inside > 0 && inside < 1.5F) pixel = std::clamp(pixel * (1 + rim), 0.0F, 1.0F);
            pixel = mixed(table.at(x, y) * dark, pixel, std::clamp(inside + 0.5F, 0.0F, 1.0F));
        }
    }
}

// Dust, crumbs, stains: too small or too pale for writing.
void add_dirt(image::GrayImage& picture, core::Random& random) {
    const std::size_t spots = 1 + random.below(14);
    for (std::size_t i = 0; i < spots; ++i) {
        const bool stain = random.chance(0.12);
        const double radius = stain ? random.uniform(4, 30) : random.uniform(0.3, 1.3);
        const double dark = stain ? random.uniform(-0.05, 0.12) : random.uniform(-0.3, 0.8);
        const double cx = random.uniform(0, picture.width);
        const double cy = random.uniform(0, picture.height);
        const int reach = static_cast<int>(radius) + 2;
        for (int y = std::max(0, static_cast<int>(cy) - reach);
             y < std::min(picture.height, static_cast<int>(cy) + reach); ++y) {
            for (int x = std::max(0, static_cast<int>(cx) - reach);
                 x < std::min(picture.width, static_cast<int>(cx) + reach); ++x) {
                const double d = std::hypot(x + 0.5 - cx, y + 0.5 - cy);
                const double soft = stain ? radius / 3 : 1;
                const double part = std::clamp((radius - d) / soft + 0.5, 0.0, 1.0);
                float& pixel = picture.at(x, y);
                pixel = std::clamp(pixel * static_cast<float>(1 - dark * part), 0.0F, 1.0F);
            }
        }
    }
}

void choose_ink(Surface& surface, bool plain, core::Random& random) {
    surface.on_dark = random.chance(plain ? 0.35 : 0.12);
    if (surface.on_dark) {
        surface.paper = static_cast<float>(random.uniform(0, plain ? 0.3 : 0.4));
        surface.contrast = static_cast<float>(random.uniform(0.3, 1));
        surface.ink = mixed(surface.paper, 1, surface.contrast);
        return;
    }
    surface.paper = static_cast<float>(plain ? random.uniform(0.8, 1) : random.uniform(0.5, 1));
    // Pens are dark, pencils and pale colours are not.
    surface.contrast = static_cast<float>(random.chance(0.7) ? random.uniform(0.55, 0.97) : random.uniform(0.2, 0.6));
    surface.ink = surface.paper * (1 - surface.contrast);
}

}  // namespace

View::View(int width, int height, core::Random& random) {
    // Most hold the camera straight, some turn the sheet.
    degrees_ = static_cast<float>(random.chance(0.75) ? random.normal(0, 4) : random.uniform(-45, 45));
    const float angle = degrees_ * std::numbers::pi_v<float> / 180;
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    const float cx = static_cast<float>(width) / 2;
    const float cy = static_cast<float>(height) / 2;
    const bool from_the_side = random.chance(0.4);
    const auto tilt = [&] { return static_cast<float>(from_the_side ? random.normal(0, 0.0012) : 0); };
    m_ = {c, s, cx - c * cx - s * cy, -s, c, cy + s * cx - c * cy, tilt(), tilt()};
    if (random.chance(0.45)) zoom_ = static_cast<float>(std::exp(random.uniform(0, std::log(4.0))));
    for (std::size_t i = 0; i < 6; ++i) m_[i] /= zoom_;
    if (!random.chance(0.35)) return;
    const auto cell = static_cast<float>(random.uniform(50, 150));
    const float by = static_cast<float>(random.uniform(0, 5)) / zoom_;
    bend_x_ = noise(width, height, cell, random);
    bend_y_ = noise(width, height, cell, random);
    for (float& v : bend_x_.pixels) v *= by;
    for (float& v : bend_y_.pixels) v *= by;
}

std::array<float, 2> View::at(int x, int y) const {
    const float px = static_cast<float>(x) + 0.5F;
    const float py = static_cast<float>(y) + 0.5F;
    const float w = 1 / std::max(0.3F, 1 + m_[6] * px + m_[7] * py);
    std::array<float, 2> point{(m_[0] * px + m_[1] * py + m_[2]) * w, (m_[3] * px + m_[4] * py + m_[5]) * w};
    if (!bend_x_.empty()) {
        point[0] += bend_x_.at(x, y);
        point[1] += bend_y_.at(x, y);
    }
    return point;
}

Surface random_surface(int width, int height, const View& view, bool plain, const Clear& clear, core::Random& random) {
    Surface surface;
    choose_ink(surface, plain, random);
    surface.picture = image::GrayImage(width, height);
    std::ranges::fill(surface.picture.pixels, surface.paper);
    if (plain && random.chance(0.6)) return surface;
    // A pale line beside dark ink mostly, now and then one as dark as the ink.
    const double part = random.uniform();
    const double of_ink = random.chance(0.12) ? random.uniform(0.6, 1.1) : 0.03 + 0.75 * part * part;
    const float line = mixed(surface.paper, surface.ink, static_cast<float>(of_ink));
    const image::GrayImage print = random_print(width, height, view, random);
    for (std::size_t i = 0; i < print.pixels.size(); ++i)
        surface.picture.pixels[i] = std::clamp(mixed(surface.paper, line, print.pixels[i]), 0.0F, 1.0F);
    if (plain) return surface;
    add_grain(surface.picture, random);
    if (random.chance(0.3)) add_dirt(surface.picture, random);
    if (random.chance(0.4)) lay_on_table(surface, view, clear, random);
    return surface;
}

}  // namespace mllab::digits_photos
