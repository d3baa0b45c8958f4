#include "experiments/digits/view/crop.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"

namespace mllab::digits {

namespace {

constexpr float least = 0.02F;  // a side of it
constexpr float step = 0.025F;
// Of the longer side of what is in it, the paper around it.
constexpr float around = 0.25F;

float percent(float part) { return std::round(100 * part); }

}  // namespace

Crop::Crop(const ink::Box& part) {
    const float paper = around * part.longer_side();
    part_ = {.left = std::max(0.0F, part.left - paper),
             .top = std::max(0.0F, part.top - paper),
             .right = std::min(1.0F, part.right + paper),
             .bottom = std::min(1.0F, part.bottom + paper)};
    before_ = part_;
}

void Crop::press(float x, float y) {
    before_ = part_;
    from_x_ = std::clamp(x, 0.0F, 1.0F);
    from_y_ = std::clamp(y, 0.0F, 1.0F);
    dragging_ = true;
}

void Crop::drag(float x, float y) {
    if (!dragging_) return;
    x = std::clamp(x, 0.0F, 1.0F);
    y = std::clamp(y, 0.0F, 1.0F);
    const ink::Box now{.left = std::min(x, from_x_),
                       .top = std::min(y, from_y_),
                       .right = std::max(x, from_x_),
                       .bottom = std::max(y, from_y_)};
    part_ = now.width() < least || now.height() < least ? before_ : now;
}

void Crop::release() { dragging_ = false; }

bool Crop::key(std::string_view name, bool larger) {
    float dx = 0;
    float dy = 0;
    if (name == "ArrowLeft") {
        dx = -step;
    } else if (name == "ArrowRight") {
        dx = step;
    } else if (name == "ArrowUp") {
        dy = -step;
    } else if (name == "ArrowDown") {
        dy = step;
    } else {
        return false;
    }
    if (larger) {
        part_.right = std::clamp(part_.right + dx, std::min(1.0F, part_.left + least), 1.0F);
        part_.bottom = std::clamp(part_.bottom + dy, std::min(1.0F, part_.top + least), 1.0F);
    } else {
        dx = std::clamp(dx, -part_.left, 1 - part_.right);
        dy = std::clamp(dy, -part_.top, 1 - part_.bottom);
        part_ = {
            .left = part_.left + dx, .top = part_.top + dy, .right = part_.right + dx, .bottom = part_.bottom + dy};
    }
    return true;
}

image::Part Crop::pixels(int width, int height) const {
    const auto from = [](float low, int side) {
        return std::clamp(static_cast<int>(std::floor(low * static_cast<float>(side))), 0, side - 1);
    };
    const auto to = [](float high, int begin, int side) {
        return std::clamp(static_cast<int>(std::ceil(high * static_cast<float>(side))), begin + 1, side);
    };
    const int left = from(part_.left, width);
    const int top = from(part_.top, height);
    return {.left = left,
            .top = top,
            .width = to(part_.right, left, width) - left,
            .height = to(part_.bottom, top, height) - top};
}

std::string Crop::words() const {
    const auto range = [](float low, float high) {
        return core::joined(static_cast<int>(percent(low)), " % to ", static_cast<int>(percent(high)), " %");
    };
    return core::joined(range(part_.left, part_.right), " of its width from the left, ", range(part_.top, part_.bottom),
                        " of its height from the top");
}

}  // namespace mllab::digits
