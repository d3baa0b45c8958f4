#include <algorithm>
#include <catch_amalgamated.hpp>

#include "core/random.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "shapes.hpp"

using namespace mllab;
using digits::Doubt;
using testing::four;
using testing::parameters;

using testing::likeness;
using testing::photo;
using testing::white;

namespace {

const image::GrayImage& drawn() {
    static const image::GrayImage input = digits::encode(four(100, 100, 100), parameters()).input;
    return input;
}

}  // namespace

TEST_CASE("a digit on white paper is read as if it were drawn") {
    const auto encoded = digits::encode(photo(four(80, 60, 150), 16, 300, 300, white, 0.1), parameters());
    CHECK(encoded.doubt == Doubt::none);
    CHECK(likeness(encoded.input, drawn()) > 0.75);
}

TEST_CASE("chalk on a board is read like ink on paper") {
    const auto board = [](int, int) { return 0.15; };
    const auto encoded = digits::encode(photo(four(80, 60, 150), 16, 300, 300, board, 0.95), parameters());
    CHECK(encoded.doubt == Doubt::none);
    CHECK(likeness(encoded.input, drawn()) > 0.75);
}

TEST_CASE("a lamp on one side, noise and a thin pen do not hide the digit") {
    const auto lamp = [](int x, int y) { return 0.45 + 0.5 * x / 640.0 - 0.1 * y / 480.0; };
    const auto encoded = digits::encode(photo(four(250, 90, 300), 7, 640, 480, lamp, 0.12, 0.02), parameters());
    CHECK(encoded.doubt == Doubt::none);
    CHECK(likeness(encoded.input, drawn()) > 0.6);
}

TEST_CASE("specks and the edge of the sheet are not part of the digit") {
    auto image = photo(four(100, 60, 150), 16, 300, 300, white, 0.1);
    for (int y = 0; y < 300; ++y)
        for (int x = 0; x < 9; ++x) image.at(x, y) = 0.2F;
    for (const auto& [x, y] : {std::pair{270, 20}, {280, 250}, {40, 280}}) image.at(x, y) = image.at(x + 1, y) = 0;
    const auto encoded = digits::encode(image, parameters());
    CHECK(encoded.doubt == Doubt::none);
    CHECK(likeness(encoded.input, drawn()) > 0.75);
}

TEST_CASE("an empty sheet has no answer") {
    for (const float v : {0.0F, 0.5F, 1.0F}) {
        image::GrayImage sheet(200, 120);
        for (float& p : sheet.pixels) p = v;
        const auto encoded = digits::encode(sheet, parameters());
        CHECK(encoded.doubt == Doubt::no_ink);
        CHECK(encoded.input.pixels.size() == 28 * 28);
    }
    CHECK(digits::encode(image::GrayImage(), parameters()).doubt == Doubt::no_ink);
}

TEST_CASE("two digits on one sheet are two") {
    ink::Strokes two = four(40, 80, 100);
    for (auto& stroke : four(220, 80, 100)) two.push_back(stroke);
    CHECK(digits::encode(photo(two, 12, 360, 260, white, 0.1), parameters()).doubt == Doubt::several_digits);
}

TEST_CASE("a picture of any odd size gives an input of the right size with sane values") {
    core::Random random(11);
    for (const auto& [w, h] : {std::pair{1, 1}, {1, 500}, {700, 2}, {3, 3}, {28, 28}, {4096, 16}}) {
        image::GrayImage image(w, h);
        for (float& v : image.pixels) v = static_cast<float>(random.uniform());
        const auto encoded = digits::encode(image, parameters());
        INFO(w << " x " << h);
        CHECK(encoded.input.pixels.size() == 28 * 28);
        CHECK(std::ranges::all_of(encoded.input.pixels, [](float v) { return v >= 0 && v <= 1.0001F; }));
    }
}
