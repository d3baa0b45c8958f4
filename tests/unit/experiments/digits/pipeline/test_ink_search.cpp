// From the maps of the ink network to what may be a digit.
#include <catch_amalgamated.hpp>

#include "experiments/digits/pipeline/ink_search.hpp"
#include "shapes.hpp"

using namespace mllab;
using digits::PictureInk;
using digits::Writing;
using testing::four;
using testing::likeness;
using testing::parameters;
using testing::photo;

namespace {

struct Searched {
    PictureInk found;
    std::vector<image::Part> looked_at;
};

// A network that marks what is darker than half: the pictures of these tests are that simple.
std::vector<float> dark(const image::GrayImage& picture) {
    std::vector<float> ink;
    for (const float v : picture.pixels) ink.push_back(std::clamp(2.5F - 4 * v, 0.0F, 1.0F));
    return ink;
}

Searched search(image::GrayImage picture) {
    digits::InkSearch search(std::make_shared<const image::GrayImage>(std::move(picture)), {});
    Searched result;
    while (search.next()) {
        result.looked_at.push_back(search.next()->part);
        search.take(dark(search.next()->pixels));
        REQUIRE(result.looked_at.size() < 10);
    }
    result.found = search.result();
    return result;
}

// As seen at the card's threshold.
std::vector<Writing> by_network(const PictureInk& found) {
    std::vector<Writing> writings;
    for (const Writing& writing : found.writings)
        if (writing.way == Writing::Way::network && writing.level == 0) writings.push_back(writing);
    return writings;
}

double light(int, int) { return 0.9; }

const image::GrayImage& drawn() {
    static const image::GrayImage input = digits::encode(four(100, 100, 100), parameters()).input;
    return input;
}

}  // namespace

TEST_CASE("a digit that fills the picture is found at the first look, as it would have been drawn") {
    const auto [found, looked_at] = search(photo(four(60, 40, 220), 18, 300, 300, light, 0.1));
    CHECK(looked_at.size() == 1);
    const auto writings = by_network(found);
    REQUIRE(writings.size() == 1);
    CHECK(likeness(digits::framed(writings[0], parameters().frame), drawn()) > 0.75);
    CHECK(writings[0].place.left == Catch::Approx(60 - 11 - 9).margin(5));
    CHECK(writings[0].place.bottom == Catch::Approx(260 + 9).margin(5));
    CHECK(found.marked.width == 256);
    CHECK(found.dark.width == 256);
}

TEST_CASE("a small digit on a large sheet is looked at from near, and is the same digit") {
    for (const auto& [x, y] : {std::pair{400.0F, 300.0F}, {20.0F, 15.0F}, {950.0F, 700.0F}}) {
        CAPTURE(x, y);
        const auto [found, looked_at] = search(photo(four(x, y, 50), 4, 1024, 768, light, 0.1));
        REQUIRE(looked_at.size() == 2);
        CHECK(looked_at[1].width < 200);
        const auto writings = by_network(found);
        REQUIRE(writings.size() == 1);
        CHECK(likeness(digits::framed(writings[0], parameters().frame), drawn()) > 0.7);
        CHECK(writings[0].place.left == Catch::Approx(x - 4).margin(4));
        CHECK(writings[0].place.top == Catch::Approx(y - 2).margin(4));
    }
}

TEST_CASE("what touches the border is not dropped for that") {
    // The foot of the four is cut by the picture's edge, the bar by the other.
    const auto [found, looked_at] = search(photo(four(10, 20, 280), 18, 300, 300, light, 0.1));
    const auto writings = by_network(found);
    REQUIRE(writings.size() == 1);
    CHECK(writings[0].place.bottom == 300);
    CHECK(likeness(digits::framed(writings[0], parameters().frame), drawn()) > 0.7);
}

