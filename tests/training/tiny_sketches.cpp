#include "tiny_sketches.hpp"

#include <cmath>
#include <format>
#include <numbers>
#include <string>

#include "core/random.hpp"
#include "ink/strokes.hpp"
#include "training/datasets/npy.hpp"
#include "training/files/files.hpp"
#include "training/recipes/sketches/data/official_bitmap.hpp"

namespace mllab::testing {

namespace {

using Shape = ink::Point (*)(double along);  // along: 0..1; coordinates about -1..1

ink::Point circle(double along) {
    const double angle = 2 * std::numbers::pi * along;
    return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle)), 0};
}

ink::Point stairs(double along) {
    const double step = std::floor(along * 5) / 2.5 - 1;
    return {static_cast<float>(2 * along - 1), static_cast<float>(step), 0};
}

ink::Point star(double along) {
    const double corner = std::round(along * 5);
    const double angle = 4 * std::numbers::pi * corner / 5;
    return {static_cast<float>(std::sin(angle)), static_cast<float>(-std::cos(angle)), 0};
}

ink::Stroke drawing_of(Shape shape, core::Random& random) {
    const double wide = random.uniform(70, 120);
    const double high = random.uniform(70, 120);
    ink::Stroke stroke;
    for (int i = 0; i <= 40; ++i) {
        const ink::Point p = shape(i / 40.0);
        stroke.push_back({static_cast<float>(std::round(127 + wide * static_cast<double>(p.x) + random.normal(0, 2))),
                          static_cast<float>(std::round(127 + high * static_cast<double>(p.y) + random.normal(0, 2))),
                          0});
    }
    return stroke;
}

}  // namespace

void write_tiny_sketches(const std::filesystem::path& folder, int drawings) {
    struct Category {
        const char* name;
        Shape shape;
    };
    const auto root = folder / "quickdraw";
    std::filesystem::create_directories(root / "simplified");
    std::filesystem::create_directories(root / "numpy_bitmap");
    std::uint64_t key = 1000;
    for (const Category& category : {Category{"circle", circle}, Category{"stairs", stairs}, Category{"star", star}}) {
        std::string lines;
        files::Bytes pixels;
        for (int i = 0; i < drawings; ++i) {
            core::Random random(++key);
            const ink::Strokes drawing{drawing_of(category.shape, random)};
            std::string x;
            std::string y;
            for (const ink::Point& p : drawing.front()) {
                x += std::format("{}{}", x.empty() ? "" : ",", p.x);
                y += std::format("{}{}", y.empty() ? "" : ",", p.y);
            }
            lines +=
                std::format("{{\"word\":\"{}\",\"key_id\":\"{}\",\"recognized\":true,\"drawing\":[[[{}],[{}]]]}}\n",
                            category.name, key, x, y);
            const auto bitmap = sketches_data::official_bitmap(drawing);
            pixels.insert(pixels.end(), bitmap.begin(), bitmap.end());
        }
        files::write_atomically(root / "simplified" / (std::string(category.name) + ".ndjson"), lines);
        files::write_atomically(root / "numpy_bitmap" / (std::string(category.name) + ".npy"),
                                datasets::npy_bytes(pixels));
    }
}

}  // namespace mllab::testing
