#include "ui/lettering.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "ui/face_data.hpp"

namespace mllab::ui {

namespace {

// As the theme's faces: ImGui's size is ascent plus descent, ours the em.
constexpr float height_per_em = 2478.0F / 2048.0F;
constexpr std::array<ImWchar, 5> characters{0x20, 0x7E, 0xA0, 0xA0, 0};
constexpr std::size_t channels = 4;

void mix(std::uint8_t* pixel, Colour colour, unsigned coverage) {
    for (std::size_t c = 0; c < 3; ++c) {
        const unsigned from = pixel[c];
        const unsigned to = (colour >> (8 * c)) & 255U;
        pixel[c] = static_cast<std::uint8_t>((from * (255 - coverage) + to * coverage + 127) / 255);
    }
}

}  // namespace

Lettering::Lettering(float size_px) : atlas_(std::make_unique<ImFontAtlas>()) {
    if (!(size_px >= 4 && size_px <= 256)) throw std::invalid_argument("letters are 4 to 256 pixels high");
    const auto face = semibold_face();
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.OversampleH = 1;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    config.GlyphRanges = characters.data();
    // The atlas takes the address without const and does not write to what it does not own.
    font_ = atlas_->AddFontFromMemoryTTF(const_cast<unsigned char*>(face.data()),  // NOLINT
                                         static_cast<int>(face.size()), size_px * height_per_em, &config);
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    atlas_->GetTexDataAsAlpha8(&pixels, &width, &height);
}

Lettering::~Lettering() = default;

int Lettering::height() const { return static_cast<int>(std::ceil(font_->FontSize)); }

int Lettering::width(std::string_view text) const {
    return static_cast<int>(
        std::ceil(font_->CalcTextSizeA(font_->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x));
}

void Lettering::write(image::RgbaImage& picture, int x, int y, std::string_view text, Colour colour) const {
    unsigned char* coverage = nullptr;
    int atlas_width = 0;
    int atlas_height = 0;
    atlas_->GetTexDataAsAlpha8(&coverage, &atlas_width, &atlas_height);
    float pen = 0;
    for (const char c : text) {
        const ImFontGlyph* const glyph = font_->FindGlyph(static_cast<ImWchar>(static_cast<unsigned char>(c)));
        if (glyph == nullptr) continue;
        const auto pixel_of = [](float share, int of) {
            return static_cast<int>(std::lround(share * static_cast<float>(of)));
        };
        const int u = pixel_of(glyph->U0, atlas_width);
        const int v = pixel_of(glyph->V0, atlas_height);
        const int left = x + static_cast<int>(std::lround(pen + glyph->X0));
        const int top = y + static_cast<int>(std::lround(glyph->Y0));
        const int w = pixel_of(glyph->U1, atlas_width) - u;
        const int h = pixel_of(glyph->V1, atlas_height) - v;
        for (int row = std::max(0, -top); row < std::min(h, picture.height - top); ++row)
            for (int column = std::max(0, -left); column < std::min(w, picture.width - left); ++column) {
                const auto at = static_cast<std::size_t>(top + row) * static_cast<std::size_t>(picture.width) +
                                static_cast<std::size_t>(left + column);
                const auto from = static_cast<std::size_t>(v + row) * static_cast<std::size_t>(atlas_width) +
                                  static_cast<std::size_t>(u + column);
                mix(&picture.pixels[at * channels], colour, coverage[from]);
            }
        pen += glyph->AdvanceX;
    }
}

}  // namespace mllab::ui
