#include <catch_amalgamated.hpp>
#include <string>
#include <variant>

#include "detectors.hpp"

using namespace mllab;
using inference::CardError;
using object_detection::Anchored;
using object_detection::CentrePoints;
using object_detection::Parameters;

TEST_CASE("parameters of a detector by centre points come from its card") {
    const auto p = Parameters::from(testing::centre_card());
    CHECK(p.sides_px == std::vector<int>{32, 64});
    CHECK(p.normalisation.deviation == 1.0F / 255);
    CHECK(p.letterbox);
    CHECK(std::get<CentrePoints>(p.head).stride_px == 4);
    CHECK(p.score == 0.4F);
    CHECK(p.overlap == 0.5F);
    CHECK(p.labels.size() == 3);
}

TEST_CASE("parameters of a detector by anchors come from its card") {
    const auto p = Parameters::from(testing::anchor_card());
    CHECK(p.sides_px == std::vector<int>{32});
    CHECK_FALSE(p.letterbox);
    const auto& head = std::get<Anchored>(p.head);
    CHECK(head.anchors.size() == 2 * 2 * 3 + 6);
    CHECK_FALSE(head.softmax);
    CHECK(head.variances.centre == 10);
    CHECK(head.variances.size == 5);
}

TEST_CASE("the anchors of SSD MobileNetV2 on 300 pixels are 1,917") {
    auto card = testing::anchor_card();
    card.preprocessing["side_px"] = 300;
    card.preprocessing["anchor_layers"] = 6;
    card.preprocessing["anchor_largest_scale"] = 0.95;
    CHECK(std::get<Anchored>(Parameters::from(card).head).anchors.size() == 1917);
}

TEST_CASE("a detector's card that makes no sense is refused by name") {
    const auto refused = [](inference::ModelCard card, auto change, const std::string& name) {
        change(card);
        CAPTURE(name);
        CHECK_THROWS_MATCHES(Parameters::from(card), CardError,
                             Catch::Matchers::MessageMatches(Catch::Matchers::ContainsSubstring(name)));
    };
    const auto without = [](const char* key) {
        return [key](inference::ModelCard& card) { card.preprocessing.erase(key); };
    };
    const auto with = [](const char* key, double value) {
        return [key, value](inference::ModelCard& card) { card.preprocessing[key] = value; };
    };
    for (const char* key : {"side_px", "mean", "deviation", "letterbox", "padding"})
        refused(testing::centre_card(), without(key), key);
    // Without a stride it ought to have anchors.
    refused(testing::centre_card(), without("stride_px"), "anchors");
    for (const char* key : {"anchor_layers", "anchor_first_stride_px", "anchor_smallest_scale", "anchor_largest_scale",
                            "anchor_lowest_layer_scale", "centre_variance", "size_variance"})
        refused(testing::anchor_card(), without(key), key);
    refused(testing::centre_card(), with("side_px", 0), "side_px");
    refused(testing::centre_card(), with("side_2_px", 100000), "side_2_px");
    refused(testing::centre_card(), with("side_px", 33.5), "side_px");
    refused(testing::centre_card(), with("letterbox", 0.5), "letterbox");
    refused(testing::centre_card(), with("padding", 2), "padding");
    refused(testing::centre_card(), with("stride_px", -4), "stride_px");
    refused(testing::anchor_card(), with("side_2_px", 64), "anchors");
    refused(testing::anchor_card(), with("anchor_layers", 1e9), "anchor_layers");
    refused(testing::anchor_card(), with("anchor_smallest_scale", 0), "anchor_smallest_scale");
    refused(testing::centre_card(), [](auto& card) { card.labels.clear(); }, "labels");
    refused(testing::centre_card(), [](auto& card) { card.decision.erase("score"); }, "score");
    refused(testing::centre_card(), [](auto& card) { card.decision["overlap"] = 1.5; }, "overlap");
    refused(testing::anchor_card(), [](auto& card) { card.decision["softmax"] = 0.5; }, "softmax");
}
