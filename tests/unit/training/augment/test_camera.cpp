#include <catch_amalgamated.hpp>
#include <cmath>

#include "training/augment/photo/camera.hpp"
#include "training/augment/photos.hpp"

using namespace mllab::testing;
using namespace mllab::augment;
using mllab::core::Random;
using mllab::image::RgbaImage;

namespace {

// How much neighbours differ.
double roughness(const RgbaImage& image) {
    double sum = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x + 1 < image.width; ++x) sum += std::abs(at(image, x, y)[0] - at(image, x + 1, y)[0]);
    return sum / (image.height * (image.width - 1));
}

}  // namespace

TEST_CASE("no strength, no change") {
    const RgbaImage picture = speckled(30, 20);
    Random random(1);
    CHECK(defocused(picture, 0).pixels == picture.pixels);
    CHECK(motion_blurred(picture, 0, 45).pixels == picture.pixels);
    CHECK(noisy(picture, {}, random).pixels == picture.pixels);
    CHECK(random.state() == Random(1).state());
    CHECK(coarsened(picture, 1).pixels == picture.pixels);
}

TEST_CASE("blurs keep brightness, soften, and leave plain pictures alone") {
    const RgbaImage picture = speckled(60, 60);
    const RgbaImage flat = plain(20, 20, {13, 100, 240, 255});
    for (const auto& blurred : {defocused(picture, 1.5F), motion_blurred(picture, 6, 0), coarsened(picture, 0.4F)}) {
        CHECK(roughness(blurred) < roughness(picture) / 2);
        CHECK(std::abs(mean(blurred, 1) - mean(picture, 1)) < 3);
        CHECK(mean(blurred, 3) == 255);
    }
    CHECK(defocused(flat, 3).pixels == flat.pixels);
    CHECK(motion_blurred(flat, 9, 77).pixels == flat.pixels);
    CHECK(coarsened(flat, 0.3F).pixels == flat.pixels);
    CHECK(roughness(defocused(picture, 3)) < roughness(defocused(picture, 1)));
    // Wider than the picture.
    CHECK(defocused(speckled(3, 2), 9).width == 3);
    CHECK(motion_blurred(speckled(3, 2), 90, 10).height == 2);
    CHECK(coarsened(speckled(3, 2), 0.01F).width == 3);
}

TEST_CASE("motion blurs along its line and not across it") {
    RgbaImage line = plain(21, 21, {0, 0, 0, 255});
    for (int x = 0; x < 21; ++x) put(line, x, 10, {255, 255, 255, 255});
    CHECK(at(motion_blurred(line, 8, 0), 10, 10)[0] == 255);
    CHECK(at(motion_blurred(line, 8, 90), 10, 10)[0] < 60);
    CHECK(at(motion_blurred(line, 8, 90), 10, 13)[0] > 10);
}

TEST_CASE("blurred edges of a matte take no colour from what is transparent") {
    RgbaImage matte = plain(20, 20, {0, 255, 0, 0});
    for (int y = 0; y < 20; ++y)
        for (int x = 10; x < 20; ++x) put(matte, x, y, {180, 90, 60, 255});
    for (const auto& soft : {defocused(matte, 2), motion_blurred(matte, 5, 0)}) {
        CHECK(at(soft, 8, 10)[3] > 0);
        CHECK(at(soft, 8, 10)[3] < 255);
        for (int x = 7; x < 20; ++x)
            if (at(soft, x, 10)[3] > 0) CHECK(std::abs(at(soft, x, 10)[1] - 90) <= 1);
    }
}

TEST_CASE("noise has its deviation, its grain and its colours, and comes from the generator alone") {
    const RgbaImage grey = plain(100, 100, {128, 128, 128, 255});
    const auto deviation = [](const RgbaImage& image, std::size_t channel) {
        double sum = 0;
        for (std::size_t i = channel; i < image.pixels.size(); i += 4) sum += std::pow(image.pixels[i] - 128.0, 2);
        return std::sqrt(sum / (static_cast<double>(image.pixels.size()) / 4));
    };
    Random random(5);
    const RgbaImage colourless = noisy(grey, {.deviation = 10, .colour = 0}, random);
    CHECK(std::abs(deviation(colourless, 0) - 10) < 0.5);
    for (std::size_t i = 0; i < colourless.pixels.size(); i += 4)
        CHECK(colourless.pixels[i] == colourless.pixels[i + 2]);
    const RgbaImage coloured = noisy(grey, {.deviation = 10, .colour = 1}, random);
    CHECK(std::abs(deviation(coloured, 2) - 10) < 0.5);
    CHECK(std::abs(mean(coloured, 1) - 128) < 0.5);
    const RgbaImage coarse = noisy(grey, {.deviation = 10, .grain = 2}, random);
    CHECK(at(coarse, 0, 0) == at(coarse, 1, 1));
    Random one(9);
    Random other(9);
    CHECK(noisy(grey, {.deviation = 4}, one).pixels == noisy(grey, {.deviation = 4}, other).pixels);
    CHECK(mean(noisy(plain(9, 9, {255, 0, 255, 9}), {.deviation = 60}, random), 3) == 9);
}

TEST_CASE("compression leaves traces, more of them at lower quality") {
    const RgbaImage picture = defocused(speckled(64, 64), 2);
    const auto error = [&](int quality) {
        const RgbaImage back = compressed(picture, quality);
        double sum = 0;
        for (std::size_t i = 0; i < picture.pixels.size(); ++i) sum += std::abs(back.pixels[i] - picture.pixels[i]);
        return sum;
    };
    CHECK(error(90) > 0);
    CHECK(error(20) > 1.5 * error(90));
    CHECK(compressed(picture, 50).width == 64);
    CHECK_THROWS_AS(compressed(picture, 0), std::invalid_argument);
}
