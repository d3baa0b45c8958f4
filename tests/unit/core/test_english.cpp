
#include <catch_amalgamated.hpp>
#include <string>

#include "core/english.hpp"

using namespace mllab;

TEST_CASE("a name gets the article that it is spoken with") {
    CHECK(core::with_article("cat") == "a cat");
    CHECK(core::with_article("alarm clock") == "an alarm clock");
    CHECK(core::with_article("hourglass") == "an hourglass");
    CHECK(core::with_article("house") == "a house");
    CHECK(core::with_article("unicycle") == "a unicycle");
    CHECK(core::with_article("umbrella") == "an umbrella");
    CHECK(core::with_article("Egyptian cat") == "an Egyptian cat");
    CHECK(core::with_article("European fire salamander") == "a European fire salamander");
    CHECK(core::with_article("t-shirt") == "a t-shirt");
}

TEST_CASE("what is one of a kind, many or stuff has no article") {
    CHECK(core::with_article("The Eiffel Tower") == "the Eiffel Tower");
    CHECK(core::with_article("sun") == "the sun");
    CHECK(core::with_article("sun hat") == "a sun hat");
    for (const char* name :
         {"pants", "flip flops", "grass", "grapes", "animal migration", "underwear", "Cattle", "High heels"}) {
        CAPTURE(name);
        CHECK(core::with_article(name) == name);
    }
    CHECK(core::with_article("").empty());
    CHECK(core::with_article("swing set") == "a swing set");
    CHECK(core::with_article("string bean") == "a string bean");
}

TEST_CASE("many of a thing") {
    CHECK(core::plural_of("dog") == "dogs");
    CHECK(core::plural_of("person") == "people");
    CHECK(core::plural_of("Person") == "People");
    CHECK(core::plural_of("computer mouse") == "computer mice");
    CHECK(core::plural_of("wine glass") == "wine glasses");
    CHECK(core::plural_of("bench") == "benches");
    CHECK(core::plural_of("toothbrush") == "toothbrushes");
    CHECK(core::plural_of("Box") == "Boxes");
    CHECK(core::plural_of("teddy") == "teddies");
    CHECK(core::plural_of("toy") == "toys");
    CHECK(core::plural_of("knife") == "knives");
    CHECK(core::plural_of("sheep") == "sheep");
    CHECK(core::plural_of("scissors") == "scissors");
    CHECK(core::plural_of("y") == "ys");
    CHECK(core::plural_of("").empty());
}

TEST_CASE("things are counted as one speaks of them") {
    CHECK(core::counted(0, "dog") == "no dogs");
    CHECK(core::counted(1, "dog") == "a dog");
    CHECK(core::counted(1, "orange") == "an orange");
    CHECK(core::counted(2, "person") == "2 people");
    CHECK(core::counted(1, "scissors") == "a pair of scissors");
    CHECK(core::counted(3, "skis") == "3 pairs of skis");
    CHECK(core::counted(2, "broccoli") == "2 pieces of broccoli");
    CHECK(core::counted(2, "Cattle") == "2 Cattle");
}
