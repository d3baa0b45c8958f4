#include "experiments/object_detection/view/saved.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/text.hpp"
#include "experiments/object_detection/pipeline/words.hpp"
#include "experiments/object_detection/view/looks.hpp"
#include "ui/lettering.hpp"

namespace mllab::object_detection {

namespace {

constexpr int least_longer_side = 640;
constexpr std::size_t channels = 4;

struct Area {
    int left, top, right, bottom;
};

void fill(image::RgbaImage& picture, const Area& area, ui::Colour colour) {
    for (int y = std::max(area.top, 0); y < std::min(area.bottom, picture.height); ++y)
        for (int x = std::max(area.left, 0); x < std::min(area.right, picture.width); ++x) {
            const auto at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x);
            for (std::size_t c = 0; c < 3; ++c)
                picture.pixels[at * channels + c] = static_cast<std::uint8_t>((colour >> (8 * c)) & 255U);
            picture.pixels[at * channels + 3] = 255;
        }
}

image::RgbaImage large_enough(const image::RgbaImage& picture) {
    const int longer = std::max(picture.width, picture.height);
    if (longer >= least_longer_side) return picture;
    const double scale = static_cast<double>(least_longer_side) / longer;
    const auto side = [&](int px) { return std::max(1, static_cast<int>(std::lround(px * scale))); };
    return image::resized_bilinear(picture, side(picture.width), side(picture.height));
}

ui::Rect in_pixels(const geometry::Box& box, const image::RgbaImage& picture) {
    const auto length = [](double share, int of) { return static_cast<float>(share * of); };
    return {length(box.x, picture.width), length(box.y, picture.height), length(box.w, picture.width),
            length(box.h, picture.height)};
}

void draw_outline(image::RgbaImage& picture, const ui::Rect& rect, const Look& look, float thickness) {
    const float half = thickness / 2;
    const auto draw = [&](Pattern pattern, float reach, ui::Colour colour) {
        for (const Segment& s : outline_of(rect, pattern, thickness)) {
            const auto px = [](float v) { return static_cast<int>(std::lround(v)); };
            const bool across = s.y1 == s.y2;
            fill(picture,
                 {px(std::min(s.x1, s.x2) - (across ? 0 : reach)), px(std::min(s.y1, s.y2) - (across ? reach : 0)),
                  px(std::max(s.x1, s.x2) + (across ? 0 : reach)), px(std::max(s.y1, s.y2) + (across ? reach : 0))},
                 colour);
        }
    };
    draw(Pattern::solid, half + 1, ui::rgb(0x202020));
    draw(look.pattern, half, look.colour);
}

}  // namespace

image::RgbaImage with_boxes(const image::RgbaImage& picture, const std::vector<Thing>& things,
                            const std::vector<std::string>& labels) {
    if (picture.pixels.empty()) throw std::invalid_argument("an empty picture has no boxes");
    image::RgbaImage result = large_enough(picture);
    const auto longer = static_cast<float>(std::max(result.width, result.height));
    const float thickness = std::max(3.0F, std::round(longer / 256));
    const ui::Lettering letters(std::clamp(longer / 42, 13.0F, 64.0F));
    const int pad = letters.height() / 4;
    std::vector<const Thing*> order;
    for (const Thing& thing : things) order.push_back(&thing);
    std::ranges::stable_sort(order,
                             [](const Thing* a, const Thing* b) { return a->what.box.area() > b->what.box.area(); });
    for (const Thing* thing : order)
        draw_outline(result, in_pixels(thing->what.box, result), look_of(thing->what.label), thickness);
    for (const Thing* thing : order) {
        const Look look = look_of(thing->what.label);
        const ui::Rect rect = in_pixels(thing->what.box, result);
        const std::string text = core::joined(labels.at(thing->what.label), " ", percent(thing->what.score));
        const int w = letters.width(text) + 2 * pad;
        const int x = std::max(std::min(static_cast<int>(rect.x), result.width - w), 0);
        const int above = static_cast<int>(rect.y) - letters.height();
        const int y = above >= 0 ? above : static_cast<int>(rect.y);
        fill(result, {x, y, x + w, y + letters.height()}, look.colour);
        letters.write(result, x + pad, y, text, look.on_colour);
    }
    return result;
}

}  // namespace mllab::object_detection
