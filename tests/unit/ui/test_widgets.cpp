// The widgets and ImGui for real, in the platform's native twin: no browser, no screen.
#include <catch_amalgamated.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "canvas.hpp"
#include "ui/figures.hpp"
#include "ui/glide.hpp"
#include "ui/heat_map.hpp"
#include "ui/lettering.hpp"
#include "ui/pad_view.hpp"

using namespace mllab;

namespace {

using Fixture = fake::Canvases;

double luminance(ui::Colour c) {
    const auto linear = [&](int shift) {
        const double v = static_cast<double>((c >> shift) & 255U) / 255;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(IM_COL32_R_SHIFT) + 0.7152 * linear(IM_COL32_G_SHIFT) + 0.0722 * linear(IM_COL32_B_SHIFT);
}

double contrast(ui::Colour a, ui::Colour b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace

TEST_CASE("Text can be read: 4.5 to 1 against everything it stands on, in both themes") {
    for (const bool dark : {false, true}) {
        const ui::Palette& p = ui::palette(dark);
        for (const ui::Colour ground : {p.page, p.surface})
            for (const ui::Colour text : {p.text, p.muted, p.accent, p.doubt, p.danger}) {
                CAPTURE(dark, ground, text);
                CHECK(contrast(text, ground) >= 4.5);
            }
        CHECK(contrast(p.on_accent, p.accent) >= 4.5);
    }
}

TEST_CASE("Figures are written as people write them") {
    CHECK(ui::count_text(0) == "0");
    CHECK(ui::count_text(999) == "999");
    CHECK(ui::count_text(1000) == "1,000");
    CHECK(ui::count_text(1234567) == "1,234,567");
    CHECK(ui::count_text(-123456) == "-123,456");
    CHECK(ui::bytes_text(812) == "812 bytes");
    CHECK(ui::bytes_text(147600) == "148 KB");
    CHECK(ui::bytes_text(3660000) == "3.7 MB");
    CHECK(ui::milliseconds_text(0.42) == "0.4 ms");
    CHECK(ui::milliseconds_text(23.4) == "23 ms");
}

TEST_CASE("A gliding number arrives within 120 ms, and at once where less motion is wanted") {
    ui::Glide glide;
    glide.aim(1, 1000, false);
    CHECK(glide.value(1000) == 0);
    CHECK(glide.value(1060) > 0.5F);
    CHECK(glide.moving(1060));
    CHECK(glide.value(1120) == 1);
    CHECK_FALSE(glide.moving(1120));
    glide.aim(0, 1200, false);
    const float on_the_way = glide.value(1240);
    glide.aim(1, 1240, false);
    CHECK(glide.value(1240) == on_the_way);
    glide.aim(0.5F, 1250, true);
    CHECK(glide.value(1250) == 0.5F);
}

TEST_CASE_METHOD(Fixture, "Text breaks at spaces, never inside a number, and stays within its width") {
    std::vector<float> widths;
    draw([&](ui::Painter& p) {
        const auto size =
            p.measure("This is a 7 (98.3\u00a0% sure), and that is all there is to say.", ui::Type::body, 100);
        widths.push_back(size.w);
        CHECK(size.w <= 100);
        CHECK(size.h > 3 * 24);
        // The number alone is wider than the line: it is not cut.
        const auto number = p.measure("98.3\u00a0%", ui::Type::body, 20);
        CHECK(number.h == 24);
        CHECK(number.w > 20);
        CHECK(p.measure("", ui::Type::body, 100).h == 0);
        CHECK(p.measure("a\nb", ui::Type::body).h == 48);
        return size.h;
    });
    CHECK_FALSE(widths.empty());
}

TEST_CASE_METHOD(Fixture, "Text keeps its size at every pixel ratio") {
    std::vector<float> widths;
    for (const float ratio : {1.0F, 1.5F, 2.0F, 3.0F}) {
        frame.pixel_ratio = ratio;
        draw([&](ui::Painter& p) {
            if (!p.measures()) widths.push_back(p.measure("Draw a digit", ui::Type::title).w);
            return 100.0F;
        });
    }
    REQUIRE(widths.size() == 4);
    for (const float w : widths) CHECK(w == Catch::Approx(widths[0]).margin(1.5));
}

TEST_CASE_METHOD(Fixture, "Figures have equal widths, so that a changing percentage does not tremble") {
    draw([](ui::Painter& p) {
        CHECK(p.measure("1111", ui::Type::body).w == p.measure("8888", ui::Type::body).w);
        return 100.0F;
    });
}

TEST_CASE("Heat: paper where there is nothing, the strongest colour for the largest value, hostile numbers harmless") {
    const auto pixel = [](const image::RgbaImage& image, std::size_t i) {
        return IM_COL32(image.pixels[4 * i], image.pixels[4 * i + 1], image.pixels[4 * i + 2], image.pixels[4 * i + 3]);
    };
    const ui::Palette& p = ui::palette(false);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinite = std::numeric_limits<float>::infinity();
    const std::vector<float> values{0, 4, -4, nan, infinite, 2};
    const auto both = ui::heat_image(values, 6, 1, ui::Scale::diverging, false);
    CHECK(pixel(both, 0) == p.sunken);
    CHECK(pixel(both, 1) == p.accent);
    CHECK(pixel(both, 2) == p.doubt);
    CHECK(pixel(both, 3) == p.sunken);
    CHECK(pixel(both, 5) == ui::mixed(p.sunken, p.accent, 0.5F));
    const auto one = ui::heat_image(values, 6, 1, ui::Scale::sequential, false);
    CHECK(pixel(one, 2) == p.sunken);
    const std::vector<float> silent(6, 0.0F);
    CHECK(pixel(ui::heat_image(silent, 6, 1, ui::Scale::diverging, true), 3) == ui::palette(true).sunken);
}

TEST_CASE_METHOD(Fixture,
                 "A heat grid shares its rows evenly, tells the value under the pointer, and frees its texture") {
    {
        ui::HeatGrid grid("map", ui::Scale::sequential);
        CHECK_THROWS_AS(grid.set(std::vector<float>(5), 2, 2, 2), std::invalid_argument);
        grid.set(std::vector<float>(std::size_t{16} * 4, 0.5F), 16, 2, 2);
        // Nine tiles would fit; two rows of eight look better than nine and seven.
        const auto content = [&](ui::Painter& p) { return grid.draw(p, twin, 0, 0, 330, 2); };
        CHECK(draw(content) == Catch::Approx(2 * 37.75 + 4));
        CHECK(twin.textures_alive == 1);
        const int quiet = vertices();
        draw(content, ink::Point{4, 4, 0});
        CHECK(vertices() > quiet + 4 * 10);  // the note's letters
        frame.dark = true;
        draw(content);
        CHECK(twin.textures_alive == 1);
    }
    CHECK(twin.textures_alive == 0);
}

TEST_CASE_METHOD(Fixture, "A pad draws ink, pictures and its hint, and keeps no picture that is not shown") {
    ui::DrawingPad pad;
    ui::PadView view;
    const auto content = [&](ui::Painter& p) {
        view.draw(p, twin, pad, {0, 0, 300, 300}, {.hint = "Draw", .key_hint = "Arrows"});
        return 300.0F;
    };
    draw(content);
    const int empty = vertices();
    pad.press({100, 100, 0}, false);
    pad.move({200, 200, 1});
    pad.lift();
    draw(content);
    CHECK(vertices() > empty);
    pad.show({.pixels = image::RgbaImage(40, 20), .name = "wide.png"});
    draw(content);
    CHECK(twin.textures_alive == 1);
    pad.undo();
    draw(content);
    CHECK(twin.textures_alive == 0);
}

TEST_CASE("A saved drawing is dark ink on white paper, a saved picture the picture itself") {
    ui::DrawingPad pad;
    pad.press({160, 160, 0}, false);
    pad.lift();
    const auto image = ui::picture_of(pad, 20, 64);
    REQUIRE(image.width == 64);
    const auto red = [&](std::size_t x, std::size_t y) { return image.pixels[4 * (y * 64 + x)]; };
    CHECK(red(32, 32) == 0);
    CHECK(red(2, 2) == 255);
    CHECK(image.pixels[3] == 255);
    pad.show({.pixels = image::RgbaImage(7, 5), .name = ""});
    CHECK(ui::picture_of(pad, 20, 64).width == 7);
}

TEST_CASE("Letters are written into pictures, and cut where these end") {
    const ui::Lettering letters(20);
    CHECK(letters.width("wide words") > letters.width("words"));
    CHECK(letters.width("") == 0);
    CHECK(letters.height() >= 20);
    const auto dark = [](const image::RgbaImage& picture) {
        int count = 0;
        for (std::size_t i = 0; i < picture.pixels.size(); i += 4) count += picture.pixels[i] < 128 ? 1 : 0;
        return count;
    };
    const auto paper = [](int width, int height) {
        return image::RgbaImage(width, height,
                                std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * 4, 255));
    };
    image::RgbaImage picture = paper(200, 40);
    letters.write(picture, 10, 5, "dog 92 %", ui::rgb(0x000000));
    const int whole = dark(picture);
    CHECK(whole > 100);
    // Over every edge, and beside the picture.
    for (const auto [x, y] : {std::pair(-20, 5), std::pair(170, 5), std::pair(10, -12), std::pair(10, 30)}) {
        picture = paper(200, 40);
        letters.write(picture, x, y, "dog 92 %", ui::rgb(0x000000));
        CHECK(dark(picture) < whole);
    }
    letters.write(picture = paper(200, 40), 10, 500, "dog", ui::rgb(0x000000));
    CHECK(dark(picture) == 0);
    CHECK_THROWS_AS(ui::Lettering(1), std::invalid_argument);
    CHECK_THROWS_AS(ui::Lettering(std::numeric_limits<float>::quiet_NaN()), std::invalid_argument);
}
