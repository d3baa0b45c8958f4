#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <set>

#include "core/random.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/recipes/rock_paper_scissors/data/sampler.hpp"
#include "training/recipes/rock_paper_scissors/data/sheet.hpp"

namespace gestures = mllab::gestures_data;
using mllab::gestures_data::Data;
using mllab::gestures_data::Sampler;
using mllab::image::RgbaImage;

namespace {

RgbaImage noise(int width, int height, std::uint64_t seed) {
    mllab::core::Random random(seed);
    RgbaImage image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = i % 4 == 3 ? std::uint8_t{255} : static_cast<std::uint8_t>(random.below(256));
    return image;
}

// A block of skin on the left and a thinner forearm that leaves on the right.
gestures::KeyedHand hand() {
    gestures::KeyedHand result{.picture = RgbaImage(80, 40), .parts = {}, .from_right = true, .skin = {190, 140, 110}};
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 80; ++x) {
            if (x >= 40 && (y < 10 || y >= 30)) continue;
            const auto at = static_cast<std::size_t>(y * 80 + x) * 4;
            result.picture.pixels[at] = 190;
            result.picture.pixels[at + 1] = 140;
            result.picture.pixels[at + 2] = 110;
            result.picture.pixels[at + 3] = 255;
        }
    result.parts = mllab::augment::parts_of(result.picture);
    return result;
}

Data small_data() {
    Data data;
    for (std::size_t g = 0; g < gestures::gestures; ++g) {
        data.webcam[g] = {{"one", {noise(50, 48, g), noise(60, 60, 10 + g)}}, {"other", {noise(40, 55, 20 + g)}}};
        data.green_screen[g] = {hand()};
        data.on_green[g] = {noise(30, 30, 40 + g)};
    }
    data.photos = {noise(64, 64, 50), noise(90, 90, 51)};
    data.faces = {noise(48, 48, 60)};
    data.fingerprint = "small";
    return data;
}

}  // namespace

TEST_CASE("a sample depends on seed, epoch and index alone") {
    const Data data = small_data();
    const Sampler sampler(data, {.side_px = 48});
    const Sampler same(data, {.side_px = 48});
    const Sampler other(data, {.seed = 2, .side_px = 48});
    std::set<std::vector<std::uint8_t>> seen;
    for (std::size_t i = 0; i < 60; ++i) {
        const auto sample = sampler.sample(3, i);
        CHECK(same.sample(3, i).picture.pixels == sample.picture.pixels);
        CHECK(sample.picture.width == 48);
        CHECK(sample.picture.height == 48);
        for (std::size_t at = 3; at < sample.picture.pixels.size(); at += 4) REQUIRE(sample.picture.pixels[at] == 255);
        seen.insert(sample.picture.pixels);
    }
    CHECK(seen.size() == 60);
    // In the reverse order, by another sampler.
    for (std::size_t i = 60; i-- > 50;) CHECK(same.sample(3, i).picture.pixels == sampler.sample(3, i).picture.pixels);
    CHECK(sampler.sample(4, 0).picture.pixels != sampler.sample(3, 0).picture.pixels);
    CHECK(other.sample(3, 0).picture.pixels != sampler.sample(3, 0).picture.pixels);
}

TEST_CASE("of every hundred samples each label has its share") {
    const Data data = small_data();
    const Sampler sampler(data, {.side_px = 16});
    for (const std::size_t begin : std::array<std::size_t, 2>{0, 300}) {
        std::array<int, gestures::labels> counts{};
        for (std::size_t i = begin; i < begin + 100; ++i) ++counts.at(sampler.sample(1, i).label);
        CHECK(counts == std::array{27, 27, 27, 19});
    }
    const Sampler never(data, {.side_px = 16, .no_hand = 0});
    const Sampler always(data, {.side_px = 16, .no_hand = 1});
    for (std::size_t i = 0; i < 100; ++i) {
        CHECK(never.sample(0, i).label < gestures::gestures);
        CHECK(always.sample(0, i).label == gestures::gestures);
    }
}

