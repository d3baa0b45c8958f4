#include "tiny_photos.hpp"

#include <array>
#include <cstdint>
#include <format>
#include <string>

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/files/files.hpp"
#include "training/pictures/pictures.hpp"

namespace mllab::testing {

namespace {

constexpr int width = 96;
constexpr int height = 72;

void put(image::RgbaImage& picture, int x, int y, const std::array<std::uint8_t, 3>& colour) {
    std::uint8_t* p = &picture.pixels[static_cast<std::size_t>(y * width + x) * 4];
    p[0] = colour[0];
    p[1] = colour[1];
    p[2] = colour[2];
    p[3] = 255;
}

// One thing a photo: a red disc (a ball) or a blue block (a book).
std::string write_part(const std::filesystem::path& folder, const std::string& part, int count, core::Random& random) {
    std::filesystem::create_directories(folder / part);
    std::string pictures;
    std::string objects;
    for (int i = 1; i <= count; ++i) {
        const bool ball = random.chance(0.5);
        const auto between = [&](int low, int high) {
            return low + static_cast<int>(random.below(static_cast<std::size_t>(high - low)));
        };
        const int side = between(20, 50);
        const int left = between(0, width - side);
        const int top = between(0, height - side);
        const auto shade = static_cast<std::uint8_t>(between(90, 200));
        image::RgbaImage picture(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const int dx = 2 * (x - left) - side;
                const int dy = 2 * (y - top) - side;
                const bool inside = x >= left && y >= top && x < left + side && y < top + side;
                const bool thing = inside && (!ball || dx * dx + dy * dy <= side * side);
                put(picture, x, y,
                    !thing ? std::array{shade, shade, shade}
                    : ball ? std::array<std::uint8_t, 3>{220, 30, 30}
                           : std::array<std::uint8_t, 3>{30, 30, 220});
            }
        const std::string name = std::format("{:012}.jpg", i);
        files::write_atomically(folder / part / name, pictures::as_jpeg(picture, 92));
        pictures += std::format(R"({}{{"id":{},"file_name":"{}","width":{},"height":{}}})", i > 1 ? "," : "", i, name,
                                width, height);
        objects +=
            std::format(R"({}{{"id":{},"image_id":{},"category_id":{},"bbox":[{},{},{},{}],"area":{},"iscrowd":0}})",
                        i > 1 ? "," : "", i, i, ball ? 37 : 84, left, top, side, side, side * side);
    }
    return std::format(R"({{"images":[{}],"annotations":[{}],"categories":[{}]}})", pictures, objects,
                       R"({"id":37,"name":"sports ball"},{"id":84,"name":"book"})");
}

}  // namespace

void write_tiny_photos(const std::filesystem::path& folder) {
    core::Random random(5);
    for (const auto& [set, part, count] :
         {std::tuple{"coco_train", "train2017", 60}, std::tuple{"coco_sample", "val2017", 6}}) {
        std::filesystem::create_directories(folder / set / "annotations");
        files::write_atomically(folder / set / "annotations" / std::format("instances_{}.json", part),
                                write_part(folder / set, part, count, random));
    }
}

}  // namespace mllab::testing
