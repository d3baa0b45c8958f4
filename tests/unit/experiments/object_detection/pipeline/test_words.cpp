#include <array>
#include <catch_amalgamated.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "experiments/object_detection/pipeline/words.hpp"

using namespace mllab;
using geometry::Box;
using geometry::Detection;
using object_detection::counted;
using object_detection::place;

TEST_CASE("one and several of each of COCO's 80 things") {
    const auto nouns = std::to_array<std::array<const char*, 3>>({
        {"person", "a person", "2 people"},
        {"bicycle", "a bicycle", "2 bicycles"},
        {"car", "a car", "2 cars"},
        {"motorcycle", "a motorcycle", "2 motorcycles"},
        {"airplane", "an airplane", "2 airplanes"},
        {"bus", "a bus", "2 buses"},
        {"train", "a train", "2 trains"},
        {"truck", "a truck", "2 trucks"},
        {"boat", "a boat", "2 boats"},
        {"traffic light", "a traffic light", "2 traffic lights"},
        {"fire hydrant", "a fire hydrant", "2 fire hydrants"},
        {"stop sign", "a stop sign", "2 stop signs"},
        {"parking meter", "a parking meter", "2 parking meters"},
        {"bench", "a bench", "2 benches"},
        {"bird", "a bird", "2 birds"},
        {"cat", "a cat", "2 cats"},
        {"dog", "a dog", "2 dogs"},
        {"horse", "a horse", "2 horses"},
        {"sheep", "a sheep", "2 sheep"},
        {"cow", "a cow", "2 cows"},
        {"elephant", "an elephant", "2 elephants"},
        {"bear", "a bear", "2 bears"},
        {"zebra", "a zebra", "2 zebras"},
        {"giraffe", "a giraffe", "2 giraffes"},
        {"backpack", "a backpack", "2 backpacks"},
        {"umbrella", "an umbrella", "2 umbrellas"},
        {"handbag", "a handbag", "2 handbags"},
        {"tie", "a tie", "2 ties"},
        {"suitcase", "a suitcase", "2 suitcases"},
        {"frisbee", "a frisbee", "2 frisbees"},
        {"skis", "a pair of skis", "2 pairs of skis"},
        {"snowboard", "a snowboard", "2 snowboards"},
        {"sports ball", "a sports ball", "2 sports balls"},
        {"kite", "a kite", "2 kites"},
        {"baseball bat", "a baseball bat", "2 baseball bats"},
        {"baseball glove", "a baseball glove", "2 baseball gloves"},
        {"skateboard", "a skateboard", "2 skateboards"},
        {"surfboard", "a surfboard", "2 surfboards"},
        {"tennis racket", "a tennis racket", "2 tennis rackets"},
        {"bottle", "a bottle", "2 bottles"},
        {"wine glass", "a wine glass", "2 wine glasses"},
        {"cup", "a cup", "2 cups"},
        {"fork", "a fork", "2 forks"},
        {"knife", "a knife", "2 knives"},
        {"spoon", "a spoon", "2 spoons"},
        {"bowl", "a bowl", "2 bowls"},
        {"banana", "a banana", "2 bananas"},
        {"apple", "an apple", "2 apples"},
        {"sandwich", "a sandwich", "2 sandwiches"},
        {"orange", "an orange", "2 oranges"},
        {"broccoli", "a piece of broccoli", "2 pieces of broccoli"},
        {"carrot", "a carrot", "2 carrots"},
        {"hot dog", "a hot dog", "2 hot dogs"},
        {"pizza", "a pizza", "2 pizzas"},
        {"donut", "a donut", "2 donuts"},
        {"cake", "a cake", "2 cakes"},
        {"chair", "a chair", "2 chairs"},
        {"couch", "a couch", "2 couches"},
        {"potted plant", "a potted plant", "2 potted plants"},
        {"bed", "a bed", "2 beds"},
        {"dining table", "a dining table", "2 dining tables"},
        {"toilet", "a toilet", "2 toilets"},
        {"tv", "a TV", "2 TVs"},
        {"laptop", "a laptop", "2 laptops"},
        {"mouse", "a mouse", "2 mice"},
        {"remote", "a remote", "2 remotes"},
        {"keyboard", "a keyboard", "2 keyboards"},
        {"cell phone", "a cell phone", "2 cell phones"},
        {"microwave", "a microwave", "2 microwaves"},
        {"oven", "an oven", "2 ovens"},
        {"toaster", "a toaster", "2 toasters"},
        {"sink", "a sink", "2 sinks"},
        {"refrigerator", "a refrigerator", "2 refrigerators"},
        {"book", "a book", "2 books"},
        {"clock", "a clock", "2 clocks"},
        {"vase", "a vase", "2 vases"},
        {"scissors", "a pair of scissors", "2 pairs of scissors"},
        {"teddy bear", "a teddy bear", "2 teddy bears"},
        {"hair drier", "a hair drier", "2 hair driers"},
        {"toothbrush", "a toothbrush", "2 toothbrushes"},
    });
    CHECK(nouns.size() == 80);
    for (const auto& [label, one, two] : nouns) {
        CHECK(counted(1, label) == one);
        CHECK(counted(2, label) == two);
    }
}

