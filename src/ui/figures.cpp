#include "ui/figures.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace mllab::ui {

float draw_figures(Painter& painter, float x, float y, float width, std::span<const Figure> figures) {
    const Palette& colours = painter.colours();
    const float gap = painter.px(1.5F);
    float left = 0;
    float top = 0;
    const float value_h = painter.px(line_em(Type::strong));
    const float row_h = value_h + painter.px(line_em(Type::small));
    for (const Figure& figure : figures) {
        const float w =
            std::max(painter.measure(figure.value, Type::strong).w, painter.measure(figure.name, Type::small).w);
        if (left > 0 && left + w > width) {
            left = 0;
            top += row_h + painter.px(0.75F);
        }
        painter.text(x + left, y + top, figure.value, Type::strong, colours.text);
        painter.text(x + left, y + top + value_h, figure.name, Type::small, colours.muted);
        left += w + gap;
    }
    return figures.empty() ? 0 : top + row_h;
}

std::string bytes_text(double bytes) {
    if (bytes < 1000) return core::decimals(bytes, 0) + " bytes";
    if (bytes < 1e6) return core::decimals(bytes / 1e3, 0) + " KB";
    return core::decimals(bytes / 1e6, 1) + " MB";
}

std::string count_text(std::int64_t count) {
    std::string digits = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string milliseconds_text(double ms) { return core::decimals(ms, ms < 10 ? 1 : 0) + " ms"; }

}  // namespace mllab::ui
