#include <algorithm>
#include <catch_amalgamated.hpp>
#include <map>
#include <set>

#include "made_up.hpp"
#include "training/recipes/sketches/data/official_bitmap.hpp"
#include "training/recipes/sketches/data/split.hpp"

namespace datasets = mllab::datasets;
namespace sketches_data = mllab::sketches_data;
using mllab::testing::drawing_of;
using mllab::testing::keys_from;
using sketches_data::BitmapUse;
using sketches_data::Split;
using Keys = std::vector<std::uint64_t>;

namespace {

std::map<std::uint64_t, Split> by_key(const Keys& keys, const Keys& bitmap_keys) {
    const auto splits = sketches_data::split_of_drawings(keys, bitmap_keys);
    REQUIRE(splits.size() == keys.size());
    std::map<std::uint64_t, Split> result;
    for (std::size_t i = 0; i < keys.size(); ++i) result[keys[i]] = splits[i];
    return result;
}

std::size_t count(const std::map<std::uint64_t, Split>& splits, Split split) {
    return static_cast<std::size_t>(std::ranges::count_if(splits, [&](const auto& s) { return s.second == split; }));
}

datasets::Bitmaps bitmaps_of(const Keys& keys) {
    datasets::Bitmaps bitmaps{.count = keys.size(), .pixels = {}};
    for (const std::uint64_t key : keys) {
        const auto bitmap = sketches_data::official_bitmap(drawing_of(key));
        bitmaps.pixels.insert(bitmaps.pixels.end(), bitmap.begin(), bitmap.end());
    }
    return bitmaps;
}

}  // namespace

TEST_CASE("30 drawings of a category test and 20 validate, all of them with a bitmap") {
    const Keys keys = keys_from(1000, 225);
    const Keys with_bitmap = keys_from(1100, 80);
    const auto splits = by_key(keys, with_bitmap);
    CHECK(count(splits, Split::test) == 30);
    CHECK(count(splits, Split::validation) == 20);
    for (const auto& [key, split] : splits)
        if (split != Split::train) CHECK(std::ranges::binary_search(with_bitmap, key));
}

TEST_CASE("the drawings that test have the lowest ranks, those that validate the next") {
    const Keys keys = keys_from(1, 120);
    const auto splits = by_key(keys, keys);
    Keys ranked = keys;
    std::ranges::sort(ranked, {}, sketches_data::rank_of);
    for (std::size_t i = 0; i < ranked.size(); ++i)
        CHECK(splits.at(ranked[i]) == (i < 30 ? Split::test : i < 50 ? Split::validation : Split::train));
    // The rule is fixed for good: figures of models depend on it.
    CHECK(sketches_data::rank_of(1) == 0xcfc5d07f6f03c29bULL);
}

TEST_CASE("neither the order of the file nor its other drawings matter") {
    const Keys keys = keys_from(1, 200);
    const Keys with_bitmap = keys_from(51, 100);
    const auto splits = by_key(keys, with_bitmap);
    Keys turned = keys;
    std::ranges::reverse(turned);
    CHECK(by_key(turned, with_bitmap) == splits);
    const auto fewer = by_key(keys_from(31, 130), with_bitmap);  // some without a bitmap are gone
    for (const auto& [key, split] : fewer) CHECK(splits.at(key) == split);
}

TEST_CASE("where no bitmap's key is known every drawing may be held out") {
    for (const Keys& unknown : {Keys{}, Keys(300, 0)}) {
        const auto splits = by_key(keys_from(1, 225), unknown);
        CHECK(count(splits, Split::test) == 30);
        CHECK(count(splits, Split::validation) == 20);
    }
}

TEST_CASE("of a small category half is held out, of a tiny one nothing") {
    CHECK(count(by_key(keys_from(1, 50), {}), Split::train) == 25);
    CHECK(count(by_key(keys_from(1, 50), {}), Split::test) == 15);
    CHECK(count(by_key(keys_from(1, 1), {}), Split::train) == 1);
    CHECK(sketches_data::split_of_drawings({}, {}).empty());
    // Fewer bitmaps than the rule wants: what there is, for testing first.
    const auto few = by_key(keys_from(1, 225), keys_from(1, 40));
    CHECK(count(few, Split::test) == 30);
    CHECK(count(few, Split::validation) == 10);
}

TEST_CASE("a drawing without a key trains, and one that stands there twice is in one split") {
    Keys keys = keys_from(1, 100);
    keys.insert(keys.end(), 5, 0);
    for (const std::uint64_t key : keys_from(1, 100)) keys.push_back(key);
    const auto splits = sketches_data::split_of_drawings(keys, {});
    for (std::size_t i = 0; i < 100; ++i) CHECK(splits[i] == splits[105 + i]);
    for (std::size_t i = 100; i < 105; ++i) CHECK(splits[i] == Split::train);
    CHECK(std::ranges::count(splits, Split::test) == 60);
}

TEST_CASE("bitmaps of held-out drawings leave training, by key or by being nearly equal") {
    const Keys shown{1, 2, 3, 4, 1};
    const Keys known{1, 2, 0, 0, 0};  // the last is a copy of 1 that nobody knows of
    auto bitmaps = bitmaps_of(shown);
    // A slightly different rendering.
    for (std::size_t i = 4 * datasets::bitmap_pixels; i < bitmaps.pixels.size(); ++i)
        bitmaps.pixels[i] = static_cast<std::uint8_t>(bitmaps.pixels[i] * 0.97);
    const std::vector<sketches_data::HeldOut> held{{.key = 1, .bitmap = sketches_data::official_bitmap(drawing_of(1))},
                                                   {.key = 4, .bitmap = sketches_data::official_bitmap(drawing_of(4))}};
    CHECK(sketches_data::use_of_bitmaps(bitmaps, known, held) ==
          std::vector{BitmapUse::held_out, BitmapUse::train, BitmapUse::train, BitmapUse::copy, BitmapUse::copy});
    CHECK(sketches_data::use_of_bitmaps(bitmaps, {}, held) ==
          std::vector{BitmapUse::copy, BitmapUse::train, BitmapUse::train, BitmapUse::copy, BitmapUse::copy});
    CHECK(sketches_data::use_of_bitmaps(bitmaps, known, {}) == std::vector(5, BitmapUse::train));
    CHECK_THROWS_AS(sketches_data::use_of_bitmaps(bitmaps, keys_from(1, 4), held), std::invalid_argument);
}
