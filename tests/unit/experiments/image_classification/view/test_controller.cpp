// What is said of photos, which class is looked for inside, and what several networks and several pictures make of it.
#include "experiments/image_classification/examples/tricks.hpp"
#include "photos_fixture.hpp"

using namespace mllab;
using namespace mllab::image_classification;
using fake::photo;

namespace {

struct Classifying : fake::Watched<fake::Photos, Controller> {
    explicit Classifying(std::size_t networks = 2) { begin(launch(networks)); }
};

struct Alone : Classifying {
    Alone() : Classifying(1) {}
};

struct AllThree : Classifying {
    AllThree() : Classifying(3) {}
};

}  // namespace

TEST_CASE_METHOD(Classifying, "A photo gets the likeliest class, and the five best are listed") {
    CHECK(text().empty());
    CHECK(twin.result().top.empty());
    open(fake::cat_shade);
    CHECK(current());
    CHECK(text() == "Tabby cat (93.8 % sure).");
    CHECK(twin.result().value == "tabby cat");
    REQUIRE(twin.result().top.size() == 5);
    CHECK(twin.result().top[0].label == "tabby cat");
    CHECK(twin.result().top[0].p == Catch::Approx(0.9375));
    CHECK(twin.result().settled);
    CHECK(controller->remark().empty());
}

TEST_CASE_METHOD(Classifying, "What is not known well enough is not named, and is still listed") {
    open(fake::nothing_shade);
    CHECK(text() == "Nothing that this network knows for sure; at best tench (14.3 % sure).");
    CHECK(twin.result().value.empty());
    CHECK(twin.result().top.size() == 5);
    CHECK(controller->remark().starts_with("None of the things"));
}

TEST_CASE_METHOD(Classifying, "Classes for which people have one word are named together and explained") {
    open(fake::laptop_shade);
    CHECK(text() == "Laptop (50.0 % sure; with notebook computer 91.7 % sure).");
    CHECK(twin.result().value == "laptop");
    CHECK(controller->remark() ==
          "“laptop”, “notebook computer”: ImageNet has them as classes of their own, but their photos show the same "
          "things.");
}

TEST_CASE_METHOD(Classifying, "Both networks answer about the same picture, each in its own words") {
    open(fake::cat_shade);
    press("compare");
    CHECK(text() ==
          "EfficientNet, 1000 classes: Tabby cat (93.8 % sure). MobileNetV2, 200 classes: Tabby cat (98.9 % sure).");
    CHECK(twin.result().value == "tabby cat");
    open(fake::nothing_shade);
    CHECK(text() ==
          "EfficientNet, 1000 classes: Nothing that this network knows for sure; at best tench (14.3 % sure). "
          "MobileNetV2, "
          "200 "
          "classes: Tabby cat (50.0 % sure).");
    press("compare");
    CHECK(text() == "Nothing that this network knows for sure; at best tench (14.3 % sure).");
    press("model-image_classification_mobilenet_v2");
    CHECK(twin.result().top.size() == 2);
    CHECK(text() == "Tabby cat (50.0 % sure).");
}

TEST_CASE_METHOD(AllThree, "Three networks answer about the same picture, or one that is chosen") {
    open(fake::cat_shade);
    press("compare");
    CHECK(text() ==
          "EfficientNet, 1000 classes: Tabby cat (93.8 % sure). EfficientNet, 200 classes: Tabby cat (98.9 % sure). "
          "MobileNetV2, 200 classes: Tabby cat (98.9 % sure).");
    CHECK(twin.result().top.size() == 5);
    press("model-image_classification_efficientnet_lite0");
    CHECK(twin.result().top.size() == 2);
    CHECK(text().starts_with("EfficientNet, 1000 classes: "));
    press("compare");
    CHECK(text() == "Tabby cat (98.9 % sure).");
}

TEST_CASE_METHOD(Alone, "A page whose other network was not built has nothing to compare") {
    CHECK(twin.action("compare") == nullptr);
    CHECK(twin.action("model-image_classification_1000") == nullptr);
    open(fake::cat_shade);
    CHECK(twin.result().value == "tabby cat");
}

