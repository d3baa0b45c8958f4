#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <variant>

#include "core/random.hpp"
#include "detectors.hpp"
#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "geometry/boxes/overlap.hpp"
#include "geometry/letterbox.hpp"

using namespace mllab;
using geometry::Box;
using geometry::Detection;
using object_detection::Anchored;
using object_detection::Candidates;
using object_detection::decode;
using object_detection::Parameters;

namespace {

constexpr float no_number = std::numeric_limits<float>::quiet_NaN();

// The outputs of a network by centre points on 32 pixels: 3 classes, 8 x 8 cells.
struct Maps {
    std::vector<float> heat = std::vector<float>(3 * 64, 0.0F);
    std::vector<float> distances = std::vector<float>(4 * 64, 4.0F);

    void put(std::size_t label, std::size_t row, std::size_t column, float score) {
        heat[label * 64 + row * 8 + column] = score;
    }
    [[nodiscard]] Candidates read(int width, int height, const object_detection::Floor& floor = {}) const {
        return decode(core::Tensor({1, 3, 8, 8}, heat), core::Tensor({1, 4, 8, 8}, distances), width, height,
                      Parameters::from(testing::centre_card()), floor);
    }
};

// The outputs of a network by anchors on 32 pixels: 18 anchors, background and 2 classes; nothing is found.
struct Answers {
    std::vector<float> logits = std::vector<float>(18 * 3, -20.0F);
    std::vector<float> boxes = std::vector<float>(18 * 4, 0.0F);
    Parameters parameters = Parameters::from(testing::anchor_card());

    [[nodiscard]] Candidates read(int width = 100, int height = 100) const {
        return decode(core::Tensor({1, 18, 3}, logits), core::Tensor({1, 18, 4}, boxes), width, height, parameters);
    }
    [[nodiscard]] const std::vector<geometry::Anchor>& anchors() const {
        return std::get<Anchored>(parameters.head).anchors;
    }
};

}  // namespace

TEST_CASE("a peak of heat is a box in the picture, without the bars around it") {
    Maps maps;
    maps.put(1, 4, 4, 0.8F);
    const auto square = maps.read(50, 50);
    REQUIRE(square.things.size() == 1);
    CHECK(square.things[0] == Detection{Box{0.375, 0.375, 0.25, 0.25}, 1, 0.8F});
    CHECK(square.anchors.empty());
    // Twice as wide as high: the same box is a quarter of the picture's width and half of its height.
    const auto wide = maps.read(200, 100);
    REQUIRE(wide.things.size() == 1);
    CHECK(wide.things[0].box == Box{0.375, 0.25, 0.25, 0.5});
    const auto tall = maps.read(100, 200);
    CHECK(tall.things.at(0).box == Box{0.25, 0.375, 0.5, 0.25});
}

TEST_CASE("what a network finds in the bars is not there") {
    Maps maps;
    maps.put(0, 0, 4, 0.9F);  // above a wide picture
    CHECK(maps.read(200, 100).things.empty());
    CHECK(maps.read(100, 100).things.size() == 1);
}

TEST_CASE("what is not even a candidate is left out, and the best so many stay") {
    Maps maps;
    for (std::size_t i = 0; i < 8; i += 2) maps.put(0, i, i, 0.1F + 0.1F * static_cast<float>(i));
    CHECK(maps.read(100, 100).things.size() == 4);
    CHECK(maps.read(100, 100, {.score = 0.25F}).things.size() == 3);
    const auto best = maps.read(100, 100, {.most = 2});
    REQUIRE(best.things.size() == 2);
    CHECK(best.things[0].score > best.things[1].score);
}

TEST_CASE("an anchor's logits and encoding are a box, computed by hand") {
    Answers answers;
    // The last anchor of the first layer's first cell: centre 1/4, 1/4; scale 0.2, ratio 1/2.
    answers.logits[2 * 3 + 2] = 0;  // a sigmoid of 0.5 for the second class
    answers.boxes[2 * 4 + 1] = 10;  // one width to the right
    const auto candidates = answers.read();
    REQUIRE(candidates.things.size() == 1);
    CHECK(candidates.anchors == std::vector<std::uint32_t>{2});
    const Detection& one = candidates.things[0];
    CHECK(one.label == 1);
    CHECK(one.score == 0.5F);
    const double w = 0.2 * std::sqrt(0.5);
    CHECK(one.box.w == Catch::Approx(w));
    CHECK(one.box.x == Catch::Approx(0.25 + w / 2));
    CHECK(one.box.h == Catch::Approx(0.2 / std::sqrt(0.5)));
}

