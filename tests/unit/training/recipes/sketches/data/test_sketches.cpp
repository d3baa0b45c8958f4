#include <algorithm>
#include <catch_amalgamated.hpp>
#include <set>

#include "made_up.hpp"
#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/augment/placement.hpp"
#include "training/recipes/sketches/data/evaluation_set.hpp"
#include "training/recipes/sketches/data/sketches.hpp"

namespace datasets = mllab::datasets;
namespace files = mllab::files;
namespace sketches_data = mllab::sketches_data;
using mllab::testing::keys_from;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;
using mllab::testing::write_category;
using sketches_data::Sketches;
using sketches_data::Split;

namespace {

// “cat”: 110 drawings, each with a bitmap of known key; “dog”: 20 drawings and 20 bitmaps that nobody has keys of.
void write_two(const TemporaryFolder& folder) {
    write_category(
        folder.path(),
        {.name = "cat", .keys = keys_from(1, 110), .bitmaps = keys_from(1, 110), .bitmap_keys = keys_from(1, 110)});
    write_category(folder.path(),
                   {.name = "dog", .keys = keys_from(501, 20), .bitmaps = keys_from(501, 20), .bitmap_keys = {}});
}

}  // namespace

TEST_CASE("strokes and bitmaps are loaded by category, and both copies of a held-out drawing leave training") {
    const TemporaryFolder folder;
    write_two(folder);
    const Sketches sketches = sketches_data::load(folder.path());
    CHECK(sketches.categories == std::vector<std::string>{"cat", "dog"});
    CHECK(sketches.test.labels.first == std::vector<std::size_t>{0, 30, 36});
    CHECK(sketches.validation.labels.first == std::vector<std::size_t>{0, 20, 24});
    CHECK(sketches.train.labels.first == std::vector<std::size_t>{0, 60, 70});
    CHECK(sketches.bitmaps.labels.first == std::vector<std::size_t>{0, 60, 70});
    CHECK(sketches.held_out == 50);
    CHECK(sketches.copies == 10);
    std::set<std::uint64_t> seen;
    for (const Split split : {Split::train, Split::validation, Split::test}) {
        const auto& set = sketches.strokes(split);
        REQUIRE(set.keys.size() == set.drawings.size());
        for (std::size_t i = 0; i < set.keys.size(); ++i) {
            CHECK(seen.insert(set.keys[i]).second);
            CHECK(set.labels.category_of(i) == (set.keys[i] > 500 ? 1U : 0U));
            CHECK(set.drawings.at(i)[0][0].x == mllab::testing::drawing_of(set.keys[i])[0][0].x);
        }
    }
    CHECK(seen.size() == 130);
    CHECK_THROWS_AS(sketches.train.labels.category_of(70), std::out_of_range);
}

TEST_CASE("only the categories that were asked for are loaded") {
    const TemporaryFolder folder;
    write_two(folder);
    CHECK(sketches_data::load(folder.path(), {"dog"}).categories == std::vector<std::string>{"dog"});
    CHECK_THROWS_MATCHES(sketches_data::load(folder.path(), {"dog", "zebra"}), files::FileError,
                         MessageWith({"simplified", "“zebra”"}));
}

TEST_CASE("a folder without drawings, or with bitmaps missing or broken, is an error that names the file") {
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(sketches_data::load(folder.path()), files::FileError,
                         MessageWith({"simplified", "npm run train -- fetch quickdraw"}));
    write_two(folder);
    SECTION("bitmaps missing") {
        std::filesystem::remove(folder / "quickdraw/numpy_bitmap/dog.npy.gz");
        CHECK_THROWS_MATCHES(sketches_data::load(folder.path()), files::FileError, MessageWith({"dog.npy", "fetch"}));
    }
    SECTION("bitmaps broken") {
        files::write_atomically(folder / "quickdraw/numpy_bitmap/dog.npy.gz", std::string_view("\x93NUMPY"));
        CHECK_THROWS_MATCHES(sketches_data::load(folder.path()), files::FileError,
                             MessageWith({"dog.npy", "truncated"}));
    }
    SECTION("not one key a bitmap") {
        files::write_atomically(folder / "quickdraw/bitmap_key_ids/cat.txt", std::string_view("1\n2\n"));
        CHECK_THROWS_MATCHES(sketches_data::load(folder.path()), files::FileError,
                             MessageWith({"cat.txt", "2 keys for 110 bitmaps"}));
    }
    SECTION("strokes broken") {
        files::write_atomically(folder / "quickdraw/simplified/dog.ndjson", std::string_view("{\"drawing\":[]}"));
        CHECK_THROWS_MATCHES(sketches_data::load(folder.path()), files::FileError,
                             MessageWith({"dog.ndjson", "line 1", "no strokes"}));
    }
}

