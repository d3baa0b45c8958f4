// What is found before a camera, what is said of it while it changes, and what is kept, in the twin.
#include "street.hpp"

using namespace mllab;
using fake::Detecting;
using fake::street;

TEST_CASE_METHOD(Detecting, "A camera's boxes are steady, and the raw truth can be seen") {
    film(fake::dog_shade);
    CHECK(things() == std::vector<std::string>{"a dog, left"});  // no percentages that change with every frame
    CHECK(twin.action("steady")->pressed == true);
    frame(fake::empty_shade);
    CHECK(text() == "A dog.");  // for some frames
    press("steady");
    frame(fake::empty_shade);
    CHECK(text() == "Nothing I know.");
    press("steady");
    for (int i = 0; i < 8; ++i) frame(fake::dog_shade);
    for (int i = 0; i < 8; ++i) frame(fake::empty_shade);
    CHECK(text() == "Nothing I know.");
}

TEST_CASE_METHOD(Detecting, "A live answer is read out when it has lasted") {
    film(fake::dog_shade);
    CHECK_FALSE(twin.result().settled);
    for (int i = 0; i < 5; ++i) frame(fake::dog_shade);
    CHECK(twin.result().settled);
    frame(fake::street_shade);
    CHECK_FALSE(twin.result().settled);
    open(fake::dog_shade);
    CHECK(twin.result().settled);
}

TEST_CASE_METHOD(Detecting, "Freezing puts the light out and keeps what was seen") {
    CHECK(twin.action("freeze") == nullptr);
    film(fake::street_shade);
    const bool mirrored = controller->mirrored();
    press("freeze");
    CHECK(twin.lights_on() == 0);
    CHECK(controller->mirrored() == mirrored);  // nothing turns round under the visitor's eyes
    CHECK(text() == "2 people, a dog.");
    CHECK(things().size() == 3);
    CHECK(twin.action("freeze") == nullptr);
    CHECK(twin.action("steady") == nullptr);
}

TEST_CASE_METHOD(Detecting, "What is kept of a camera is sharper than what the network got") {
    film(fake::street_shade);
    camera().give(street(fake::street_shade, 800, 600));
    twin.page();
    CHECK(controller->reading()->seen.picture->width == 100);
    press("save-picture");
    CHECK(twin.saved_pictures.at(0).picture.width == 800);
    press("freeze");
    CHECK(controller->watching().sources().picture()->width == 800);
    // A page that was hidden has no camera: what the network got is kept.
    press("camera");
    camera().allow();
    camera().give(street(fake::street_shade, 800, 600));
    twin.page();
    camera().hide_page();
    twin.page();
    press("freeze");
    CHECK(controller->watching().sources().picture()->width == 100);
}

TEST_CASE_METHOD(Detecting, "A camera's frames are as large as the chosen side needs") {
    press("side-64");
    film(fake::street_shade);
    const auto width = [&] {
        camera().give(street(fake::street_shade, 640, 320));
        twin.page();
        return controller->reading()->seen.picture->width;
    };
    CHECK(width() == 160);
    press("side-32");
    CHECK(width() == 80);
    // Stretched to the square, the shorter side has to fill it.
    press("model-detection_ssd_mobilenet_v2");
    CHECK(width() == 160);
}

TEST_CASE_METHOD(Detecting, "A mirrored camera's places are said as they are seen, and told as they are") {
    press("camera");
    camera().allow(2);
    frame(fake::dog_shade);
    CHECK_FALSE(controller->mirrored());
    CHECK(things() == std::vector<std::string>{"a dog, left"});
    press("switch-camera");
    camera().allow(2);
    frame(fake::dog_shade);
    CHECK(controller->mirrored());
    CHECK(things() == std::vector<std::string>{"a dog, right"});
    CHECK((*twin.result().top.at(0).box)[0] == Catch::Approx(0.125));
    press("camera");
    CHECK_FALSE(controller->mirrored());
}