TEST_CASE("two digits on a sheet are two writings, whatever their number of strokes") {
    ink::Strokes two = four(60, 80, 100);
    for (auto& stroke : four(300, 90, 90)) two.push_back(stroke);
    const auto [found, looked_at] = search(photo(two, 10, 480, 300, light, 0.1));
    const auto writings = by_network(found);
    REQUIRE(writings.size() == 2);
    for (const Writing& writing : writings) CHECK(likeness(digits::framed(writing, parameters().frame), drawn()) > 0.7);
    CHECK(writings[0].place.left < writings[1].place.left);
}

TEST_CASE(
    "a pale stroke that breaks at one threshold is whole at another, and a digit seen near is kept from afar, too") {
    // The middle of the line is half as likely ink as its ends.
    image::GrayImage picture = photo({testing::line(150, 40, 150, 260)}, 12, 300, 300, light, 0.1);
    for (int y = 120; y < 180; ++y)
        for (int x = 140; x < 160; ++x) picture.at(x, y) = std::max(picture.at(x, y), 0.53F);
    const auto [found, looked_at] = search(std::move(picture));
    std::vector<std::size_t> at_level(digits::level_count);
    for (const Writing& writing : found.writings)
        if (writing.way == Writing::Way::network) ++at_level.at(writing.level);
    CHECK(at_level[1] >= 1);  // and what the closer looks at its two halves find of it
    float longest = 0;
    for (const Writing& writing : found.writings)
        if (writing.level == 1) longest = std::max(longest, writing.place.height());
    CHECK(longest > 220);
    const auto small = search(photo(four(400, 300, 50), 4, 1024, 768, light, 0.1));
    CHECK(std::ranges::any_of(small.found.writings, [](const Writing& w) { return w.level == digits::from_afar; }));
}

TEST_CASE("specks are no writing, and large pieces of one are also offered alone") {
    ink::Strokes pieces = {testing::line(100, 60, 100, 240), testing::line(150, 60, 150, 240), {{130, 150, 0}}};
    const auto [found, looked_at] = search(photo(pieces, 6, 300, 300, light, 0.1));
    CHECK(by_network(found).size() == 1);
    std::size_t alone = 0;
    for (const Writing& writing : found.writings) alone += writing.way == Writing::Way::piece ? 1 : 0;
    CHECK(alone == 2);
    // What brightness alone finds comes last.
    CHECK(found.writings.back().way == Writing::Way::thresholds);
}

TEST_CASE("an empty sheet has no writing, and a picture without pixels cannot be searched") {
    image::GrayImage sheet(200, 120);
    for (float& v : sheet.pixels) v = 0.9F;
    CHECK(search(sheet).found.writings.empty());
    CHECK_THROWS_AS(digits::InkSearch(std::make_shared<const image::GrayImage>(), {}), std::invalid_argument);
    CHECK_THROWS_AS(digits::InkSearch(nullptr, {}), std::invalid_argument);
    CHECK(digits::ink_by_thresholds(nullptr).writings.empty());
}

TEST_CASE("whatever the ink network says, every writing fits the frame") {
    core::Random random(5);
    for (const auto& [w, h] : {std::pair{1, 1}, {3, 700}, {300, 200}, {640, 40}}) {
        CAPTURE(w, h);
        image::GrayImage picture(w, h);
        for (float& v : picture.pixels) v = static_cast<float>(random.uniform());
        digits::InkSearch search(std::make_shared<const image::GrayImage>(picture), {});
        for (int looks = 0; search.next(); ++looks) {
            REQUIRE(looks < 10);
            std::vector<float> noise(search.next()->pixels.pixels.size());
            for (float& v : noise) v = static_cast<float>(random.uniform());
            search.take(noise);
        }
        for (const Writing& writing : search.result().writings) {
            const auto input = digits::framed(writing, parameters().frame);
            CHECK(input.pixels.size() == 28 * 28);
            CHECK(std::ranges::all_of(input.pixels, [](float v) { return v >= 0 && v <= 1.0001F; }));
        }
    }
}
