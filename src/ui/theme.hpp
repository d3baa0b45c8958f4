// How the stage looks: colours (the same values as web/styles, docs/stage-contract.md), type scale, faces, and ImGui's
// own widgets dressed in them.
#pragma once

#include <imgui.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "platform/platform.hpp"

namespace mllab::ui {

using Colour = ImU32;

[[nodiscard]] constexpr Colour rgb(std::uint32_t hex) {
    return IM_COL32((hex >> 16) & 255U, (hex >> 8) & 255U, hex & 255U, 255U);
}
// `t` of the way from a to b.
[[nodiscard]] Colour mixed(Colour a, Colour b, float t);

struct Palette {
    Colour page, surface, sunken, line, text, muted, accent, accent_soft, on_accent, doubt, danger;
};
[[nodiscard]] const Palette& palette(bool dark);

// Text styles. Sizes in em: .875 / 1 / 1.25, and the answer. Every one costs time to rasterise when the stage opens.
enum class Type : std::uint8_t { small, small_strong, body, strong, title, answer };
inline constexpr std::size_t type_count = 6;

[[nodiscard]] float size_em(Type type);
// Distance of baselines in em.
[[nodiscard]] float line_em(Type type);

// The faces at one text size and pixel ratio.
class Faces {
 public:
    // Fills the font atlas of the current ImGui context; what was in it is gone.
    void build(float em, float pixel_ratio);
    [[nodiscard]] ImFont* font(Type type) const { return fonts_[static_cast<std::size_t>(type)]; }

 private:
    std::array<ImFont*, type_count> fonts_{};
};

// The current ImGui context's style: a bare window to draw in, curves as fine as the frame's pixels.
void apply_style(const platform::Frame& frame);

}  // namespace mllab::ui
