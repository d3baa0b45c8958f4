// A row of figures with their names below: "0.4 ms / answer in". Wraps where the width ends.
#pragma once

#include <span>
#include <string>

#include "ui/painter.hpp"

namespace mllab::ui {

struct Figure {
    std::string value;
    std::string name;
};

// Gives the height.
float draw_figures(Painter& painter, float x, float y, float width, std::span<const Figure> figures);

// "148 KB", "3.7 MB": decimal units, as file managers show them.
[[nodiscard]] std::string bytes_text(double bytes);
// "98,765".
[[nodiscard]] std::string count_text(std::int64_t count);
// "0.4 ms", "23 ms".
[[nodiscard]] std::string milliseconds_text(double ms);

}  // namespace mllab::ui