TEST_CASE("a softmax shares out between background and classes") {
    Answers answers;
    std::get<Anchored>(answers.parameters.head).softmax = true;
    // Everything is background, but for one.
    for (std::size_t i = 0; i < 18; ++i) answers.logits[i * 3] = 5;
    answers.logits[5 * 3] = std::log(0.25F);
    answers.logits[5 * 3 + 1] = std::log(0.7F);
    answers.logits[5 * 3 + 2] = std::log(0.05F);
    auto candidates = answers.read();
    REQUIRE(candidates.things.size() >= 1);
    CHECK(candidates.things[0].label == 0);
    CHECK(candidates.things[0].score == Catch::Approx(0.7));
    // As large as floats are, without overflow.
    answers.logits[5 * 3 + 1] = 1e30F;
    candidates = answers.read();
    CHECK(candidates.things.at(0).score == 1);
}

TEST_CASE("numbers that are none, and boxes without end, are no candidates") {
    Answers answers;
    answers.logits[0 * 3 + 1] = no_number;
    answers.logits[1 * 3 + 1] = 5;
    answers.boxes[1 * 4 + 2] = 1e30F;  // e to the power of that
    answers.logits[2 * 3 + 1] = 5;
    answers.boxes[2 * 4] = no_number;
    answers.logits[3 * 3 + 1] = std::numeric_limits<float>::infinity();
    const auto candidates = answers.read();
    REQUIRE(candidates.things.size() == 1);
    CHECK(candidates.anchors[0] == 3);
    CHECK(candidates.things[0].score == 1);
    Maps maps;
    maps.put(0, 4, 4, no_number);
    CHECK(maps.read(100, 100).things.empty());
}

TEST_CASE("outputs of another shape are refused") {
    const auto centre = Parameters::from(testing::centre_card());
    const auto heat = [](core::Shape shape) {
        const auto count = static_cast<std::size_t>(core::element_count(shape));
        return core::Tensor(std::move(shape), std::vector<float>(count));
    };
    CHECK_NOTHROW(decode(heat({1, 3, 4, 6}), heat({1, 4, 4, 6}), 10, 10, centre));
    CHECK_THROWS_AS(decode(heat({1, 2, 4, 6}), heat({1, 4, 4, 6}), 10, 10, centre), std::invalid_argument);
    CHECK_THROWS_AS(decode(heat({2, 3, 4, 6}), heat({1, 4, 4, 6}), 10, 10, centre), std::invalid_argument);
    CHECK_THROWS_AS(decode(heat({1, 3, 4, 6}), heat({1, 4, 6, 4}), 10, 10, centre), std::invalid_argument);
    CHECK_THROWS_AS(decode(heat({72}), heat({96}), 10, 10, centre), std::invalid_argument);
    CHECK_THROWS_AS(decode(heat({1, 3, 4, 6}), heat({1, 4, 4, 6}), 0, 10, centre), std::invalid_argument);
    const auto anchored = Parameters::from(testing::anchor_card());
    CHECK_NOTHROW(decode(heat({1, 18, 3}), heat({1, 18, 4}), 10, 10, anchored));
    CHECK_THROWS_AS(decode(heat({1, 18, 4}), heat({1, 18, 4}), 10, 10, anchored), std::invalid_argument);
    CHECK_THROWS_AS(decode(heat({1, 17, 3}), heat({1, 17, 4}), 10, 10, anchored), std::invalid_argument);
    const core::Tensor whole({1, 18, 4}, std::vector<std::int64_t>(18 * 4));
    CHECK_THROWS_AS(decode(heat({1, 18, 3}), whole, 10, 10, anchored), std::invalid_argument);
    CHECK(object_detection::output_names(centre).scores == "heat");
    CHECK(object_detection::output_names(anchored).boxes == "boxes");
}

