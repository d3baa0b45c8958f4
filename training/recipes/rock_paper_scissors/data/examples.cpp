#include "training/recipes/rock_paper_scissors/data/examples.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/random.hpp"
#include "training/augment/photo/camera.hpp"
#include "training/augment/photo/compositing.hpp"
#include "training/augment/photo/green_screen.hpp"
#include "training/augment/photo/rooms.hpp"
#include "training/augment/photo/skin.hpp"
#include "training/augment/photo/warp.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::gestures_data {

namespace {

// A hand, how it is held, and which wall it is held before.
struct Scene {
    std::string_view name;
    std::string_view photo;  // below rock_paper_scissors/
    augment::Colour skin{};
    double degrees = 90;  // 90: fingers up
    bool mirrored = false;
    double fill = 0.6;  // of the picture's height
    std::uint64_t wall = 1;
};

constexpr std::array<Scene, 6> scenes{{{.name = "rock-1.jpg",
                                        .photo = "rock/drgfreeman_RkKc61MLjm4clTPg.jpg",
                                        .skin = {150, 108, 80},
                                        .degrees = 84,
                                        .fill = 0.75,
                                        .wall = 11},
                                       {.name = "rock-2.jpg",
                                        .photo = "rock/drgfreeman_1UXuUYJ4rVj2eSvt.jpg",
                                        .skin = {206, 162, 134},
                                        .degrees = 8,
                                        .mirrored = true,
                                        .fill = 0.8,
                                        .wall = 62},
                                       {.name = "paper-1.jpg",
                                        .photo = "paper/drgfreeman_9OyGmAsWD5Ie6QIa.jpg",
                                        .skin = {92, 62, 48},
                                        .degrees = 96,
                                        .fill = 0.7,
                                        .wall = 47},
                                       {.name = "paper-2.jpg",
                                        .photo = "paper/drgfreeman_JKN8VKp7pfMEQdBZ.jpg",
                                        .skin = {205, 160, 125},
                                        .degrees = -70,
                                        .mirrored = true,
                                        .fill = 0.7,
                                        .wall = 57},
                                       {.name = "scissors-1.jpg",
                                        .photo = "scissors/drgfreeman_AqQ5Xll9nVqJODji.jpg",
                                        .skin = {176, 128, 92},
                                        .degrees = 98,
                                        .fill = 0.75,
                                        .wall = 36},
                                       {.name = "scissors-2.jpg",
                                        .photo = "scissors/drgfreeman_L9QKyMsMtrSwJhRa.jpg",
                                        .skin = {70, 50, 40},
                                        .degrees = -12,
                                        .mirrored = true,
                                        .fill = 0.75,
                                        .wall = 56}}};

constexpr std::string_view credits =
    "Hands: adapted from “Rock-Paper-Scissors images” by Julien de la Bruère-Terreault,\n"
    "https://www.kaggle.com/datasets/drgfreeman/rockpaperscissors, CC BY-SA 4.0\n"
    "(https://creativecommons.org/licenses/by-sa/4.0/).\n"
    "Changes: the green was taken away and replaced by walls that were computed; the skin was\n"
    "given other tones; hands were mirrored, turned and scaled. These pictures are under the same licence.\n"
    "The picture without a hand is computed, nobody's photo.\n";

image::RgbaImage wall_of(std::uint64_t seed) {
    core::Random random(seed);
    return augment::random_wall(random, example_width);
}

// The middle of a square, with a camera's noise, in as good a JPEG as the limit allows.
files::Bytes as_example(const image::RgbaImage& square, std::uint64_t seed) {
    core::Random random(seed);
    const image::RgbaImage frame =
        augment::noisy(augment::part_of(square, 0, (example_width - example_height) / 2, example_width, example_height),
                       {.deviation = 2, .colour = 0.3F}, random);
    for (int quality = 85; quality > 30; quality -= 5)
        if (files::Bytes bytes = pictures::as_jpeg(frame, quality); bytes.size() <= example_limit_bytes) return bytes;
    throw pictures::PictureError("an example picture does not become small enough.");
}

image::RgbaImage scene_of(const Scene& scene, const std::filesystem::path& folder) {
    const image::RgbaImage hand = augment::keyed(pictures::read(folder / "rock_paper_scissors" / scene.photo));
    const augment::HandParts parts = augment::parts_of(hand);
    const augment::Placement placement{.source_x = (parts.left + parts.wrist) / 2.0,
                                       .source_y = (parts.top + parts.bottom) / 2.0,
                                       .x = example_width / 2.0,
                                       .y = example_width / 2.0,
                                       .scale = scene.fill * example_height / std::max(parts.width(), parts.height()),
                                       .degrees = scene.degrees,
                                       .mirrored = scene.mirrored};
    const image::RgbaImage layer =
        augment::warped(augment::toned(hand, augment::skin_of(hand), scene.skin), augment::to_source(placement),
                        example_width, example_width, augment::Beyond::right_repeated);
    return augment::over(augment::defocused(layer, 0.5F), wall_of(scene.wall));
}

}  // namespace

std::vector<ExampleFile> example_files(const std::filesystem::path& folder) {
    std::vector<ExampleFile> all;
    for (const Scene& scene : scenes)
        all.push_back({std::string(scene.name), as_example(scene_of(scene, folder), scene.wall)});
    constexpr std::uint64_t ball = 165;
    constexpr std::uint64_t wall = 23;
    core::Random random(ball);
    const image::RgbaImage orange = augment::shaded_blob(random, example_width, 120, {226, 128, 40});
    all.push_back({"no-hand-1.jpg", as_example(augment::over(orange, wall_of(wall)), wall)});
    all.push_back({"credits.txt", files::Bytes(credits.begin(), credits.end())});
    return all;
}

}  // namespace mllab::gestures_data
