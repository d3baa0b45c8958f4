#include "experiments/object_detection/view/looks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace mllab::object_detection {

namespace {

constexpr ui::Colour ink_dark = ui::rgb(0x06100e);
constexpr ui::Colour ink_light = ui::rgb(0xffffff);

struct Shade {
    std::uint32_t rgb;
    bool light;  // dark text reads better on it
};
constexpr auto shades = std::to_array<Shade>({{.rgb = 0xf0e442, .light = true},
                                              {.rgb = 0x56b4e9, .light = true},
                                              {.rgb = 0xe69f00, .light = true},
                                              {.rgb = 0xcc79a7, .light = true},
                                              {.rgb = 0x009e73, .light = true},
                                              {.rgb = 0x0072b2, .light = false},
                                              {.rgb = 0xd55e00, .light = true},
                                              {.rgb = 0xffffff, .light = true}});
constexpr std::size_t patterns = 4;

// Lengths of line and gap by turns, in thicknesses.
std::span<const float> lengths_of(Pattern pattern) {
    static constexpr std::array<float, 2> dashed{4, 2.5F};
    static constexpr std::array<float, 2> dotted{1.2F, 1.6F};
    static constexpr std::array<float, 4> dash_dot{5, 2, 1.2F, 2};
    switch (pattern) {
        case Pattern::solid:
            return {};
        case Pattern::dashed:
            return dashed;
        case Pattern::dotted:
            return dotted;
        case Pattern::dash_dot:
            return dash_dot;
    }
    return {};
}

void add_edge(std::vector<Segment>& segments, const Segment& edge, std::span<const float> lengths, float thickness) {
    const float length = std::hypot(edge.x2 - edge.x1, edge.y2 - edge.y1);
    if (lengths.empty() || length <= thickness) return segments.push_back(edge);
    const auto at = [&](float t) { return std::pair(std::lerp(edge.x1, edge.x2, t), std::lerp(edge.y1, edge.y2, t)); };
    float from = 0;
    for (std::size_t i = 0; from < length; ++i) {
        const float to = std::min(from + lengths[i % lengths.size()] * thickness, length);
        if (i % 2 == 0) {
            const auto [x1, y1] = at(from / length);
            const auto [x2, y2] = at(to / length);
            segments.push_back({x1, y1, x2, y2});
        }
        from = to;
    }
}

}  // namespace

Look look_of(std::size_t label) {
    const Shade& shade = shades.at(label % shades.size());
    return {.colour = ui::rgb(shade.rgb),
            .on_colour = shade.light ? ink_dark : ink_light,
            .pattern = static_cast<Pattern>(label / shades.size() % patterns)};
}

std::vector<Segment> outline_of(const ui::Rect& rect, Pattern pattern, float thickness) {
    const float half = std::min({thickness / 2, rect.w / 2, rect.h / 2});
    const float left = rect.x + half;
    const float top = rect.y + half;
    const float right = rect.right() - half;
    const float bottom = rect.bottom() - half;
    const auto lengths = lengths_of(pattern);
    std::vector<Segment> segments;
    add_edge(segments, {left, top, right, top}, lengths, thickness);
    add_edge(segments, {right, top, right, bottom}, lengths, thickness);
    add_edge(segments, {right, bottom, left, bottom}, lengths, thickness);
    add_edge(segments, {left, bottom, left, top}, lengths, thickness);
    return segments;
}

}  // namespace mllab::object_detection
