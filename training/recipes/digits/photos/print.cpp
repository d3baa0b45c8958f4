// What is printed on paper before anybody writes on it.

#include <algorithm>
#include <cmath>

#include "training/recipes/digits/photos/surface.hpp"
#include "training/recipes/digits/photos/texture.hpp"

namespace mllab::digits_photos {

namespace {

// Parallel lines, or the dots in which two such families meet.
struct Lines {
    bool upright = false;
    float spacing = 20;
    float offset = 0;
    float width = 1;
    float strength = 1;
    int bolder_every = 0;  // 0: none is
    float dash = 0;        // length of dashes; 0: none
    bool single = false;   // only the one at `offset`
};

float nearest(float at, float spacing) { return std::floor(at / spacing + 0.5F); }

// How much of a pixel at distance `d` a line of this width covers; a thin one is pale.
float covered(float d, float width) {
    const float drawn = std::max(1.0F, width);
    return std::min(1.0F, width) * std::clamp(0.5F + drawn / 2 - std::abs(d), 0.0F, 1.0F);
}

float drawn(const Lines& lines, float u, float v) {
    const float across = (lines.upright ? u : v) - lines.offset;
    const float along = lines.upright ? v : u;
    if (lines.dash > 0 && std::abs(std::remainder(along, 2 * lines.dash)) > lines.dash / 2) return 0;
    if (lines.single) return lines.strength * covered(across, lines.width);
    const float number = nearest(across, lines.spacing);
    float width = lines.width;
    float strength = lines.strength;
    if (lines.bolder_every > 0 && std::abs(std::remainder(number, static_cast<float>(lines.bolder_every))) < 0.5F) {
        width *= 1.6F;
        strength = std::min(1.0F, 1.7F * strength);
    }
    return strength * covered(across - number * lines.spacing, width);
}

std::vector<Lines> random_lines(double kind, core::Random& random) {
    const auto number = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
    const auto any = [&](double low, double high) {
        return static_cast<float>(std::exp(random.uniform(std::log(low), std::log(high))));
    };
    Lines first{.spacing = any(5, 70), .offset = number(0, 70), .width = any(0.3, 2.2)};
    std::vector<Lines> all;
    if (kind < 0.38) {  // lined, sometimes in pairs
        all.push_back(first);
        if (random.chance(0.15)) {
            all.push_back(first);
            all.back().offset += number(0.2, 0.5) * first.spacing;
            all.back().strength = number(0.4, 1);
        }
    } else if (kind < 0.78) {  // squares
        first.spacing = any(5, 45);
        first.bolder_every = random.chance(0.15) ? 5 : 0;
        if (random.chance(0.12)) first.strength = 0.5F;
        all = {first, first};
        all.back().upright = true;
        all.back().offset = number(0, 45);
        if (random.chance(0.1)) all.back().spacing *= number(0.5, 2);
    } else if (kind < 0.86) {  // millimetres
        first.spacing = number(3, 6);
        first.width = number(0.2, 0.7);
        first.strength = number(0.3, 0.8);
        first.bolder_every = random.chance(0.5) ? 5 : 10;
        all = {first, first};
        all.back().upright = true;
    } else {  // boxes of a form: a few lines, bold
        const float width = number(0.6, 3);
        for (const bool upright : {false, true})
            for (int i = 0; i < 3; ++i)
                all.push_back({.upright = upright, .offset = number(-20, 200), .width = width, .single = true});
    }
    if (random.chance(0.3))  // a margin
        all.push_back({.upright = random.chance(0.8),
                       .offset = number(-30, 200),
                       .width = any(0.4, 2),
                       .strength = number(0.5, 1),
                       .single = true});
    if (random.chance(0.06))
        for (Lines& lines : all) lines.dash = number(1.5, 8);
    return all;
}

}  // namespace

image::GrayImage random_print(int width, int height, const View& view, core::Random& random) {
    image::GrayImage print(width, height);
    const double kind = random.uniform();
    if (kind > 0.66) return print;
    const bool dots = random.chance(0.06);
    const std::vector<Lines> all = random_lines(kind / 0.66, random);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto [u, v] = view.at(x, y);
            float most = dots ? 1 : 0;
            for (const Lines& lines : all)
                most = dots ? std::min(most, drawn(lines, u, v)) : std::max(most, drawn(lines, u, v));
            print.at(x, y) = most;
        }
    }
    if (random.chance(0.3)) {  // printed unevenly
        const image::GrayImage uneven = noise(width, height, static_cast<float>(random.uniform(2, 30)), random);
        const auto by = static_cast<float>(random.uniform(0, 0.4));
        for (std::size_t i = 0; i < print.pixels.size(); ++i)
            print.pixels[i] *= std::clamp(1 + by * uneven.pixels[i], 0.0F, 1.0F);
    }
    return print;
}

}  // namespace mllab::digits_photos