TEST_CASE_METHOD(Classifying, "A look inside asks for maps, and any of the five best can be looked for") {
    open(fake::cat_shade);
    CHECK_FALSE(controller->reading()->answer.class_activation.has_value());
    CHECK(twin.action("class-0") == nullptr);
    press("look-inside");
    REQUIRE(controller->reading()->answer.class_activation.has_value());
    CHECK(controller->looked_for() == 1);
    REQUIRE(twin.action("class-1") != nullptr);
    CHECK(twin.action("class-0")->pressed == true);
    CHECK(twin.action("class-1")->label == "tench");
    press("class-1");
    CHECK(controller->looked_for() == 0);
    CHECK(twin.action("class-1")->pressed == true);
    CHECK(twin.action("class-7") == nullptr);
    open(fake::laptop_shade);  // another picture: its best class
    CHECK(controller->looked_for() == 3);
    // Of a network with fewer guesses the last one.
    press("class-4");
    press("model-image_classification_mobilenet_v2");
    CHECK(controller->looked_for() == 1);
    press("look-inside");
    CHECK(twin.action("class-0") == nullptr);
}

TEST_CASE_METHOD(Classifying, "A live answer is said when it lasts") {
    run_camera();
    camera().give(photo(fake::cat_shade));
    twin.page();
    CHECK(text() == "Tabby cat (93.8 % sure).");
    CHECK_FALSE(twin.result().settled);
    twin.clock_ms += 500;
    controller->update();
    CHECK(controller->page().result.settled);
}

TEST_CASE_METHOD(Classifying, "Several pictures become rows with their class and how sure it is") {
    controller->watching().pictures({"cat.jpg", "fog.jpg", "notes.txt"}, 0);
    controller->watching().numbered_picture(0, photo(fake::cat_shade));
    twin.page();
    controller->watching().numbered_picture(1, photo(fake::nothing_shade));
    twin.page();
    controller->watching().numbered_refusal(2, "“notes.txt” is not a picture.");
    const platform::Sheet& sheet = twin.page().sheet;
    REQUIRE(sheet.rows.size() == 3);
    CHECK(sheet.rows[0].cells == std::vector<std::string>{"tabby cat", "93.8 %"});
    CHECK(sheet.rows[1].cells == std::vector<std::string>{"not sure; at best tench", "14.3 %"});
    CHECK(sheet.rows[2].failure == "“notes.txt” is not a picture.");
    CHECK(sheet.title == "3 pictures, seen by EfficientNet, 1000 classes");
    press("sheet-save");
    REQUIRE(twin.saved_texts.size() == 1);
    CHECK(twin.saved_texts[0].file_name == "classes.csv");
    CHECK(twin.saved_texts[0].text.contains("cat.jpg,tabby cat,0.9375,\r\n"));
}

TEST_CASE_METHOD(Classifying, "A network that does not arrive is said, and tried again") {
    fake::Runtime& now = runtime;
    controller.reset();
    now.load_at_once = false;
    begin(launch());
    open(fake::cat_shade);
    finish_load(inference::ModelError(inference::Failure::file_missing, "It did not arrive."));
    CHECK(twin.page().state == platform::State::error);
    REQUIRE(twin.action("retry") != nullptr);
    press("retry");
    finish_load();
    CHECK(text() == "Tabby cat (93.8 % sure).");
}

TEST_CASE("A card that describes no classifier is refused with a sentence") {
    fake::Photos page;
    platform::Launch launch = page.launch(1);
    launch.cards.begin()->second =
        fake::card("image_classification_1000", fake::Photos::labels, R"({"side_px": 16})", "{}");
    CHECK_THROWS_AS(Controller(page.twin, launch), inference::CardError);
}

TEST_CASE_METHOD(Classifying,
                 "Of a picture that fools other networks it is said that this one is not fooled, or nothing") {
    const std::string label(tricks[1].label);
    REQUIRE(tricks[1].truth.empty());
    const auto arrives = [&](std::uint8_t shade) {
        press("trick-1");
        controller->picture(photo(shade), label);
        twin.page();
    };
    CHECK(twin.action("trick-1")->label == label);
    arrives(fake::nothing_shade);
    CHECK(text().ends_with("It is not fooled."));
    arrives(fake::cat_shade);
    CHECK(text() == "Tabby cat (93.8 % sure).");
    open(fake::nothing_shade);
    CHECK_FALSE(text().ends_with("It is not fooled."));
}
