#include "experiments/rock_paper_scissors/view/hands.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace mllab::rock_paper_scissors {

namespace {

// A stroke with round ends, in a square of side 1 with y down; a later one lies on those before it.
struct Part {
    float x1, y1, x2, y2, width;
};

constexpr Part wrist{.x1 = 0.5F, .y1 = 0.78F, .x2 = 0.5F, .y2 = 0.86F, .width = 0.24F};

constexpr auto rock = std::to_array<Part>({
    wrist,
    {.x1 = 0.4F, .y1 = 0.55F, .x2 = 0.6F, .y2 = 0.55F, .width = 0.46F},
    {.x1 = 0.27F, .y1 = 0.42F, .x2 = 0.27F, .y2 = 0.53F, .width = 0.16F},
    {.x1 = 0.42F, .y1 = 0.37F, .x2 = 0.42F, .y2 = 0.53F, .width = 0.16F},
    {.x1 = 0.58F, .y1 = 0.37F, .x2 = 0.58F, .y2 = 0.53F, .width = 0.16F},
    {.x1 = 0.73F, .y1 = 0.42F, .x2 = 0.73F, .y2 = 0.53F, .width = 0.16F},
    {.x1 = 0.27F, .y1 = 0.66F, .x2 = 0.53F, .y2 = 0.64F, .width = 0.15F},
});
constexpr auto paper = std::to_array<Part>({
    wrist,
    {.x1 = 0.35F, .y1 = 0.72F, .x2 = 0.14F, .y2 = 0.5F, .width = 0.14F},
    {.x1 = 0.34F, .y1 = 0.56F, .x2 = 0.27F, .y2 = 0.21F, .width = 0.13F},
    {.x1 = 0.46F, .y1 = 0.54F, .x2 = 0.44F, .y2 = 0.12F, .width = 0.13F},
    {.x1 = 0.57F, .y1 = 0.54F, .x2 = 0.61F, .y2 = 0.14F, .width = 0.13F},
    {.x1 = 0.67F, .y1 = 0.58F, .x2 = 0.77F, .y2 = 0.26F, .width = 0.12F},
    {.x1 = 0.45F, .y1 = 0.64F, .x2 = 0.56F, .y2 = 0.64F, .width = 0.36F},
});
constexpr auto scissors = std::to_array<Part>({
    wrist,
    {.x1 = 0.42F, .y1 = 0.56F, .x2 = 0.29F, .y2 = 0.13F, .width = 0.14F},
    {.x1 = 0.54F, .y1 = 0.54F, .x2 = 0.69F, .y2 = 0.13F, .width = 0.14F},
    {.x1 = 0.45F, .y1 = 0.64F, .x2 = 0.56F, .y2 = 0.64F, .width = 0.36F},
    {.x1 = 0.6F, .y1 = 0.54F, .x2 = 0.59F, .y2 = 0.65F, .width = 0.14F},
    {.x1 = 0.72F, .y1 = 0.57F, .x2 = 0.7F, .y2 = 0.67F, .width = 0.13F},
    {.x1 = 0.32F, .y1 = 0.7F, .x2 = 0.54F, .y2 = 0.66F, .width = 0.14F},
});

std::span<const Part> parts_of(Gesture gesture) {
    switch (gesture) {
        case Gesture::rock:
            return rock;
        case Gesture::paper:
            return paper;
        case Gesture::scissors:
            return scissors;
    }
    return {};
}

}  // namespace

void draw_hand(ui::Painter& painter, float x, float y, float side, Gesture gesture, const HandLook& look) {
    if (painter.measures()) return;
    const float edge = std::max(1.5F, side * 0.022F);
    const auto point = [&](float px, float py) {
        return ink::Point{.x = x + (look.mirrored ? 0.5F - px : px - 0.5F) * side, .y = y + (py - 0.5F) * side};
    };
    for (const Part& part : parts_of(gesture)) {
        const std::array<ink::Point, 2> stroke{point(part.x1, part.y1), point(part.x2, part.y2)};
        painter.ink(stroke, part.width * side + edge, look.line);
        painter.ink(stroke, part.width * side - edge, look.fill);
    }
}

}  // namespace mllab::rock_paper_scissors
