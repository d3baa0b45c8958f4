// Text in pictures that are saved: the stage's face, written into pixels without the stage.
#pragma once

#include <memory>
#include <string_view>

#include "image/image.hpp"
#include "ui/theme.hpp"

struct ImFontAtlas;
struct ImFont;

namespace mllab::ui {

class Lettering {
 public:
    // In the semibold face, `size_px` the em. Costs some milliseconds. Throws std::invalid_argument on a size outside
    // 4..256.
    explicit Lettering(float size_px);
    ~Lettering();
    Lettering(const Lettering&) = delete;
    Lettering& operator=(const Lettering&) = delete;

    [[nodiscard]] int height() const;  // of a line
    [[nodiscard]] int width(std::string_view text) const;
    // (x, y) is the upper left corner of the line; what lies outside of the picture is cut.
    void write(image::RgbaImage& picture, int x, int y, std::string_view text, Colour colour) const;

 private:
    std::unique_ptr<ImFontAtlas> atlas_;
    ImFont* font_ = nullptr;
};

}  // namespace mllab::ui
