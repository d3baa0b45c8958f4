#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>

#include "core/random.hpp"
#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/pictures/picture_files.hpp"
#include "training/pictures/pictures.hpp"

namespace pictures = mllab::pictures;
using mllab::image::RgbaImage;
using mllab::pictures::decoded;
using mllab::pictures::PictureError;
using mllab::testing::MessageWith;
using Bytes = std::vector<std::uint8_t>;

namespace {

std::array<int, 4> at(const RgbaImage& image, int x, int y) {
    const auto i = static_cast<std::size_t>(y * image.width + x) * 4;
    return {image.pixels[i], image.pixels[i + 1], image.pixels[i + 2], image.pixels[i + 3]};
}

bool near(const std::array<int, 4>& a, const std::array<int, 4>& b, int levels) {
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::abs(a[i] - b[i]) > levels) return false;
    return true;
}

// A picture of the right size, or a PictureError that names it: nothing else may come of any bytes.
std::optional<RgbaImage> outcome(const Bytes& bytes) {
    try {
        RgbaImage image = decoded(bytes, "evil.jpg");
        CHECK(image.pixels.size() ==
              static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4);
        return image;
    } catch (const PictureError& error) {
        CHECK(std::string(error.what()).starts_with("evil.jpg cannot be read: "));
        return std::nullopt;
    }
}

const Bytes baseline = mllab::testing::bytes_of(mllab::testing::baseline_jpeg);
const Bytes progressive = mllab::testing::bytes_of(mllab::testing::progressive_jpeg);
const Bytes deep = mllab::testing::bytes_of(mllab::testing::deep_png);

}  // namespace

TEST_CASE("JPEG files become the pictures they are, baseline and progressive alike") {
    for (const Bytes& file : {baseline, progressive}) {
        const RgbaImage image = decoded(file, "x");
        REQUIRE(image.width == 8);
        REQUIRE(image.height == 16);
        CHECK(near(at(image, 0, 0), {0, 1, 254, 255}, 4));
        CHECK(near(at(image, 3, 8), {104, 2, 140, 255}, 4));
        CHECK(near(at(image, 7, 15), {255, 1, 0, 255}, 4));
    }
    const RgbaImage grey = decoded(mllab::testing::bytes_of(mllab::testing::grey_jpeg), "x");
    CHECK(near(at(grey, 3, 8), {34, 34, 34, 255}, 2));
}

TEST_CASE("PNG files of 16 bits, with alpha and with a palette become eight bits a channel") {
    const RgbaImage image = decoded(deep, "x");
    CHECK(image.height == 16);
    CHECK(near(at(image, 1, 1), {238, 0, 17, 255}, 1));
    CHECK(at(image, 7, 15) == std::array{0, 0, 255, 255});
    const RgbaImage alpha = decoded(mllab::testing::bytes_of(mllab::testing::alpha_png), "x");
    CHECK(near(at(alpha, 0, 0), {255, 0, 0, 127}, 1));
    CHECK(at(alpha, 1, 0)[3] == 0);
    CHECK(at(alpha, 1, 1) == std::array{0, 0, 255, 255});
    const RgbaImage palette = decoded(mllab::testing::bytes_of(mllab::testing::palette_png), "x");
    CHECK(palette.width == 5);
    CHECK(at(palette, 4, 2) == std::array{255, 255, 255, 255});
}

TEST_CASE("colours of print are refused with advice") {
    CHECK_THROWS_MATCHES(decoded(mllab::testing::bytes_of(mllab::testing::cmyk_jpeg), "hand.jpg"), PictureError,
                         MessageWith({"hand.jpg", "CMYK", "save it in RGB"}));
}

TEST_CASE("what is no picture is refused with the reason") {
    const auto refused = [](const Bytes& bytes, const std::string& reason) {
        CHECK_THROWS_MATCHES(decoded(bytes, "hand.jpg"), PictureError, MessageWith({"hand.jpg", reason}));
    };
    refused({}, "empty");
    const std::string text = "<!doctype html><title>404</title>";
    refused({text.begin(), text.end()}, "neither a JPEG nor a PNG");
    const std::string gif = "GIF89a\1\1";
    refused({gif.begin(), gif.end()}, "neither a JPEG nor a PNG");
    refused({0xFF, 0xD8}, "neither");
    refused({0xFF, 0xD8, 0xFF}, "breaks off");
    refused({0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, "broken");
}

TEST_CASE("a JPEG that was cut anywhere is refused, not filled with grey") {
    for (const Bytes& file : {baseline, progressive})
        for (std::size_t length = 0; length < file.size(); ++length) {
            const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
            INFO("of " << file.size() << " bytes the first " << length);
            CHECK_FALSE(outcome(part));
        }
}

TEST_CASE("a PNG that lacks pixels is refused") {
    // Its last twelve bytes are the end's own mark, and four before it the checksum of the pixels.
    for (std::size_t length = 0; length + 24 < deep.size(); ++length) {
        INFO("of " << deep.size() << " bytes the first " << length);
        CHECK_FALSE(outcome({deep.begin(), deep.begin() + static_cast<std::ptrdiff_t>(length)}));
    }
}

TEST_CASE("flipped bytes give a picture or a reason") {
    mllab::core::Random random(31);
    for (const Bytes& file : {baseline, progressive, deep, mllab::testing::bytes_of(mllab::testing::palette_png)}) {
        for (std::size_t i = 0; i < file.size(); ++i)
            for (const int mask : {0x01, 0x80, 0xFF}) {
                Bytes bytes = file;
                bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ mask);
                // Sides of thousands of pixels are allowed, but not wanted in a test of thousands of pictures.
                try {
                    (void)decoded(bytes, "evil.jpg", {.side = 512});
                } catch (const PictureError& error) {
                    CHECK(std::string(error.what()).starts_with("evil.jpg"));
                }
            }
        for (int k = 0; k < 300; ++k) {
            Bytes bytes = file;
            for (int flips = 0; flips < 6; ++flips)
                bytes[20 + random.below(bytes.size() - 20)] = static_cast<std::uint8_t>(random.below(256));
            try {
                (void)decoded(bytes, "evil.jpg", {.side = 512});
            } catch (const PictureError& error) {
                CHECK(std::string(error.what()).starts_with("evil.jpg"));
            }
        }
    }
}

