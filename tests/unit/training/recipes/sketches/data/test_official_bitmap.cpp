#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>
#include <numeric>

#include "made_up.hpp"
#include "support/data_folder.hpp"
#include "training/datasets/quickdraw.hpp"
#include "training/recipes/sketches/data/official_bitmap.hpp"
#include "training/recipes/sketches/data/split.hpp"

namespace datasets = mllab::datasets;
namespace sketches_data = mllab::sketches_data;
using mllab::testing::drawing_of;
using sketches_data::Bitmap;
using sketches_data::difference;
using sketches_data::official_bitmap;

TEST_CASE("a line through the middle is as thick and as long as the official scale says") {
    const Bitmap bitmap = official_bitmap(mllab::ink::Strokes{{{0, 0, 0}, {255, 0, 0}}});
    // 28 / (256 + 48) pixels a unit: a pen of 16 is 1.47 pixels wide, round ends reach from 1.52 to 26.48.
    double column = 0;
    for (std::size_t y = 0; y < 28; ++y) column += bitmap[y * 28 + 14] / 255.0;
    CHECK(column == Catch::Approx(16 * 28 / 304.0).epsilon(0.03));
    double row = 0;
    for (std::size_t x = 0; x < 28; ++x) row += bitmap[14 * 28 + x] / 255.0;
    CHECK(row > 15);
    for (std::size_t y = 0; y < 28; ++y) {
        CHECK(bitmap[y * 28] == 0);
        CHECK(bitmap[y * 28 + 27] == 0);
    }
    CHECK(*std::ranges::max_element(bitmap) <= 255);
}

TEST_CASE("no ink gives an empty bitmap, a dot gives a dot in the middle") {
    CHECK(official_bitmap(mllab::ink::Strokes{}) == Bitmap{});
    const Bitmap dot = official_bitmap(mllab::ink::Strokes{{{0, 0, 0}}});
    CHECK(dot[13 * 28 + 13] > 0);
    CHECK(dot[13 * 28 + 13] == dot[14 * 28 + 14]);
    CHECK(std::ranges::count_if(dot, [](int v) { return v > 0; }) <= 16);
}

TEST_CASE("the difference of bitmaps is 0 for the same, 1 where no ink is shared, and the same from both sides") {
    const Bitmap a = official_bitmap(drawing_of(1));
    const Bitmap b = official_bitmap(drawing_of(2));
    CHECK(difference(a, a) == 0);
    CHECK(difference(a, Bitmap{}) == 1);
    CHECK(difference(Bitmap{}, Bitmap{}) == 0);
    CHECK(difference(a, b) == difference(b, a));
    CHECK(difference(a, b) > 0.2);
}

TEST_CASE("real bitmaps whose key is known lie far below the threshold for copies, other drawings far above") {
    const std::string name = "ant";
    const auto drawings =
        datasets::read_quickdraw(mllab::testing::need_data("quickdraw/simplified/" + name + ".ndjson.gz"));
    const auto bitmaps = datasets::read_npy(mllab::testing::need_data("quickdraw/numpy_bitmap/" + name + ".npy.gz"));
    const auto keys = datasets::read_key_ids(mllab::testing::need_data("quickdraw/bitmap_key_ids/" + name + ".txt"));
    std::map<std::string, std::size_t> row_of;
    for (std::size_t i = 0; i < keys.size(); ++i) row_of[std::to_string(keys[i])] = i;
    std::size_t pairs = 0;
    for (const auto& drawing : drawings) {
        const auto row = row_of.find(drawing.key_id);
        if (row == row_of.end()) continue;
        ++pairs;
        const Bitmap drawn = official_bitmap(drawing.strokes);
        CHECK(difference(drawn, bitmaps.image(row->second)) < sketches_data::copy_below / 2);
        CHECK(difference(drawn, bitmaps.image((row->second + 1) % bitmaps.count)) > 2 * sketches_data::copy_below);
    }
    CHECK(pairs > 200);
}
