#include <catch_amalgamated.hpp>
#include <map>
#include <string>
#include <utility>

#include "experiments/object_detection/view/settings.hpp"

using namespace mllab;
using namespace mllab::object_detection;

namespace {

Parameters model() {
    Parameters p;
    p.sides_px = {320, 512};
    p.score = 0.35F;
    p.overlap = 0.6F;
    p.labels = {"person", "dog", "cat"};
    return p;
}

using Texts = std::map<std::string, std::string>;

platform::Launch launch(Texts fields, Texts settings) {
    platform::Launch launch;
    launch.fields = std::move(fields);
    launch.settings = std::move(settings);
    return launch;
}

}  // namespace

TEST_CASE("a model's own thresholds hold until the visitor moves them") {
    Settings settings(launch({}, {}));
    CHECK(settings.wanted(model()).score == 0.35F);
    CHECK(settings.wanted(model()).overlap == 0.6F);
    settings.type("score", "80");
    settings.type("overlap", "25");
    CHECK(settings.wanted(model()).score == Catch::Approx(0.8));
    CHECK(settings.wanted(model()).overlap == Catch::Approx(0.25));
    platform::PageState page;
    settings.add_to(page, model());
    REQUIRE(page.fields.size() == 2);
    CHECK(page.fields[0].value == "80");
    CHECK(page.kept.at("score") == "80");
}

TEST_CASE("what is no percentage changes nothing") {
    Settings settings(launch({{"score", "a lot"}, {"overlap", "999999999999"}, {"who", "knows"}}, {}));
    for (const char* text : {"", "-5", "0", "100", "50.5", "4e1", " 40", "40%"}) {
        settings.type("score", text);
        CHECK(settings.wanted(model()).score == 0.35F);
    }
    settings.type("unknown", "50");
    CHECK(settings.wanted(model()).score == 0.35F);
    CHECK(settings.wanted(model()).overlap == 0.6F);
    // And what a link says is taken.
    CHECK(Settings(launch({{"score", "55"}}, {})).wanted(model()).score == Catch::Approx(0.55));
}

TEST_CASE("kinds are chosen by name, and count only where the model knows them") {
    Settings settings(launch({}, {}));
    settings.toggle_kind("cat");
    settings.toggle_kind("unicorn");
    CHECK(settings.wanted(model()).labels == std::vector<std::size_t>{2});
    CHECK(settings.kinds(model()) == std::vector<std::string>{"cat"});
    settings.toggle_kind("cat");
    CHECK(settings.wanted(model()).labels.empty());
    settings.toggle_kind("dog");
    settings.show_every_kind();
    CHECK(settings.wanted(model()).labels.empty());
}

TEST_CASE("a side is kept where the model has it") {
    CHECK(Settings(launch({}, {})).side_px(model(), true) == 320);
    CHECK(Settings(launch({}, {})).side_px(model(), false) == 512);
    CHECK(Settings(launch({}, {{Settings::side_setting, "512"}})).side_px(model(), true) == 512);
    for (const char* text : {"", "300", "-512", "many", "99999999999"})
        CHECK(Settings(launch({}, {{Settings::side_setting, text}})).side_px(model(), true) == 320);
}
