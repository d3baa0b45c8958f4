#include "made_up.hpp"

#include <cmath>
#include <format>
#include <numeric>

#include "core/random.hpp"
#include "training/datasets/npy.hpp"
#include "training/files/gzip.hpp"
#include "training/recipes/sketches/data/official_bitmap.hpp"

namespace mllab::testing {

ink::Strokes drawing_of(std::uint64_t key) {
    core::Random random(key);
    ink::Strokes strokes(2);
    for (int i = 0; i < 9; ++i)
        strokes[0].push_back({static_cast<float>(std::floor(random.uniform(0, 256))),
                              static_cast<float>(std::floor(random.uniform(0, 256))), 0});
    strokes[1] = {{0, 0, 0}, {255, static_cast<float>(random.below(256)), 0}};
    return strokes;
}

std::vector<std::uint64_t> keys_from(std::uint64_t first, std::size_t count) {
    std::vector<std::uint64_t> keys(count);
    std::iota(keys.begin(), keys.end(), first);
    return keys;
}

void write_category(const std::filesystem::path& folder, const MadeUpCategory& category) {
    const auto root = folder / "quickdraw";
    for (const char* name : {"simplified", "numpy_bitmap", "bitmap_key_ids"})
        std::filesystem::create_directories(root / name);
    std::string lines;
    for (const std::uint64_t key : category.keys) {
        std::string drawing;
        for (const ink::Stroke& stroke : drawing_of(key)) {
            std::string x;
            std::string y;
            for (const ink::Point& p : stroke) {
                x += (x.empty() ? "" : ",") + std::format("{}", p.x);
                y += (y.empty() ? "" : ",") + std::format("{}", p.y);
            }
            drawing += std::format("{}[[{}],[{}]]", drawing.empty() ? "" : ",", x, y);
        }
        lines += std::format(R"({{"word":"{}","key_id":"{}","recognized":true,"drawing":[{}]}})", category.name, key,
                             drawing) +
                 "\n";
    }
    files::write_atomically(root / "simplified" / (category.name + ".ndjson"), lines);
    files::Bytes pixels;
    for (const std::uint64_t key : category.bitmaps) {
        const auto bitmap = sketches_data::official_bitmap(drawing_of(key));
        pixels.insert(pixels.end(), bitmap.begin(), bitmap.end());
    }
    files::write_atomically(root / "numpy_bitmap" / (category.name + ".npy.gz"),
                            files::gzip(datasets::npy_bytes(pixels)));
    if (category.bitmap_keys.empty()) return;
    std::string ids;
    for (const std::uint64_t key : category.bitmap_keys) ids += std::format("{}\n", key);
    files::write_atomically(root / "bitmap_key_ids" / (category.name + ".txt"), ids);
}

}  // namespace mllab::testing
