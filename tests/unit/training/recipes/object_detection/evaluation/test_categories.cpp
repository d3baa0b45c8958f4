#include <algorithm>
#include <catch_amalgamated.hpp>

#include "training/recipes/object_detection/evaluation/categories.hpp"

using namespace mllab;
using detection_evaluation::categories_of;
using Meaning = std::optional<std::size_t>;

TEST_CASE("labels mean COCO's categories by name, capital or small") {
    const std::vector<datasets::CocoCategory> categories{{1, "person"}, {3, "car"}, {18, "dog"}};
    CHECK(categories_of({"person", "car", "dog"}, categories) == std::vector<Meaning>{0, 1, 2});
    CHECK(categories_of({"Dog", "Person"}, categories) == std::vector<Meaning>{2, 0});
    CHECK(categories_of({"unicorn", "dog"}, categories) == std::vector<Meaning>{std::nullopt, 2});
    CHECK(categories_of({}, categories).empty());
}

TEST_CASE("Open Images' words mean COCO's where they mean the same") {
    const std::vector<datasets::CocoCategory> categories{
        {21, "cow"}, {47, "cup"}, {67, "dining table"}, {72, "tv"}, {74, "mouse"}};
    CHECK(categories_of({"Cattle", "Mug", "Coffee cup", "Desk", "Table", "Computer monitor", "Computer mouse"},
                        categories) == std::vector<Meaning>{0, 1, 1, std::nullopt, std::nullopt, 3, 4});
    // And nothing where COCO's file has no such category.
    CHECK(categories_of({"Cattle"}, {{1, "person"}}) == std::vector<Meaning>{std::nullopt});
}