TEST_CASE("boxes come back to where they are in the picture, whatever its shape") {
    core::Random random(5);
    Answers answers;
    for (int round = 0; round < 200; ++round) {
        const int width = 1 + static_cast<int>(random.below(2000));
        const int height = 1 + static_cast<int>(random.below(2000));
        CAPTURE(width, height);
        answers.parameters.letterbox = random.below(2) == 0;
        const Box truth{random.uniform(0, 0.5), random.uniform(0, 0.5), random.uniform(0.05, 0.5),
                        random.uniform(0.05, 0.5)};
        const Box in_square =
            answers.parameters.letterbox ? geometry::Letterbox(width, height).to_square(truth) : truth;
        const auto anchor = random.below(18);
        const geometry::Anchor& from = answers.anchors()[anchor];
        Answers one = answers;
        one.logits[anchor * 3 + 1] = 3;
        const std::array<double, 4> encoding{(in_square.y + in_square.h / 2 - from.cy) / from.h * 10,
                                             (in_square.x + in_square.w / 2 - from.cx) / from.w * 10,
                                             std::log(in_square.h / from.h) * 5, std::log(in_square.w / from.w) * 5};
        for (std::size_t i = 0; i < 4; ++i) one.boxes[anchor * 4 + i] = static_cast<float>(encoding[i]);
        const auto candidates = one.read(width, height);
        REQUIRE(candidates.things.size() == 1);
        CHECK(geometry::iou(candidates.things[0].box, truth) > 0.99);
    }
}

TEST_CASE("whatever a network says, boxes lie in the picture and scores in order") {
    core::Random random(6);
    for (int round = 0; round < 100; ++round) {
        Answers answers;
        for (float& logit : answers.logits) logit = static_cast<float>(random.uniform(-8, 8));
        for (float& number : answers.boxes) number = static_cast<float>(random.uniform(-60, 60));
        const auto candidates = answers.read(1 + static_cast<int>(random.below(500)), 100);
        CHECK(candidates.things.size() == candidates.anchors.size());
        CHECK(std::ranges::is_sorted(candidates.things, std::ranges::greater(), &Detection::score));
        for (const Detection& one : candidates.things) {
            CHECK(one.box.area() > 0);
            CHECK(one.box.x >= 0);
            CHECK(one.box.y >= 0);
            CHECK(one.box.right() <= 1 + 1e-12);
            CHECK(one.box.bottom() <= 1 + 1e-12);
        }
    }
}

TEST_CASE("thresholds and a choice of classes work on what was found already") {
    const std::vector<Detection> candidates{{{0, 0, 0.5, 0.5}, 0, 0.9F},
                                            {{0.05, 0, 0.5, 0.5}, 0, 0.8F},
                                            {{0, 0, 0.5, 0.5}, 1, 0.7F},
                                            {{0.6, 0.6, 0.2, 0.2}, 0, 0.3F}};
    using Indices = std::vector<std::size_t>;
    CHECK(object_detection::found(candidates, {.score = 0.4F, .overlap = 0.5F}) == Indices{0, 2});
    CHECK(object_detection::found(candidates, {.score = 0.2F, .overlap = 0.5F}) == Indices{0, 2, 3});
    CHECK(object_detection::found(candidates, {.score = 0.4F, .overlap = 0.9F}) == Indices{0, 1, 2});
    CHECK(object_detection::found(candidates, {.score = 0.2F, .overlap = 0.5F, .labels = {1}}) == Indices{2});
    CHECK(object_detection::found(candidates, {.score = 0.95F, .overlap = 0.5F}).empty());
    CHECK_THROWS_AS(object_detection::found(candidates, {.overlap = 2}), std::invalid_argument);
    CHECK(object_detection::voters(candidates, 0, 0.5F) == Indices{0, 1});
    CHECK(object_detection::voters(candidates, 3, 0.5F) == Indices{3});
    CHECK_THROWS_AS(object_detection::voters(candidates, 4, 0.5F), std::out_of_range);
}
