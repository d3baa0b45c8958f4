// The whole view in the twin: every width, theme and pixel ratio, in every state.
#include "photos_fixture.hpp"

using namespace mllab;
using namespace mllab::image_classification;
using fake::photo;

namespace {

using Showing = fake::Drawn<fake::Photos, View>;

}  // namespace

TEST_CASE_METHOD(Showing, "The stage of photos fits at every width: empty, answered, unsure, compared, looked into") {
    Bare stage(twin, faces, launch());
    fits_everywhere(stage);
    stage.picture(photo(fake::cat_shade), "made up");
    fits_everywhere(stage);
    stage.picture(photo(fake::laptop_shade, 40, 300), "portrait");
    fits_everywhere(stage);
    stage.picture(photo(fake::nothing_shade, 900, 100), "panorama");
    stage.action("compare");
    fits_everywhere(stage);
    stage.action("look-inside");
    fits_everywhere(stage);
    CHECK(twin.area("inside") != nullptr);
    stage.action("class-2");
    fits_everywhere(stage);
    stage.picture(photo(fake::cat_shade, 1, 1), "a pixel");
    fits_everywhere(stage);
    stage.action("camera");
    camera().allow();
    camera().give(photo(fake::cat_shade, 640, 480));
    twin.settle(stage);
    fits_everywhere(stage);
}

TEST_CASE_METHOD(Showing, "Three networks side by side fit at every width") {
    Bare stage(twin, faces, launch(3));
    stage.action("compare");
    fits_everywhere(stage);
    stage.picture(photo(fake::laptop_shade), "made up");
    fits_everywhere(stage);
}

TEST_CASE_METHOD(Showing, "The stage keeps its height while answers change") {
    Bare stage(twin, faces, launch());
    stage.picture(photo(fake::cat_shade), "made up");
    for (const float width : {320.0F, 768.0F, 1440.0F}) {
        const float before = twin.draw(stage, {.width = width});
        for (const std::uint8_t shade : {fake::laptop_shade, fake::nothing_shade, fake::cat_shade}) {
            stage.picture(photo(shade), "made up");
            CAPTURE(width, shade);
            CHECK(twin.draw(stage, {.width = width}) == before);
        }
    }
}

TEST_CASE_METHOD(Showing, "A still picture asks for no more frames") {
    Bare stage(twin, faces, launch());
    stage.picture(photo(fake::cat_shade), "made up");
    for (int i = 0; i < 20; ++i) {
        twin.clock_ms += 50;
        twin.draw(stage, {.width = 768, .now_ms = twin.clock_ms});
    }
    twin.frames_wanted = 0;
    twin.clock_ms += 50;
    twin.draw(stage, {.width = 768, .now_ms = twin.clock_ms});
    CHECK(twin.frames_wanted == 0);
}
