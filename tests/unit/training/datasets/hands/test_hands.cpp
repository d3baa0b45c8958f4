#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <map>
#include <set>

#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/hands/hands.hpp"
#include "training/files/files.hpp"
#include "training/pictures/picture_files.hpp"

using namespace mllab::datasets;
using mllab::files::FileError;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

namespace {

void put(const std::filesystem::path& file) {
    std::filesystem::create_directories(file.parent_path());
    mllab::files::write_atomically(file, mllab::testing::bytes_of(mllab::testing::baseline_jpeg));
}

// No group on two sides; gives the number of groups.
std::size_t groups_are_whole(const std::vector<HandPicture>& pictures) {
    std::map<std::string, Split> sides;
    for (const HandPicture& picture : pictures) {
        CHECK_FALSE(picture.group.empty());
        const auto [known, added] = sides.try_emplace(picture.group, picture.split);
        CHECK(known->second == picture.split);
    }
    return sides.size();
}

}  // namespace

TEST_CASE("names and folders tell gesture, origin and group") {
    const TemporaryFolder folder;
    for (const char* gesture : {"rock", "paper", "scissors"})
        put(folder / "rock_paper_scissors" / gesture / "note.txt");
    const auto hands = folder / "rock_paper_scissors";
    put(hands / "rock" / "kaust_0001_png.rf.aa_1.jpg");
    put(hands / "rock" / "kaust_egohands-public-1625070455958_png_jpg.rf.x_1.jpg");  // the poster
    put(hands / "paper" / "drgfreeman_a.jpg");
    put(hands / "scissors" / "drgfreeman_b.jpg");
    const auto found = hands_of(folder.path());
    REQUIRE(found.size() == 3);
    CHECK(found[0].shown == Shown::rock);
    CHECK(found[0].origin == Origin::webcam);
    CHECK(found[0].group == "doors");
    CHECK(found[1].shown == Shown::paper);
    CHECK(found[1].origin == Origin::green_screen);
    // The same picture twice: one group, called after the first.
    CHECK(found[1].group == "drgfreeman_a.jpg");
    CHECK(found[2].group == "drgfreeman_a.jpg");
    CHECK(found[2].split == found[1].split);

    put(hands / "rock" / "selfie.jpg");
    CHECK_THROWS_MATCHES(hands_of(folder.path()), FileError, MessageWith({"selfie.jpg"}));
    CHECK_THROWS_MATCHES(pictures_without_hand(folder.path()), FileError, MessageWith({"no_hand"}));
    CHECK(hands_of_unseen_people(folder.path()).empty());
    CHECK(parts_without_people(folder.path()).empty());

    put(folder / "no_hand" / "c000000000030_b1.jpg");
    put(folder / "no_hand" / "c000000000030_p2.jpg");
    put(folder / "no_hand" / "orl_s01_2.jpg");
    const auto empty = pictures_without_hand(folder.path());
    REQUIRE(empty.size() == 3);
    CHECK(empty[0].group == "000000000030");
    CHECK(empty[1].group == empty[0].group);
    CHECK(empty[2].group == "orl_s01");
    CHECK(empty[2].shown == Shown::no_hand);
}

TEST_CASE("a missing folder is an error that names it") {
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(hands_of(folder.path()), FileError, MessageWith({"rock_paper_scissors/rock"}));
}

TEST_CASE("the hash cuts 65, 15 and 20 of a hundred, the same way every time") {
    std::array<int, 3> counts{};
    for (int i = 0; i < 10000; ++i) ++counts[static_cast<std::size_t>(split_by_hash("name " + std::to_string(i)))];
    CHECK(std::abs(counts[0] - 6500) < 200);
    CHECK(std::abs(counts[1] - 1500) < 150);
    CHECK(std::abs(counts[2] - 2000) < 150);
    CHECK(split_by_hash("orl_s01") == split_by_hash("orl_s01"));
}

