#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "experiments/image_classification/pipeline/kin.hpp"
#include "experiments/image_classification/pipeline/pipeline.hpp"

using namespace mllab;
namespace classification = mllab::image_classification;

namespace {

classification::Parameters parameters() {
    return {.side_px = 32,
            .normalisation = {.mean = 0.5F, .deviation = 0.25F},
            .crop = 1,
            .temperature = 1,
            .reject_below = 0.4F,
            .labels = {"tench", "tabby cat", "Labrador retriever", "teapot", "bus", "pier", "étui"}};
}

inference::ModelCard card() {
    inference::ModelCard card;
    card.labels = parameters().labels;
    card.preprocessing = {{"side_px", 224}, {"mean", 0.5}, {"deviation", 0.25}, {"crop", 0.875}};
    card.decision = {{"temperature", 1.5}, {"reject_below", 0.3}};
    return card;
}

// Logits that a softmax turns into these probabilities.
std::vector<float> logits_of(const std::vector<float>& probabilities) {
    std::vector<float> logits;
    for (const float p : probabilities) logits.push_back(std::log(p));
    return logits;
}

// Green in a rectangle, red around it.
image::RgbaImage window(int width, int height, const image::Square& inside) {
    image::RgbaImage picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool green =
                x >= inside.left && x < inside.left + inside.side && y >= inside.top && y < inside.top + inside.side;
            std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(y * width + x) * 4];
            p[0] = green ? 0 : 255;
            p[1] = green ? 200 : 0;
            p[3] = 255;
        }
    }
    return picture;
}

bool is_all_green(const image::RgbaImage& picture) {
    for (std::size_t i = 0; i < picture.pixels.size(); i += 4)
        if (picture.pixels[i] != 0 || picture.pixels[i + 1] != 200 || picture.pixels[i + 3] != 255) return false;
    return true;
}

}  // namespace

TEST_CASE("a classifier sees the middle of a picture of any shape, as much of it as its card says") {
    auto p = parameters();
    CHECK(classification::view(100, 60, p) == image::Square{.left = 20, .top = 0, .side = 60});
    CHECK(classification::view(60, 100, p) == image::Square{.left = 0, .top = 20, .side = 60});
    p.crop = 0.5F;
    CHECK(classification::view(400, 100, p) == image::Square{.left = 175, .top = 25, .side = 50});
    for (const auto [width, height] : {std::pair{120, 80}, std::pair{80, 120}, std::pair{640, 80}, std::pair{80, 80}}) {
        const auto seen = classification::view(width, height, p);
        const auto encoded = classification::encode(window(width, height, seen), p);
        REQUIRE(encoded.seen.width == 32);
        REQUIRE(encoded.seen.height == 32);
        CHECK(is_all_green(encoded.seen));
        REQUIRE(encoded.planes.size() == std::size_t{3} * 32 * 32);
        CHECK(encoded.planes.front() == -2);
        CHECK(encoded.planes[32 * 32] == Catch::Approx((200 / 255.0 - 0.5) / 0.25));
    }
}

TEST_CASE("a photo of one pixel is classified, an empty one is refused") {
    const image::RgbaImage pixel(1, 1, {10, 20, 30, 255});
    auto p = parameters();
    p.crop = 0.875F;
    const auto encoded = classification::encode(pixel, p);
    CHECK(encoded.seen.pixels[0] == 10);
    CHECK(encoded.seen.pixels.back() == 255);
    CHECK_THROWS_AS(classification::encode(image::RgbaImage(), p), std::invalid_argument);
    CHECK_THROWS_AS(classification::encode(image::RgbaImage(0, 7), p), std::invalid_argument);
}

TEST_CASE("a network that learned from rough pictures gets rough ones") {
    auto p = parameters();
    // Stripes of one pixel: with all their detail they alternate, without it they are grey.
    image::RgbaImage stripes(128, 128);
    for (std::size_t i = 0; i < stripes.pixels.size(); ++i)
        stripes.pixels[i] = i % 4 == 3 ? 255 : (i / 4) % 2 == 0 ? 0 : 255;
    p.side_px = 128;
    CHECK(classification::encode(stripes, p).seen.pixels[0] == 0);
    p.detail_px = 64;
    const auto rough = classification::encode(stripes, p);
    CHECK(rough.seen.width == 128);
    for (std::size_t i = 0; i < rough.seen.pixels.size(); i += 4) CHECK(rough.seen.pixels[i] == 128);
    // What is as rough already stays as it is.
    const auto small = window(64, 64, {.left = 16, .top = 16, .side = 32});
    const auto with = classification::encode(small, p).planes;
    p.detail_px = 0;
    CHECK(with == classification::encode(small, p).planes);
}

