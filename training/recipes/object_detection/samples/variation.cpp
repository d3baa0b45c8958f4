#include "training/recipes/object_detection/samples/variation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <format>
#include <optional>
#include <stdexcept>

#include "geometry/boxes/overlap.hpp"
#include "training/augment/photo/colour.hpp"

namespace mllab::object_detection_samples {

namespace {

using geometry::Box;

constexpr int largest_side = 16384;
constexpr std::int64_t most_pixels = std::int64_t{1} << 26;
constexpr int rounds = 20;
constexpr int attempts = 50;

std::size_t place_of(int width, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
}

bool holds_middle_of(const Box& box, const Box& region) {
    const double x = box.x + box.w / 2;
    const double y = box.y + box.h / 2;
    return x >= region.x && x < region.right() && y >= region.y && y < region.bottom();
}

// The region in 0..1 of the picture, which it may leave.
Box as_box(const Region& region, int width, int height) {
    return {static_cast<double>(region.left) / width, static_cast<double>(region.top) / height,
            static_cast<double>(region.width) / width, static_cast<double>(region.height) / height};
}

std::optional<Thing> seen_in(const Thing& thing, const Box& region) {
    if (!thing.unsettled && !holds_middle_of(thing.box, region)) return std::nullopt;
    if (geometry::intersection(thing.box, region) <= 0) return std::nullopt;
    Thing seen = thing;
    seen.box = geometry::clipped({(thing.box.x - region.x) / region.w, (thing.box.y - region.y) / region.h,
                                  thing.box.w / region.w, thing.box.h / region.h});
    return seen;
}

void check(int width, int height, const Variation& how) {
    if (width < 1 || height < 1 || width > largest_side || height > largest_side)
        throw std::invalid_argument("a picture to be varied has sides of 1 to 16384 pixels");
    for (const double share : {how.expanded, how.whole, how.mirrored})
        if (!(share >= 0 && share <= 1)) throw std::invalid_argument("a share of the pictures is outside of 0..1");
    if (!(how.largest_ground >= 1 && how.largest_ground <= 4))
        throw std::invalid_argument("a photo's ground is one to four times as wide as the photo");
    if (!(how.smallest_part > 0 && how.smallest_part <= 1))
        throw std::invalid_argument("the smallest part of a photo is outside of 0..1");
}

Region random_ground(int width, int height, double largest, core::Random& random) {
    const double times = random.uniform(1, largest);
    const int w = std::max(width, static_cast<int>(width * times));
    const int h = std::max(height, static_cast<int>(height * times));
    const auto before = [&](int free) { return -static_cast<int>(random.below(static_cast<std::size_t>(free) + 1)); };
    const int left = before(w - width);
    const int top = before(h - height);
    return {left, top, w, h};
}

Region random_part(const Region& of, double smallest, core::Random& random) {
    const auto side = [&](int whole) {
        return std::clamp(static_cast<int>(std::lround(whole * random.uniform(smallest, 1))), 1, whole);
    };
    Region part{.width = side(of.width), .height = side(of.height)};
    part.left = of.left + static_cast<int>(random.below(static_cast<std::size_t>(of.width - part.width) + 1));
    part.top = of.top + static_cast<int>(random.below(static_cast<std::size_t>(of.height - part.height) + 1));
    return part;
}

bool is_worth_seeing(const Box& region, std::span<const Thing> things, double overlap) {
    bool enough = false;
    bool something = false;
    for (const Thing& thing : things) {
        if (thing.unsettled) continue;
        enough = enough || geometry::iou(thing.box, region) >= overlap;
        something = something || holds_middle_of(thing.box, region);
    }
    return enough && something;
}

}  // namespace

BoxedPicture cut(const BoxedPicture& from, const Region& region, Colour ground) {
    const image::RgbaImage& picture = from.picture;
    if (picture.pixels.empty()) throw std::invalid_argument("there is no picture to cut from");
    if (region.width < 1 || region.height < 1 || static_cast<std::int64_t>(region.width) * region.height > most_pixels)
        throw std::invalid_argument("a part of a picture has between one and 2^26 pixels");
    BoxedPicture part{.picture = image::RgbaImage(region.width, region.height), .things = {}};
    const std::array<std::uint8_t, 4> plain{ground.red, ground.green, ground.blue, 255};
    for (std::size_t at = 0; at < part.picture.pixels.size(); at += 4)
        std::ranges::copy(plain, part.picture.pixels.begin() + static_cast<std::ptrdiff_t>(at));
    const std::int64_t first = std::max<std::int64_t>(0, region.left);
    const std::int64_t last = std::min<std::int64_t>(picture.width, std::int64_t{region.left} + region.width);
    for (int y = 0; y < region.height && first < last; ++y) {
        const std::int64_t row = std::int64_t{region.top} + y;
        if (row < 0 || row >= picture.height) continue;
        const auto begin = picture.pixels.begin();
        const auto source = [&](std::int64_t x) {
            return begin +
                   static_cast<std::ptrdiff_t>(place_of(picture.width, static_cast<int>(x), static_cast<int>(row)));
        };
        std::copy(source(first), source(last),
                  part.picture.pixels.begin() +
                      static_cast<std::ptrdiff_t>(place_of(region.width, static_cast<int>(first - region.left), y)));
    }
    const Box box = as_box(region, picture.width, picture.height);
    for (const Thing& thing : from.things)
        if (const auto seen = seen_in(thing, box)) part.things.push_back(*seen);
    return part;
}

BoxedPicture mirrored(const BoxedPicture& from) {
    BoxedPicture other = from;
    const int width = from.picture.width;
    for (int y = 0; y < from.picture.height; ++y)
        for (int x = 0; x < width; ++x)
            std::copy_n(from.picture.pixels.begin() + static_cast<std::ptrdiff_t>(place_of(width, width - 1 - x, y)), 4,
                        other.picture.pixels.begin() + static_cast<std::ptrdiff_t>(place_of(width, x, y)));
    for (Thing& thing : other.things) thing.box.x = 1 - thing.box.right();
    return other;
}

Region random_region(int width, int height, std::span<const Thing> things, const Variation& how, core::Random& random) {
    check(width, height, how);
    const Region ground = random.chance(how.expanded) ? random_ground(width, height, how.largest_ground, random)
                                                      : Region{0, 0, width, height};
    constexpr std::array overlaps{0.1, 0.3, 0.5, 0.7, 0.9, 0.0};
    for (int round = 0; round < rounds; ++round) {
        if (random.chance(how.whole)) return ground;
        const double overlap = overlaps[random.below(overlaps.size())];
        for (int i = 0; i < attempts; ++i) {
            const Region part = random_part(ground, how.smallest_part, random);
            const bool slim = part.width > 2 * part.height || part.height > 2 * part.width;
            if (!slim && is_worth_seeing(as_box(part, width, height), things, overlap)) return part;
        }
    }
    return ground;
}

BoxedPicture varied(const BoxedPicture& from, const Variation& how, core::Random& random) {
    const Region region = random_region(from.picture.width, from.picture.height, from.things, how, random);
    BoxedPicture picture = cut(from, region);
    if (random.chance(how.mirrored)) picture = mirrored(picture);
    const auto strength = static_cast<float>(random.uniform(0, 0.8));
    picture.picture = augment::recoloured(picture.picture, augment::random_colours(random, strength));
    return picture;
}

std::string in_words(const Variation& how) {
    return std::format(
        "{} of the photos on a ground up to {} times as wide; of all but {:.2f} a part, its sides {} to 1 of the "
        "whole's, "
        "which overlaps something by an IoU of 0 to 0.9; {} mirrored; other light and colours",
        how.expanded, how.largest_ground, how.whole, how.smallest_part, how.mirrored);
}

}  // namespace mllab::object_detection_samples
