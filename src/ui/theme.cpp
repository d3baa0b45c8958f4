#include "ui/theme.hpp"

#include <cmath>

#include "ui/face_data.hpp"

namespace mllab::ui {

namespace {

constexpr Palette light{
    .page = rgb(0xf6f7f7),
    .surface = rgb(0xffffff),
    .sunken = rgb(0xeff1f1),
    .line = rgb(0xdde1e2),
    .text = rgb(0x1b2123),
    .muted = rgb(0x5a6468),
    .accent = rgb(0x0b756b),
    .accent_soft = rgb(0xdff2ef),
    .on_accent = rgb(0xffffff),
    .doubt = rgb(0x8f5300),
    .danger = rgb(0xb3261e),
};

constexpr Palette dark_palette{
    .page = rgb(0x111415),
    .surface = rgb(0x191d1f),
    .sunken = rgb(0x23282b),
    .line = rgb(0x333a3e),
    .text = rgb(0xedf0f1),
    .muted = rgb(0xa4afb4),
    .accent = rgb(0x4ecbb9),
    .accent_soft = rgb(0x12332f),
    .on_accent = rgb(0x06201d),
    .doubt = rgb(0xf0b65f),
    .danger = rgb(0xff9d96),
};

struct Style {
    float size_em;
    float line_em;
    std::span<const unsigned char> (*face)();
};

const Style& style_of(Type type) {
    static constexpr std::array<Style, type_count> styles{{
        {.size_em = 0.875F, .line_em = 1.25F, .face = &regular_face},
        {.size_em = 0.875F, .line_em = 1.25F, .face = &semibold_face},
        {.size_em = 1, .line_em = 1.5F, .face = &regular_face},
        {.size_em = 1, .line_em = 1.5F, .face = &semibold_face},
        {.size_em = 1.25F, .line_em = 1.75F, .face = &semibold_face},
        {.size_em = 6, .line_em = 6.25F, .face = &display_face},
    }};
    return styles[static_cast<std::size_t>(type)];
}

// Exactly what embed_faces.py keeps, as ImGui wants it: pairs of first and last, ended by 0.
constexpr std::array<ImWchar, 21> text_ranges{0x20,   0x7E,   0xA0,   0xA0,   0xB7,   0xB7,   0xD7,
                                              0xD7,   0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D,
                                              0x2026, 0x2026, 0x2192, 0x2192, 0x2212, 0x2212, 0};
constexpr std::array<ImWchar, 5> answer_ranges{'0', '9', '?', '?', 0};

// ImGui's size of a face is its ascent plus descent; ours is the em, as everywhere in typography. Inter: 2478 / 2048.
constexpr float height_per_em = 2478.0F / 2048.0F;

int channel(Colour c, int shift) { return static_cast<int>((c >> shift) & 255U); }

}  // namespace

const Palette& palette(bool dark) { return dark ? dark_palette : light; }

Colour mixed(Colour a, Colour b, float t) {
    const auto mix = [&](int shift) {
        const auto from = static_cast<float>(channel(a, shift));
        const auto to = static_cast<float>(channel(b, shift));
        return static_cast<ImU32>(std::lround(from + (to - from) * t)) << shift;
    };
    return mix(IM_COL32_R_SHIFT) | mix(IM_COL32_G_SHIFT) | mix(IM_COL32_B_SHIFT) | mix(IM_COL32_A_SHIFT);
}

float size_em(Type type) { return style_of(type).size_em; }
float line_em(Type type) { return style_of(type).line_em; }

void Faces::build(float em, float pixel_ratio) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    for (std::size_t i = 0; i < type_count; ++i) {
        const auto type = static_cast<Type>(i);
        const auto bytes = style_of(type).face();
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        config.RasterizerDensity = pixel_ratio;
        config.OversampleH = pixel_ratio < 1.5F && type != Type::answer ? 2 : 1;
        config.OversampleV = 1;
        config.GlyphRanges = type == Type::answer ? answer_ranges.data() : text_ranges.data();
        // The atlas takes the address without const and does not write to what it does not own.
        fonts_[i] =
            atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(bytes.data()),  // NOLINT
                                       static_cast<int>(bytes.size()), size_em(type) * em * height_per_em, &config);
    }
    atlas.Build();
    ImGui::GetIO().FontDefault = font(Type::body);
}

void apply_style(const platform::Frame& frame) {
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    // Curves are smooth to a third of a device pixel.
    style.CircleTessellationMaxError = 0.3F / frame.pixel_ratio;
}

}  // namespace mllab::ui