TEST_CASE("a class is known where it is likely enough, and the best five come in order") {
    const auto sure = classification::decode(logits_of({0.05F, 0.6F, 0.1F, 0.02F, 0.2F, 0.01F, 0.02F}), parameters());
    CHECK(sure.known == 1);
    REQUIRE(sure.best.size() == classification::guesses);
    CHECK(sure.best[0].index == 1);
    CHECK(sure.best[0].value == Catch::Approx(0.6));
    CHECK(sure.best[1].index == 4);
    CHECK(sure.best[4].index == 3);  // of equals the one that comes first
    CHECK(std::ranges::is_sorted(sure.best, std::greater(), &core::Ranked::value));

    const auto unsure = classification::decode(logits_of({0.3F, 0.3F, 0.2F, 0.1F, 0.05F, 0.03F, 0.02F}), parameters());
    CHECK_FALSE(unsure.known.has_value());
    CHECK(unsure.best.front().index == 0);
}

TEST_CASE("a classifier of two things has two guesses") {
    auto p = parameters();
    p.labels.resize(2);
    CHECK(classification::decode({0, 1}, p).best.size() == 2);
}

TEST_CASE("temperature makes a class less sure, and changes no order") {
    auto warm = parameters();
    warm.temperature = 3;
    const std::vector<float> logits{4, 1, 0, -1, -2, -3, -4};
    const auto cool = classification::decode(logits, parameters());
    const auto softened = classification::decode(logits, warm);
    CHECK(softened.best[0].value < cool.best[0].value);
    for (std::size_t i = 0; i < cool.best.size(); ++i) CHECK(softened.best[i].index == cool.best[i].index);
}

TEST_CASE("another number of logits, or one that is no number, is refused for photos") {
    CHECK_THROWS_AS(classification::decode({1, 2, 3}, parameters()), std::invalid_argument);
    CHECK_THROWS_AS(classification::decode({}, parameters()), std::invalid_argument);
    const float no_number = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_AS(classification::decode({1, 2, no_number, 0, 0, 0, 0}, parameters()), std::invalid_argument);
}

TEST_CASE("sentences about photos say how sure the network is") {
    const auto sentence = [](const std::vector<float>& logits) {
        return classification::message(classification::decode(logits, parameters()), parameters().labels);
    };
    CHECK(sentence(logits_of({0.05F, 0.6F, 0.1F, 0.02F, 0.2F, 0.01F, 0.02F})) == "Tabby cat (60.0 % sure).");
    CHECK(sentence({0, 0, 30, 0, 0, 0, 0}) == "Labrador retriever (more than 99.9 % sure).");
    CHECK(sentence({0, 0, 0, 0, 0, 0, 30}) == "étui (more than 99.9 % sure).");
    CHECK(sentence(logits_of({0.1F, 0.3F, 0.2F, 0.1F, 0.1F, 0.1F, 0.1F})) ==
          "Nothing that this network knows for sure; at best tabby cat (30.0 % sure).");
    CHECK(classification::percent(0) == "less than 0.1 %");
    CHECK(classification::percent(0.0006) == "0.1 %");
    CHECK(classification::at_beginning("tabby cat") == "Tabby cat");
    CHECK(classification::at_beginning("").empty());
    CHECK(classification::percent(1) == "more than 99.9 %");
}

TEST_CASE("what a network gives to the kin of its best class counts for it") {
    auto p = parameters();
    p.labels = {"laptop", "notebook computer", "tabby cat", "tiger cat", "Egyptian cat", "bus", "pier"};
    p.kin = classification::kin_among(p.labels);
    const auto laptop = classification::decode(logits_of({0.35F, 0.3F, 0.1F, 0.1F, 0.05F, 0.05F, 0.05F}), p);
    CHECK(laptop.known == 0);
    CHECK(laptop.together == Catch::Approx(0.65));
    CHECK(classification::message(laptop, p.labels) == "Laptop (35.0 % sure; with notebook computer 65.0 % sure).");
    const auto cat = classification::decode(logits_of({0.04F, 0.05F, 0.4F, 0.1F, 0.3F, 0.1F, 0.01F}), p);
    CHECK(classification::message(cat, p.labels) ==
          "Tabby cat (40.0 % sure; with Egyptian cat and tiger cat 80.0 % sure).");
    const auto unsure = classification::decode(logits_of({0.1F, 0.1F, 0.1F, 0.1F, 0.1F, 0.3F, 0.2F}), p);
    CHECK_FALSE(unsure.known.has_value());
    CHECK(unsure.kin.empty());
    // Kin that is as good as impossible is not worth a word.
    const auto alone = classification::decode(logits_of({0.95F, 0.001F, 0.01F, 0.009F, 0.01F, 0.01F, 0.01F}), p);
    CHECK(classification::message(alone, p.labels) == "Laptop (95.0 % sure).");
}