TEST_CASE("the folder with sketches is found, or it is said where it was looked for and what brings them") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "full");
    write_category(folder / "full",
                   {.name = "cat", .keys = keys_from(1, 2), .bitmaps = keys_from(1, 2), .bitmap_keys = {}});
    CHECK(sketches_data::folder_with_sketches({.chosen = {}, .usual = {folder / "none", folder / "full"}}) ==
          folder / "full");
    CHECK(sketches_data::folder_with_sketches({.chosen = folder / "full", .usual = {}}) == folder / "full");
    CHECK_THROWS_MATCHES(sketches_data::folder_with_sketches({.chosen = folder / "none", .usual = {folder / "full"}}),
                         files::FileError,
                         MessageWith({(folder / "none").string(), "fetch quickdraw --per-category", "--data"}));
}

TEST_CASE("drawings are judged anywhere on the pad, half-finished ones at the same place") {
    const TemporaryFolder folder;
    write_two(folder);
    const auto& set = sketches_data::load(folder.path()).test;
    const auto whole = sketches_data::freely_drawn(set, 7);
    const auto half = sketches_data::freely_drawn(set, 7, sketches_data::half_finished);
    REQUIRE(whole.drawings.size() == 36);
    REQUIRE(half.drawings.size() == 36);
    CHECK(whole.labels == half.labels);
    CHECK(whole.labels.back() == 1);
    const float pad = mllab::augment::pad_side_px;
    for (std::size_t i = 0; i < whole.drawings.size(); ++i) {
        const auto box = mllab::ink::bounding_box(whole.drawings[i]);
        CHECK((box.left >= 0 && box.top >= 0 && box.right <= pad + 1 && box.bottom <= pad + 1));
        CHECK(box.longer_side() >= 0.34F * pad);
        CHECK(box.longer_side() <= 0.86F * pad);
        CHECK(mllab::ink::ink_length(half.drawings[i]) ==
              Catch::Approx(0.6 * static_cast<double>(mllab::ink::ink_length(whole.drawings[i]))).epsilon(0.01));
        CHECK(half.drawings[i][0][0].x == whole.drawings[i][0][0].x);
    }
    const auto elsewhere = sketches_data::freely_drawn(set, 8);
    CHECK(elsewhere.drawings[0][0][0].x != whole.drawings[0][0][0].x);
}

TEST_CASE("real sketches are cut as the rule says, without a drawing in two splits") {
    mllab::testing::need_data("quickdraw/simplified/ant.ndjson.gz");
    mllab::testing::need_data("quickdraw/numpy_bitmap/ant.npy.gz");
    const Sketches sketches = sketches_data::load(mllab::testing::real_data_folder(), {"ant", "rainbow"});
    CHECK(sketches.categories == std::vector<std::string>{"ant", "rainbow"});
    CHECK(sketches.test.drawings.size() == 60);
    CHECK(sketches.validation.labels.first == std::vector<std::size_t>{0, 20, 34});  // few rainbows have a known bitmap
    CHECK(sketches.copies == 0);
    CHECK(sketches.held_out >= 94);
    std::set<std::uint64_t> held(sketches.test.keys.begin(), sketches.test.keys.end());
    held.insert(sketches.validation.keys.begin(), sketches.validation.keys.end());
    CHECK(held.size() == 94);
    for (const std::uint64_t key : sketches.train.keys) CHECK_FALSE(held.contains(key));
}