TEST_CASE("one and several of each of the 23 things of Open Images") {
    const auto nouns = std::to_array<std::array<const char*, 3>>({
        {"Bicycle", "a bicycle", "3 bicycles"},
        {"Boot", "a boot", "3 boots"},
        {"Laptop", "a laptop", "3 laptops"},
        {"Person", "a person", "3 people"},
        {"Chair", "a chair", "3 chairs"},
        {"Cattle", "a cow", "3 cattle"},
        {"Desk", "a desk", "3 desks"},
        {"Cat", "a cat", "3 cats"},
        {"Computer mouse", "a computer mouse", "3 computer mice"},
        {"Computer monitor", "a computer monitor", "3 computer monitors"},
        {"Box", "a box", "3 boxes"},
        {"Mug", "a mug", "3 mugs"},
        {"Coffee cup", "a coffee cup", "3 coffee cups"},
        {"Stationary bicycle", "a stationary bicycle", "3 stationary bicycles"},
        {"Table", "a table", "3 tables"},
        {"Bottle", "a bottle", "3 bottles"},
        {"High heels", "a pair of high heels", "3 pairs of high heels"},
        {"Vehicle", "a vehicle", "3 vehicles"},
        {"Footwear", "a piece of footwear", "3 pieces of footwear"},
        {"Dog", "a dog", "3 dogs"},
        {"Book", "a book", "3 books"},
        {"Camera", "a camera", "3 cameras"},
        {"Car", "a car", "3 cars"},
    });
    CHECK(nouns.size() == 23);
    for (const auto& [label, one, three] : nouns) {
        CHECK(counted(1, label) == one);
        CHECK(counted(3, label) == three);
    }
}

TEST_CASE("none of a thing") {
    CHECK(counted(0, "dog") == "no dogs");
    CHECK(counted(0, "scissors") == "no scissors");
    CHECK(counted(0, "tv") == "no TVs");
}

TEST_CASE("what was found is counted, most often first") {
    const std::vector<std::string> labels{"dog", "person", "apple", "tv"};
    const auto things = [](std::initializer_list<std::size_t> all) {
        std::vector<Detection> detections;
        for (const std::size_t label : all) detections.push_back({{0, 0, 1, 1}, label, 0.5F});
        return detections;
    };
    CHECK(object_detection::message(things({0, 1, 1}), labels) == "2 people, a dog.");
    CHECK(object_detection::message(things({1, 0, 1}), labels) == "2 people, a dog.");
    CHECK(object_detection::message(things({2}), labels) == "An apple.");
    CHECK(object_detection::message(things({3}), labels) == "A TV.");
    CHECK(object_detection::message({}, labels) == "Nothing I know.");
    CHECK_THROWS_AS(object_detection::message(things({4}), labels), std::out_of_range);
}

TEST_CASE("places in words, as they are seen") {
    const Box small{0, 0, 0.2, 0.2};
    const auto at = [&](double x, double y) { return Box{x, y, small.w, small.h}; };
    CHECK(place(at(0, 0)) == "top left");
    CHECK(place(at(0.4, 0)) == "top");
    CHECK(place(at(0.8, 0)) == "top right");
    CHECK(place(at(0, 0.4)) == "left");
    CHECK(place(at(0.4, 0.4)) == "in the middle");
    CHECK(place(at(0.8, 0.4)) == "right");
    CHECK(place(at(0, 0.8)) == "bottom left");
    CHECK(place(at(0.4, 0.8)) == "bottom");
    CHECK(place(at(0.8, 0.8)) == "bottom right");
    CHECK(place({0, 0, 1, 1}) == "almost everywhere");
    // A mirror exchanges left and right, and nothing else.
    CHECK(place(at(0, 0.4), true) == "right");
    CHECK(place(at(0.8, 0.8), true) == "bottom left");
    CHECK(place(at(0.4, 0), true) == "top");
}

TEST_CASE("no detector is certain") {
    CHECK(object_detection::percent(0.924) == "92 %");
    CHECK(object_detection::percent(0.9999) == "99 %");
    CHECK(object_detection::percent(0.0001) == "1 %");
    CHECK(object_detection::in_words({{0, 0.4, 0.2, 0.2}, 0, 0.92F}, {"dog"}) == "a dog, left, 92 % sure");
    CHECK(object_detection::in_words({{0, 0.4, 0.2, 0.2}, 0, 0.92F}, {"dog"}, true) == "a dog, right, 92 % sure");
}