TEST_CASE("an animal whose kind is unsure is what all the likely ones are") {
    auto p = parameters();
    p.labels = {"kelpie", "Appenzeller", "bluetick coonhound", "pug", "bus", "school bus", "pier"};
    p.kin = classification::kin_among(p.labels);
    p.families = classification::families_among(p.labels);
    REQUIRE(p.families.size() == 1);  // one bus alone is no family
    const auto dog = classification::decode(logits_of({0.3F, 0.25F, 0.2F, 0.15F, 0.04F, 0.03F, 0.03F}), p);
    CHECK_FALSE(dog.known.has_value());
    CHECK(dog.family == "a dog");
    CHECK(dog.family_p == Catch::Approx(0.9));
    CHECK(classification::message(dog, p.labels) ==
          "A dog (90.0 % sure), but which one is unsure; at best kelpie (30.0 % sure).");
    // Known ones need no family, and less than half is none.
    CHECK(classification::decode(logits_of({0.9F, 0.02F, 0.02F, 0.02F, 0.02F, 0.01F, 0.01F}), p).family.empty());
    CHECK(classification::decode(logits_of({0.15F, 0.1F, 0.1F, 0.1F, 0.3F, 0.15F, 0.1F}), p).family.empty());
}

TEST_CASE("families have members, and no class belongs to two of them") {
    std::vector<std::string> labels;
    for (const classification::Family& family : classification::all_families()) {
        CHECK(family.labels.size() >= 2);
        for (const std::string_view label : family.labels) labels.emplace_back(label);
    }
    std::ranges::sort(labels);
    CHECK(std::ranges::adjacent_find(labels) == labels.end());
    CHECK(classification::families_among(labels).size() == classification::all_families().size());
}

TEST_CASE("kin are at least two, have a reason, and no class belongs to two of them") {
    std::vector<std::string> labels;
    for (const classification::Kin& kin : classification::all_kin()) {
        CHECK(kin.labels.size() >= 2);
        CHECK(kin.why.ends_with('.'));
        for (const std::string_view label : kin.labels) {
            CAPTURE(label);
            CHECK(classification::kin_of(label) == &kin);
            labels.emplace_back(label);
        }
    }
    const auto among = classification::kin_among(labels);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        CAPTURE(labels[i]);
        CHECK(among[i].size() + 1 == classification::kin_of(labels[i])->labels.size());
        CHECK_FALSE(std::ranges::contains(among[i], i));
    }
    CHECK(classification::kin_of("bus") == nullptr);
    CHECK(classification::kin_among({"bus", "laptop"}) == std::vector<std::vector<std::size_t>>(2));
}

TEST_CASE("parameters of a classifier come from its card and senseless ones are refused by name") {
    const auto p = classification::Parameters::from(card());
    CHECK(p.side_px == 224);
    CHECK(p.normalisation.mean == 0.5F);
    CHECK(p.crop == 0.875F);
    CHECK(p.detail_px == 0);
    auto rough = card();
    rough.preprocessing["detail_px"] = 64;
    CHECK(classification::Parameters::from(rough).detail_px == 64);
    CHECK(p.temperature == 1.5F);
    CHECK(p.reject_below == 0.3F);
    CHECK(p.labels == parameters().labels);
    CHECK(p.kin.size() == p.labels.size());
    CHECK(p.families.empty());
    const auto refused = [](auto change, const std::string& name) {
        inference::ModelCard other = card();
        change(other);
        CHECK_THROWS_WITH(classification::Parameters::from(other), Catch::Matchers::ContainsSubstring(name));
    };
    refused([](auto& c) { c.preprocessing["side_px"] = 1e9; }, "side_px");
    refused([](auto& c) { c.preprocessing.erase("mean"); }, "mean");
    refused([](auto& c) { c.preprocessing["deviation"] = 0; }, "deviation");
    refused([](auto& c) { c.preprocessing["crop"] = 0; }, "crop");
    refused([](auto& c) { c.preprocessing["detail_px"] = 1; }, "detail_px");
    refused([](auto& c) { c.preprocessing["crop"] = std::nan(""); }, "crop");
    refused([](auto& c) { c.decision["temperature"] = -1; }, "temperature");
    refused([](auto& c) { c.decision.erase("reject_below"); }, "reject_below");
    refused([](auto& c) { c.decision["reject_below"] = 1.5; }, "reject_below");
    refused([](auto& c) { c.labels.resize(1); }, "classes");
}
