// The whole view in the twin: every width, theme and pixel ratio.
#include "street.hpp"

using namespace mllab;
using namespace mllab::object_detection;
using fake::street;

namespace {

using ViewFixture = fake::Drawn<fake::Street, View>;

}  // namespace

TEST_CASE_METHOD(ViewFixture, "Detection fits at every width: empty, with pictures of every shape, live, looked into") {
    Bare stage(twin, faces, launch());
    fits_everywhere(stage);
    stage.picture(street(fake::street_shade, 640, 480), "landscape");
    fits_everywhere(stage);
    stage.picture(street(fake::street_shade, 300, 900), "portrait");
    fits_everywhere(stage);
    stage.picture(street(fake::street_shade, 2000, 100), "panorama");
    fits_everywhere(stage);
    stage.action("look-inside");
    fits_everywhere(stage);
    CHECK(twin.area("inside") != nullptr);
    stage.action("compare");
    fits_everywhere(stage);
    stage.action("compare");
    stage.action("model-detection_ssd_mobilenet_v2");
    fits_everywhere(stage);
    stage.picture(street(fake::empty_shade, 1, 1), "a pixel");
    fits_everywhere(stage);
    stage.action("camera");
    camera().allow();
    camera().give(street(fake::street_shade, 640, 480));
    twin.settle(stage);
    fits_everywhere(stage);
}

TEST_CASE_METHOD(ViewFixture, "Nothing moves when a frame shows more or less") {
    Bare stage(twin, faces, launch());
    stage.action("camera");
    camera().allow();
    for (const float width : {320.0F, 768.0F, 1440.0F}) {
        std::optional<float> before;
        for (const std::uint8_t shade : {fake::dog_shade, fake::street_shade, fake::empty_shade, fake::dog_shade}) {
            for (int i = 0; i < 8; ++i) {
                twin.clock_ms += 100;
                camera().give(street(shade, 640, 480));
                twin.settle(stage);
            }
            const float height = twin.draw(stage, {.width = width, .now_ms = twin.clock_ms});
            CAPTURE(width, shade);
            CHECK(height == before.value_or(height));
            before = height;
        }
    }
}
