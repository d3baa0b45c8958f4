#include "experiments/object_detection/view/boxes.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "experiments/object_detection/pipeline/words.hpp"
#include "experiments/object_detection/view/looks.hpp"

namespace mllab::object_detection {

namespace {

// Below every line, so that it is seen on anything.
constexpr ui::Colour shadow = IM_COL32(0, 0, 0, 130);
constexpr float thickness_px = 3;

ui::Colour faint(ui::Colour colour) { return (colour & ~IM_COL32_A_MASK) | IM_COL32(0, 0, 0, 110); }

ui::Rect on_stage(const viewfinder::Placement& placement, const geometry::Box& box) {
    return placement.on_stage(ui::Rect{static_cast<float>(box.x), static_cast<float>(box.y), static_cast<float>(box.w),
                                       static_cast<float>(box.h)});
}

void draw_outline(ui::Painter& painter, const ui::Rect& rect, const Look& look, bool is_faint) {
    const float thickness = is_faint ? thickness_px / 2 : thickness_px;
    if (!is_faint) painter.outline({rect.x - 1, rect.y - 1, rect.w + 2, rect.h + 2}, shadow, 0, thickness + 2);
    const ui::Colour colour = is_faint ? faint(look.colour) : look.colour;
    for (const Segment& s : outline_of(rect, look.pattern, thickness))
        painter.line(s.x1, s.y1, s.x2, s.y2, colour, thickness);
}

// Above the box where there is room in the picture, else in its upper corner.
void draw_label(ui::Painter& painter, const viewfinder::Placement& placement, const ui::Rect& rect, const Look& look,
                const std::string& text) {
    const float pad = painter.px(0.3125F);
    const ui::Size size = painter.measure(text, ui::Type::small_strong);
    const ui::Rect& picture = placement.rect;
    const float w = size.w + 2 * pad;
    const float x = std::max(std::min(rect.x, picture.right() - w), picture.x);
    const float above = rect.y - size.h;
    const ui::Rect chip{x, above >= picture.y ? above : rect.y, w, size.h};
    painter.fill(chip, look.colour, 0.1875F);
    painter.text(chip.x + pad, chip.y, text, ui::Type::small_strong, look.on_colour);
}

}  // namespace

void draw_boxes(ui::Painter& painter, const viewfinder::Placement& placement, const std::vector<Thing>& things,
                std::optional<std::uint64_t> alone, const std::vector<std::string>& labels) {
    if (painter.measures()) return;
    std::vector<const Thing*> order;
    for (const Thing& thing : things) order.push_back(&thing);
    // Small ones over large ones, and the one that is looked at over all.
    std::ranges::stable_sort(order, [&](const Thing* a, const Thing* b) {
        if ((a->id == alone) != (b->id == alone)) return b->id == alone;
        return a->what.box.area() > b->what.box.area();
    });
    const auto shows_label = [&](const Thing& thing) { return !alone || thing.id == *alone; };
    for (const Thing* thing : order)
        draw_outline(painter, on_stage(placement, thing->what.box), look_of(thing->what.label), !shows_label(*thing));
    for (const Thing* thing : order)
        if (shows_label(*thing))
            draw_label(painter, placement, on_stage(placement, thing->what.box), look_of(thing->what.label),
                       core::joined(labels.at(thing->what.label), " ", percent(thing->what.score)));
}

void draw_sample(ui::Painter& painter, float x, float y, float width, std::size_t label) {
    const Look look = look_of(label);
    painter.fill({x, y - painter.px(0.5F), width, painter.px(1)}, shadow, 0.1875F);
    // The upper edge of a flat rectangle.
    for (const Segment& s :
         outline_of({x + 3, y - thickness_px / 2, width - 6, thickness_px}, look.pattern, thickness_px))
        if (s.y1 == s.y2) painter.line(s.x1, s.y1, s.x2, s.y2, look.colour, thickness_px);
}

}  // namespace mllab::object_detection
