#include "tiny_hands.hpp"

#include <cmath>
#include <format>

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::testing {

namespace {

constexpr const char* gestures[] = {"rock", "paper", "scissors"};

struct Colour {
    std::uint8_t red, green, blue;
};

Colour skin(core::Random& random) {
    const double light = 0.5 + 0.5 * random.uniform();
    const auto part = [&](double of) { return static_cast<std::uint8_t>(of * light); };
    return {part(230), part(170), part(140)};
}

void put(image::RgbaImage& picture, int x, int y, Colour colour) {
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
    std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(y * picture.width + x) * 4];
    p[0] = colour.red;
    p[1] = colour.green;
    p[2] = colour.blue;
    p[3] = 255;
}

image::RgbaImage plain(int width, int height, Colour colour) {
    image::RgbaImage picture(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) put(picture, x, y, colour);
    return picture;
}

// Around (x, y), `size` wide and high: as much as tells them apart, with a stump of an arm to the right.
void draw(image::RgbaImage& picture, std::size_t gesture, int x, int y, int size, Colour colour) {
    for (int j = -size; j <= size; ++j) {
        for (int i = -size; i <= size; ++i) {
            const bool disc = i * i + j * j <= size * size / 4;
            const bool block = std::abs(j) <= size * 2 / 3;
            const bool bars = (std::abs(i + j) <= size / 6 || std::abs(i - j) <= size / 6) && i <= 0;
            const bool inside = gesture == 0 ? disc : gesture == 1 ? block : bars || (disc && i > -size / 8);
            if (inside) put(picture, x + i, y + j, colour);
        }
    }
}

void arm(image::RgbaImage& picture, int from, int y, int half, Colour colour) {
    for (int j = -half; j <= half; ++j)
        for (int x = from; x < picture.width; ++x) put(picture, x, y + j, colour);
}

void write(const std::filesystem::path& file, const image::RgbaImage& picture) {
    files::write_atomically(file, pictures::as_jpeg(picture, 92));
}

}  // namespace

void write_tiny_hands(const std::filesystem::path& folder) {
    core::Random random(4);
    const auto room = [&] {
        const auto shade = [&] { return static_cast<std::uint8_t>(20 + random.below(200)); };
        return Colour{shade(), shade(), shade()};
    };
    const auto about = [&](int middle, int spread) {
        return middle - spread + static_cast<int>(random.below(static_cast<std::uint64_t>(2 * spread + 1)));
    };
    std::filesystem::create_directories(folder / "no_hand");
    for (std::size_t gesture = 0; gesture < 3; ++gesture) {
        const auto hands = folder / "rock_paper_scissors" / gestures[gesture];
        std::filesystem::create_directories(hands);
        // A recording that trains, one that validates, one that tests.
        for (const char* recording : {"0001_png", "JWitt-RCP_1_jpg", "IMG_5567_1_jpg"})
            for (int i = 0; i < 6; ++i) {
                image::RgbaImage picture = plain(64, 64, room());
                draw(picture, gesture, about(32, 6), about(32, 6), about(20, 4), skin(random));
                write(hands / std::format("kaust_{}.rf.{}_{}.jpg", recording, i, gesture), picture);
            }
        for (int i = 0; i < 14; ++i) {
            image::RgbaImage picture = plain(300, 200, {30, 170, 50});
            const Colour colour = skin(random);
            const int x = about(110, 50);
            const int y = about(100, 40);
            draw(picture, gesture, x, y, about(36, 6), colour);
            arm(picture, x, y, 12, colour);
            write(hands / std::format("drgfreeman_{}{}.jpg", gestures[gesture], i), picture);
        }
    }
    for (int i = 0; i < 24; ++i) {
        image::RgbaImage picture = plain(96, 96, room());
        const Colour other = room();
        for (int y = 0; y < 96; ++y)
            for (int x = about(48, 40); x < 96; ++x) put(picture, x, y, other);
        write(folder / "no_hand" / std::format("c{:012}_b0.jpg", i + 1), picture);
        write(folder / "no_hand" / std::format("orl_s{}_1.jpg", i + 1), picture);
    }
}

}  // namespace mllab::testing
