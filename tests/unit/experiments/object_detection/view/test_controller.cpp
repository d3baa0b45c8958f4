// What is found, what is said of it and what the visitor can do, in the twin.
#include <algorithm>

#include "experiments/object_detection/examples/tricks.hpp"
#include "street.hpp"

using namespace mllab;
using namespace mllab::object_detection;
using fake::Detecting;
using fake::street;

TEST_CASE_METHOD(Detecting, "Without a source the page says how to begin, and nothing is asked") {
    CHECK(text() == "Use the camera, open a picture or take an example: the network says what it sees.");
    CHECK(twin.page().state == platform::State::ready);
    CHECK(runtime.runs_asked == 0);
    CHECK(things().empty());
    CHECK(twin.result().top.empty());
}

TEST_CASE_METHOD(Detecting, "A picture's things are counted, listed with their places, and told with their boxes") {
    open(fake::street_shade);
    CHECK(current());
    CHECK(text() == "2 people, a dog.");
    CHECK(twin.result().value == "2 people, a dog");
    CHECK(things() == std::vector<std::string>{"a dog, left, 90 % sure", "a person, top right, 80 % sure",
                                               "a person, bottom right, 70 % sure"});
    const auto& top = twin.result().top;
    REQUIRE(top.size() == 3);
    CHECK(top[0].label == "dog");
    CHECK(top[0].p == Catch::Approx(0.9));
    REQUIRE(top[0].box.has_value());
    CHECK((*top[0].box)[0] == Catch::Approx(0.125));
    CHECK((*top[0].box)[3] == Catch::Approx(0.25));
    open(fake::empty_shade);
    CHECK(text() == "Nothing I know.");
    CHECK(twin.result().value.empty());
    CHECK(things().empty());
}

TEST_CASE_METHOD(Detecting,
                 "What is not sure enough is said to be a guess, and the slider lets it in without asking again") {
    open(fake::unsure_shade);
    CHECK(text() == "Nothing sure enough; the best guess is a dog, left, 30 % sure.");
    const int asked = runtime.runs_asked;
    press("field-score", "5");
    CHECK(text() == "2 people, a dog.");
    CHECK(runtime.runs_asked == asked);
    press("field-score", "25");
    CHECK(text() == "A dog.");
    press("field-score", "nonsense");
    CHECK(text() == "A dog.");
    CHECK(twin.field("score")->value == "25");
}

TEST_CASE_METHOD(Detecting, "One thing is looked at alone: by its button, by arrows, and all again") {
    open(fake::street_shade);
    press("thing-2");
    CHECK(controller->alone() == 2);
    CHECK(text() == "2 people, a dog. A person, top right, 80 % sure.");
    CHECK(twin.action("thing-2")->pressed == true);
    press("next-thing");
    CHECK(controller->alone() == 3);
    press("next-thing");
    CHECK(controller->alone() == 1);
    press("previous-thing");
    CHECK(controller->alone() == 3);
    press("all-things");
    CHECK_FALSE(controller->alone().has_value());
    press("thing-3");
    press("thing-3");
    CHECK_FALSE(controller->alone().has_value());
    // Ids that nobody has are ignored.
    controller->command({.verb = "thing", .argument = "99", .text = ""});
    controller->command({.verb = "thing", .argument = "", .text = ""});
    CHECK_FALSE(controller->alone().has_value());
    press("thing-1");
    open(fake::dog_shade);
    CHECK_FALSE(controller->alone().has_value());
    CHECK(twin.action("next-thing") == nullptr);  // one thing has no next
}

TEST_CASE_METHOD(Detecting, "Only the kinds that are chosen get boxes") {
    open(fake::street_shade);
    press("category", "dog");
    CHECK(text() == "A dog.");
    CHECK(twin.action("all-kinds")->label == "Only dog: show every kind");
    press("category", "person");
    CHECK(text() == "2 people, a dog.");
    press("category", "dog");
    CHECK(text() == "2 people.");
    press("all-kinds");
    CHECK(text() == "2 people, a dog.");
    press("category", "skis");
    CHECK(text() == "No skis here.");
    press("category", "unicorn");
    CHECK(text() == "No skis here.");
    open(fake::dog_shade);
    press("category", "person");
    CHECK(text() == "None of these kinds here.");
}

TEST_CASE_METHOD(Detecting, "The input's side is chosen, asked about at once and remembered") {
    open(fake::dog_shade);
    CHECK(sides_asked == 64);
    CHECK(twin.action("side-64")->pressed == true);
    press("side-32");
    CHECK(sides_asked == 32);
    CHECK(twin.action("side-32")->pressed == true);
    CHECK(twin.settings.at("object_detection/side") == "32");
    CHECK(text() == "A dog.");
    controller->command({.verb = "side", .argument = "1000", .text = ""});
    CHECK(sides_asked == 32);
}

TEST_CASE_METHOD(Detecting, "Another network answers with its own thresholds, sides and words") {
    open(fake::street_shade);
    press("model-detection_ssd_mobilenet_v2");
    CHECK(current());
    CHECK(twin.action("side-32") == nullptr);
    CHECK(twin.field("score")->value == "50");
    // Two anchors speak for two boxes here that overlap by less than the limit.
    CHECK(text().find("dog") != std::string::npos);
    press("model-detection_centernet");
    CHECK(text() == "2 people, a dog.");
}