TEST_CASE("sides and pixels are checked before anything is decoded") {
    Bytes huge = deep;
    const auto put = [&](std::size_t where, std::uint32_t number) {
        for (std::size_t i = 0; i < 4; ++i) huge[where + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    };
    put(16, 12000);
    put(20, 9000);
    CHECK_THROWS_MATCHES(decoded(huge, "a"), PictureError, MessageWith({"12000 x 9000"}));
    put(16, 16000);
    put(20, 1);
    CHECK_THROWS_AS(decoded(huge, "a"), PictureError);  // fewer bytes than pixels
    put(16, 0x7FFFFFFF);
    put(20, 0x7FFFFFFF);
    CHECK_THROWS_AS(decoded(huge, "a"), PictureError);
    put(16, 0);
    CHECK_THROWS_AS(decoded(huge, "a"), PictureError);
    CHECK_THROWS_MATCHES(decoded(baseline, "a", {.side = 15}), PictureError, MessageWith({"8 x 16", "15"}));
    CHECK_THROWS_MATCHES(decoded(baseline, "a", {.pixels = 127}), PictureError, MessageWith({"8 x 16", "127"}));
    CHECK_THROWS_MATCHES(decoded(baseline, "a", {.file_bytes = 100}), PictureError, MessageWith({"100 bytes"}));
    CHECK(decoded(baseline, "a", {.file_bytes = 311, .side = 16, .pixels = 128}).width == 8);
}

TEST_CASE("a picture survives being written as a JPEG") {
    RgbaImage image(20, 12);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const auto i = static_cast<std::size_t>(y * image.width + x) * 4;
            image.pixels[i] = static_cast<std::uint8_t>(10 * x);
            image.pixels[i + 1] = static_cast<std::uint8_t>(15 * y);
            image.pixels[i + 2] = 90;
            image.pixels[i + 3] = 7;
        }
    const Bytes good = pictures::as_jpeg(image, 95);
    const Bytes poor = pictures::as_jpeg(image, 10);
    CHECK(poor.size() < good.size());
    const RgbaImage back = decoded(good, "x");
    REQUIRE(back.width == 20);
    REQUIRE(back.height == 12);
    for (int y = 0; y < back.height; ++y)
        for (int x = 0; x < back.width; ++x) CHECK(near(at(back, x, y), {10 * x, 15 * y, 90, 255}, 12));
    CHECK_THROWS_AS(pictures::as_jpeg({}, 90), std::invalid_argument);
    CHECK_THROWS_AS(pictures::as_jpeg(image, 0), std::invalid_argument);
    CHECK_THROWS_AS(pictures::as_jpeg(image, 101), std::invalid_argument);
}

TEST_CASE("a file that is not there or no file is a PictureError with its path") {
    const mllab::testing::TemporaryFolder folder;
    CHECK_THROWS_MATCHES(pictures::read(folder / "no.jpg"), PictureError, MessageWith({"no.jpg"}));
    CHECK_THROWS_MATCHES(pictures::read(folder.path()), PictureError, MessageWith({folder.path().string()}));
    mllab::files::write_atomically(folder / "hand.jpg", baseline);
    CHECK(pictures::read(folder / "hand.jpg").width == 8);
    CHECK_THROWS_MATCHES(pictures::read(folder / "hand.jpg", {.file_bytes = 10}), PictureError,
                         MessageWith({"hand.jpg"}));
}

TEST_CASE("real pictures of hands can be read, and cut ones are refused") {
    const auto folder = mllab::testing::need_data("rock_paper_scissors/rock");
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (count++ == 40) break;
        const RgbaImage image = pictures::read(entry.path());
        CHECK(image.width > 40);
        CHECK(image.height > 40);
        Bytes bytes = mllab::files::read(entry.path());
        bytes.resize(bytes.size() - 1 - bytes.size() / 2);
        CHECK_FALSE(outcome(bytes));
    }
}