TEST_CASE("odd sides, tiny pictures and hands without a forearm give samples, too") {
    Data data = small_data();
    data.webcam[0] = {{"dot", {noise(1, 1, 1)}}};
    data.green_screen[1].front().from_right = false;
    data.photos = {noise(1, 1, 2)};
    data.faces.clear();
    data.on_green[2].clear();
    for (const int side : {16, 37, 224}) {
        const Sampler sampler(data, {.side_px = side});
        for (std::size_t i = 0; i < (side > 100 ? 40U : 150U); ++i) CHECK(sampler.sample(0, i).picture.width == side);
    }
}

TEST_CASE("data that lack something and senseless settings are refused") {
    const Data data = small_data();
    const auto refused = [](const Data& what, const gestures::SamplerSettings& how) {
        CHECK_THROWS_AS(Sampler(what, how), std::invalid_argument);
    };
    refused({}, {});
    for (const int missing : {0, 1, 2}) {
        Data less = data;
        if (missing == 0) less.webcam[1] = {{"empty", {}}};
        if (missing == 1) less.green_screen[2].clear();
        if (missing == 2) less.photos.clear();
        refused(less, {});
    }
    refused(data, {.side_px = 15});
    refused(data, {.side_px = 1025});
    refused(data, {.no_hand = 1.1});
    refused(data, {.no_hand = std::nan("")});
    refused(data, {.green_screen = -0.1});
}

TEST_CASE("the fingerprint tells other data and other settings") {
    Data data = small_data();
    const std::string usual = Sampler(data, {}).fingerprint();
    CHECK(usual == Sampler(data, {.seed = 9}).fingerprint());  // the seed is the training's own
    CHECK(usual.starts_with("9 webcam hands, 3 green-screen hands, 2 photos, 1 faces ("));
    CHECK(usual != Sampler(data, {.side_px = 128}).fingerprint());
    CHECK(usual != Sampler(data, {.no_hand = 0.2}).fingerprint());
    data.fingerprint = "another";
    CHECK(usual != Sampler(data, {}).fingerprint());
}

TEST_CASE("a sheet shows the samples in frames of their labels' colours") {
    const Data data = small_data();
    const Sampler sampler(data, {.side_px = 20});
    const RgbaImage sheet = gestures::contact_sheet(sampler, 2, 3, 2);
    CHECK(sheet.width == 3 * 26);
    CHECK(sheet.height == 2 * 26);
    const auto sample = sampler.sample(2, 4);
    const auto at = [&](int x, int y) {
        return sheet.pixels.begin() + static_cast<std::ptrdiff_t>(4) * (y * sheet.width + x);
    };
    CHECK(std::equal(at(26 + 3, 26 + 3), at(26 + 3, 26 + 3) + 80, sample.picture.pixels.begin()));
    CHECK(std::ranges::all_of(sheet.pixels, [i = 0](std::uint8_t v) mutable { return ++i % 4 != 0 || v == 255; }));
    CHECK_THROWS_AS(gestures::contact_sheet(sampler, 0, 0, 1), std::invalid_argument);
    CHECK_THROWS_AS(gestures::contact_sheet(sampler, 0, 1, 65), std::invalid_argument);
}

TEST_CASE("where there are no hands, the message says where to get them") {
    const mllab::testing::TemporaryFolder folder;
    CHECK_THROWS_MATCHES(gestures::load({.chosen = folder.path(), .usual = {}}), mllab::files::FileError,
                         mllab::testing::MessageWith({folder.path().string(), "rock_paper_scissors/", "docs/data.md"}));
    Data data;
    CHECK_THROWS_AS(data.sets_of(mllab::datasets::Split::train), std::invalid_argument);
    CHECK(data.sets_of(mllab::datasets::Split::test).empty());
}
