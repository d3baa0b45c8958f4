// The viewfinder and the answer on phones, tablets and desktops.
#include <catch_amalgamated.hpp>

#include "experiments/viewfinder/rooms.hpp"
#include "pictures.hpp"

using namespace mllab;
using viewfinder::rooms_for;
using viewfinder::shape_of;

namespace {

viewfinder::Rooms rooms_at(platform::Twin& twin, float width, float shape, float em = 16) {
    const ui::Faces faces;  // nothing is written
    const platform::Frame frame{.width = width, .em = em};
    return rooms_for(ui::Painter(nullptr, frame, faces, twin, std::nullopt), shape);
}

}  // namespace

TEST_CASE("On a phone the answer begins within a screen, whatever the camera's shape") {
    platform::Twin twin;
    for (const float width : {320.0F, 360.0F, 412.0F})
        for (const float shape : {0.5625F, 0.75F, 1.0F}) {
            const auto rooms = rooms_at(twin, width, shape);
            CHECK_FALSE(rooms.wide);
            CHECK(rooms.finder.w == width - 32);
            CHECK(rooms.answer.y > rooms.finder.bottom());
            CHECK(rooms.answer.y < 400);
            CHECK(rooms.answer.w == rooms.finder.w);
        }
}

TEST_CASE("On a wide stage the answer stands beside the viewfinder") {
    platform::Twin twin;
    for (const float width : {768.0F, 1100.0F, 1440.0F})
        for (const float shape : {0.5625F, 0.75F, 1.0F}) {
            const auto rooms = rooms_at(twin, width, shape);
            CHECK(rooms.wide);
            CHECK(rooms.answer.y == rooms.finder.y);
            CHECK(rooms.answer.x > rooms.finder.right());
            CHECK(rooms.answer.w > 250);
            CHECK(rooms.answer.right() <= width - rooms.margin + 0.01F);
            CHECK(rooms.finder.h <= 24 * 16);
            CHECK(std::abs(rooms.finder.h / rooms.finder.w - shape) < 0.02F);
        }
    // Larger letters want the phone's way on the same tablet.
    CHECK_FALSE(rooms_at(twin, 768, 0.75F, 24).wide);
}

TEST_CASE("What several networks say stands side by side as far as there is room, the rest below") {
    std::vector<ui::Rect> places;
    const auto height = [&](float width, std::size_t count) {
        places.clear();
        return viewfinder::side_by_side({10, 20, width, 0}, count, 100, 10, [&](std::size_t i, const ui::Rect& place) {
            CHECK(i == places.size());
            places.push_back(place);
            return 50 + static_cast<float>(i);  // each higher than the one before
        });
    };
    CHECK(height(320, 3) == 52);
    REQUIRE(places.size() == 3);
    CHECK(places[2].x == 230);
    CHECK(places[2].y == 20);
    CHECK(places[2].w == 100);
    CHECK(height(319, 3) == 51 + 10 + 52);
    CHECK(places[1].right() == Catch::Approx(10 + 319));
    CHECK(places[2].x == 10);
    CHECK(places[2].y == 20 + 51 + 10);
    CHECK(places[2].w == places[0].w);
    CHECK(height(60, 2) == 50 + 10 + 51);
    CHECK(places[0].w == 60);
    CHECK(height(1000, 1) == 50);
    CHECK(places[0].w == 1000);
    CHECK(height(1000, 0) == 0);
}

TEST_CASE("The room has the shape of what is on, within bounds") {
    platform::Twin twin;
    viewfinder::Sources sources(twin, {});
    CHECK(shape_of(sources) == 0.75F);
    sources.picture(fake::grey(1000, 10, 1), "wide");
    CHECK(shape_of(sources) == 0.5625F);
    sources.picture(fake::grey(3, 4, 1), "upright");
    CHECK(shape_of(sources) == 1);
    sources.picture(fake::grey(5, 4, 1), "usual");
    CHECK(shape_of(sources) == 0.8F);
    sources.command({.verb = "camera", .argument = {}, .text = {}});
    CHECK(shape_of(sources) == 0.8F);
    twin.cameras.at(0)->allow();
    sources.update();
    CHECK(shape_of(sources) == 0.75F);
    twin.cameras.at(0)->give(fake::grey(20, 12, 1));
    CHECK(shape_of(sources) == 0.6F);
    CHECK(sources.take({.longer_px = 20}));
    twin.cameras.at(0)->hide_page();
    CHECK(shape_of(sources) == 0.6F);
}