TEST_CASE("parts of photos touch no person and lie within the photo") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "coco_train" / "annotations");
    const auto file = folder / "coco_train" / "annotations" / "instances_train2017.json";
    mllab::files::write_atomically(file, R"({"categories": [{"id": 1, "name": "person"}, {"id": 2, "name": "dog"}],
        "images": [{"id": 7, "file_name": "../000000000007.jpg", "width": 320, "height": 200},
                   {"id": 8, "file_name": "000000000008.jpg", "width": 320, "height": 200}],
        "annotations": [{"image_id": 7, "category_id": 1, "bbox": [0, 0, 150, 200]},
                        {"image_id": 7, "category_id": 2, "bbox": [0, 0, 320, 200]},
                        {"image_id": 8, "category_id": 1, "bbox": [60, 50, 200, 100]}]})");
    const auto parts = parts_without_people(folder.path());
    REQUIRE_FALSE(parts.empty());
    for (const EmptyPart& part : parts) {
        CHECK(part.photo == "000000000007");
        CHECK(part.file == folder / "coco_train" / "train2017" / "000000000007.jpg");
        CHECK(part.left >= 154);
        CHECK(part.left + part.side <= 320);
        CHECK(part.top + part.side <= 200);
        CHECK(part.side >= 96);
    }
    CHECK(parts.size() <= 3);
    CHECK(parts[0].side == 152);
    for (const char* broken : {"{", "[]", R"({"categories": [], "images": [{"id": 7}], "annotations": []})"}) {
        mllab::files::write_atomically(file, std::string_view(broken));
        CHECK_THROWS_MATCHES(parts_without_people(folder.path()), FileError, MessageWith({"instances_train2017.json"}));
    }
}

TEST_CASE("real hands: counts of every side, all gestures on each, no group on two") {
    const auto folder = mllab::testing::need_data("rock_paper_scissors").parent_path();
    const auto hands = hands_of(folder);
    std::map<std::pair<Origin, Split>, std::array<int, 3>> counts;
    std::map<Split, std::set<std::string>> people;
    for (const HandPicture& hand : hands) {
        ++counts[{hand.origin, hand.split}][static_cast<std::size_t>(hand.shown)];
        if (hand.origin == Origin::webcam) people[hand.split].insert(hand.group);
    }
    CHECK(hands.size() == 4059);  // of 4,065 six show a poster
    CHECK(counts[{Origin::webcam, Split::train}] == std::array{590, 393, 411});
    CHECK(counts[{Origin::webcam, Split::validation}] == std::array{57, 51, 62});
    CHECK(counts[{Origin::webcam, Split::test}] == std::array{93, 106, 108});
    CHECK(counts[{Origin::green_screen, Split::train}] == std::array{467, 458, 490});
    CHECK(counts[{Origin::green_screen, Split::validation}] == std::array{123, 89, 109});
    CHECK(counts[{Origin::green_screen, Split::test}] == std::array{136, 165, 151});
    CHECK(people[Split::train].size() == 8);
    CHECK(people[Split::validation].size() == 4);
    CHECK(people[Split::test].size() == 6);
    // No recording is left over that the list does not know.
    for (const HandPicture& hand : hands) CHECK_FALSE(hand.group.starts_with("frame "));
    CHECK(groups_are_whole(hands) > 1900);
}

TEST_CASE("real pictures without a hand are on all sides, whole photos and persons") {
    const auto folder = mllab::testing::need_data("no_hand").parent_path();
    const auto pictures = pictures_without_hand(folder);
    CHECK(pictures.size() == 176);
    CHECK(groups_are_whole(pictures) == 63);
    for (const Split split : {Split::train, Split::validation, Split::test})
        CHECK(std::ranges::count(pictures, split, &HandPicture::split) > 15);
    // A photo that is in both folders is on one side.
    std::map<std::string, Split> sides;
    for (const HandPicture& picture : pictures) sides[picture.group] = picture.split;
    for (const EmptyPart& part : parts_without_people(folder))
        if (sides.contains(part.photo)) CHECK(sides[part.photo] == part.split);
}

TEST_CASE("real people and cameras of no training picture are for measuring") {
    const auto folder = mllab::testing::need_data("rps_webcam").parent_path();
    const auto pictures = hands_of_unseen_people(folder);
    CHECK(pictures.size() == 1548);
    CHECK(groups_are_whole(pictures) == 20);
    CHECK(std::ranges::all_of(pictures, [](const HandPicture& p) { return p.split == Split::test; }));
    CHECK(std::ranges::count(pictures, Shown::no_hand, &HandPicture::shown) == 239);
}
