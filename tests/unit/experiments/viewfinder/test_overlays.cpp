// What is drawn over a picture: heat, boxes, and the picture itself the right way round.
#include <catch_amalgamated.hpp>
#include <limits>

#include "experiments/viewfinder/overlays.hpp"
#include "paper.hpp"

using namespace mllab;
using fake::Paper;
using viewfinder::heat_over;

namespace {

int alpha(const image::RgbaImage& heat, std::size_t index) { return heat.pixels.at(4 * index + 3); }

}  // namespace

TEST_CASE("Heat has one colour, the more opaque the stronger, and nothing where nothing is") {
    const float none = std::numeric_limits<float>::quiet_NaN();
    const float far = std::numeric_limits<float>::infinity();
    const std::vector<float> values{0, 1, 2, 4, -3, none, far, -far};
    const auto heat = heat_over(values, 4, 2, 0, ui::rgb(0x102030));
    for (std::size_t i = 0; i < values.size(); ++i) {
        CHECK(heat.pixels[4 * i] == 0x10);
        CHECK(heat.pixels[4 * i + 1] == 0x20);
        CHECK(heat.pixels[4 * i + 2] == 0x30);
    }
    CHECK(alpha(heat, 0) == 0);
    CHECK(alpha(heat, 1) < alpha(heat, 2));
    CHECK(2 * alpha(heat, 2) - alpha(heat, 3) <= 1);
    CHECK(alpha(heat, 3) > 150);
    CHECK(alpha(heat, 3) < 255);
    for (std::size_t i = 4; i < 8; ++i) CHECK(alpha(heat, i) == 0);
}

TEST_CASE("Weak heat stays weak where the full strength is given, and beyond it nothing grows") {
    const auto heat = heat_over(std::vector<float>{1, 10, 20}, 3, 1, 10, ui::rgb(0));
    CHECK(alpha(heat, 0) * 10 - alpha(heat, 1) < 10);
    CHECK(alpha(heat, 1) == alpha(heat, 2));
    const auto cold = heat_over(std::vector<float>{0, -1, 0}, 3, 1, 0, ui::rgb(0));
    for (std::size_t i = 0; i < 3; ++i) CHECK(alpha(cold, i) == 0);
    CHECK_THROWS_AS(heat_over(std::vector<float>{1, 2}, 3, 1, 0, ui::rgb(0)), std::invalid_argument);
    CHECK_THROWS_AS(heat_over(std::vector<float>{}, -1, -1, 0, ui::rgb(0)), std::invalid_argument);
}

TEST_CASE_METHOD(Paper, "The heat over a mirrored picture is mirrored with it") {
    viewfinder::HeatOverlay heat;
    CHECK(heat.empty());
    heat.set(std::vector<float>{0, 1, 2, 3}, 2, 2);
    CHECK_FALSE(heat.empty());
    auto to = painter();
    for (const bool mirrored : {false, true}) {
        const auto placement = viewfinder::fitted(40, 20, {0, 0, 400, 200}, mirrored);
        list.VtxBuffer.clear();
        heat.draw(to, twin, placement, {0, 0, 0.25F, 0.5F});
        // Rounded corners have no vertex in the corner itself, so look for the edge's extremes.
        float left = 1e9F;
        float u = -1;
        for (const ImDrawVert& v : list.VtxBuffer)
            if (v.pos.x < left) {
                left = v.pos.x;
                u = v.uv.x;
            }
        CHECK(left == Catch::Approx(mirrored ? 300 : 0).margin(1.5));
        CHECK(u == Catch::Approx(mirrored ? 1 : 0).margin(0.02));
    }
    CHECK(twin.textures_alive == 1);
    heat.clear();
    heat.draw(to, twin, viewfinder::fitted(40, 20, {0, 0, 400, 200}, false), {0, 0, 1, 1});
    CHECK(twin.textures_alive == 0);
}

TEST_CASE_METHOD(Paper, "A picture can be turned round, cut, and drawn with corners or without") {
    const auto texture = twin.make_texture(fake::grey(2, 2, 1), platform::Sampling::nearest);
    auto to = painter();
    to.image(*texture, {10, 10, 100, 50}, 1, 0, 0, 1);
    CHECK(u_at(10, 10) == 1);
    CHECK(u_at(110, 10) == 0);
    list.VtxBuffer.clear();
    to.image(*texture, {10, 10, 100, 50}, 0.25F, 0, 0.75F, 1);
    CHECK(u_at(10, 10) == 0.25F);
    CHECK(u_at(110, 60) == 0.75F);
    const int plain = list.VtxBuffer.Size;
    to.image(*texture, {10, 10, 100, 50}, 0, 0, 1, 1, 0.5F);
    CHECK(list.VtxBuffer.Size - plain > 8);
}

TEST_CASE_METHOD(Paper, "The small picture is whole device pixels where they fit, and as high without a picture") {
    viewfinder::SmallPicture small;
    auto to = painter();
    const ui::Rect room{20, 30, 300, 0};
    const float without = small.draw(to, twin, room, 100, nullptr, "What the network sees");
    CHECK(without > 100);
    const auto width_of = [&](int side) {
        list.VtxBuffer.clear();
        const auto picture = std::make_shared<const image::RgbaImage>(fake::grey(side, side, 1));
        CHECK(small.draw(to, twin, room, 100, picture, "What the network sees") == without);
        return list.VtxBuffer[2].pos.x - list.VtxBuffer[0].pos.x;
    };
    CHECK(width_of(48) == 96);
    CHECK(width_of(96) == 96);
    CHECK(width_of(100) == 100);
    CHECK(width_of(224) == 100);
    CHECK(width_of(1) == 100);
    CHECK(width_of(40) == 80);
    CHECK(width_of(60) == 100);  // 60 would leave too much of the square empty
}