TEST_CASE_METHOD(Detecting, "The picture is saved with its boxes, once there is one") {
    CHECK_FALSE(twin.action("save-picture")->enabled);
    open(fake::street_shade, 700, 350);
    press("save-picture");
    REQUIRE(twin.saved_pictures.size() == 1);
    CHECK(twin.saved_pictures[0].file_name == "objects.png");
    CHECK(twin.saved_pictures[0].picture.width == 700);
    CHECK(twin.saved_pictures[0].picture.pixels != street(fake::street_shade, 700, 350).pixels);
}

TEST_CASE_METHOD(Detecting, "A look inside keeps the heat, and only then; it is about what one looks at") {
    open(fake::street_shade);
    CHECK_FALSE(controller->reading()->answer.heat.has_value());
    press("look-inside");
    REQUIRE(controller->reading()->answer.heat.has_value());
    CHECK(controller->focus(nullptr)->label == 1);  // the best
    press("thing-2");
    CHECK(controller->focus(nullptr)->label == 0);
    press("all-things");
    press("category", "skis");
    CHECK(controller->focus(nullptr)->label == 2);  // nothing was found of it, but its heat can be looked at
    CHECK(heat_of(*controller->reading()->answer.heat, 1).highest == Catch::Approx(0.9));
    CHECK_THROWS_AS(heat_of(*controller->reading()->answer.heat, 3), std::invalid_argument);
    CHECK_THROWS_AS(heat_of(core::Tensor({2}, std::vector<float>(2)), 0), std::invalid_argument);
    press("look-inside");
    CHECK_FALSE(controller->reading()->answer.heat.has_value());
}

TEST_CASE_METHOD(Detecting, "Several pictures are a sheet of what was found in each") {
    controller->watching().pictures({"a.jpg", "b.jpg"}, 0);
    twin.page();
    controller->watching().numbered_picture(0, street(fake::street_shade));
    twin.page();
    controller->watching().numbered_picture(1, street(fake::empty_shade));
    const auto& sheet = twin.page().sheet;
    REQUIRE(sheet.rows.size() == 2);
    CHECK(sheet.rows[0].cells == std::vector<std::string>{"2 people, a dog.", "3", "90 %"});
    CHECK(sheet.rows[1].cells == std::vector<std::string>{"Nothing I know.", "0", "–"});
}

TEST_CASE_METHOD(Detecting, "A run that fails is said, and another try helps") {
    runtime.answer_at_once = false;
    open(fake::dog_shade);
    fail_run(inference::Failure::runtime_error, "The network stumbled.");
    CHECK(twin.page().state == platform::State::error);
    runtime.answer_at_once = true;
    press("retry");
    CHECK(current());
    CHECK(text() == "A dog.");
}

TEST_CASE_METHOD(Detecting, "Two networks look at one picture: both are counted, the boxes are the chosen one's") {
    open(fake::street_shade);
    CHECK(controller->others().empty());
    press("compare");
    CHECK(twin.action("compare")->pressed == true);
    REQUIRE(controller->others().size() == 1);
    const auto other = controller->others().front();
    CHECK(other.name == "SSD");
    REQUIRE(other.things.size() == 2);  // two anchors whose boxes overlap by less than the limit
    for (const auto& thing : other.things) CHECK(other.labels->at(thing.what.label) == "dog");
    CHECK(text() == "CenterNet: 2 people, a dog. SSD: " + other.text);
    CHECK(things().size() == 3);
    open(fake::empty_shade);
    CHECK(controller->others().front().things.empty());
    press("model-detection_ssd_mobilenet_v2");
    open(fake::street_shade);
    CHECK(controller->others().front().name == "CenterNet");
    CHECK(controller->others().front().things.size() == 3);
    press("compare");
    CHECK(controller->others().empty());
    CHECK_FALSE(text().contains("CenterNet"));
}

TEST_CASE_METHOD(Detecting,
                 "A picture that fools the detector is explained once it is fooled, and no other picture is") {
    const auto place = std::ranges::find(tricks, "person", &viewfinder::PictureTrick::truth);
    REQUIRE(place != tricks.end());
    REQUIRE(place->taken_for.empty());
    const std::string id = "trick-" + std::to_string(place - tricks.begin());
    const auto arrives = [&](std::uint8_t shade) {
        press(id);
        controller->picture(street(shade), std::string(place->label));
        twin.page();
    };
    CHECK(twin.action(id)->group == "fool");
    arrives(fake::empty_shade);
    CHECK(text().ends_with(place->why));
    arrives(fake::street_shade);
    CHECK(text().ends_with("It is not fooled."));
    arrives(fake::dog_shade);
    CHECK(text() == "A dog.");
    open(fake::empty_shade);
    CHECK_FALSE(text().ends_with(place->why));
}

TEST_CASE("A trick is about the things that should not be found, or that should") {
    const viewfinder::PictureTrick tiles{{"Tiles", "", "train", "why"}, "a.jpg"};
    CHECK(about(tiles, {"car", "train"}) == "why");
    CHECK(about(tiles, {}) == "It is not fooled.");
    CHECK(about(tiles, {"car"}).empty());
    const viewfinder::PictureTrick corner{{"Corner", "bus", "truck", "why"}, "a.jpg"};
    CHECK(about(corner, {"bus", "truck"}) == "why");
    CHECK(about(corner, {"bus"}) == "It is not fooled.");
    CHECK(about(corner, {}).empty());
}
