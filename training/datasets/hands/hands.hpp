// Pictures of hands that play rock, paper, scissors, and pictures without a hand: which files there are, what they
// show, who is in them and what each may be used for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "training/datasets/splits.hpp"

namespace mllab::datasets {

enum class Shown : std::uint8_t { rock, paper, scissors, no_hand };
inline constexpr std::size_t shown_count = 4;
[[nodiscard]] const char* name_of(Shown shown);  // "rock" … "no hand"

enum class Origin : std::uint8_t {
    webcam,         // squares around a hand, cut out of frames of webcams and telephones (kaust_*)
    green_screen,   // a forearm from the right before green (drgfreeman_*)
    no_hand,        // parts of photos, and faces
    unseen_people,  // whole frames of other people and cameras, which no training picture shows: for measuring only
};
[[nodiscard]] const char* name_of(Origin origin);

struct HandPicture {
    std::filesystem::path file;
    Shown shown = Shown::no_hand;
    Origin origin = Origin::no_hand;
    std::string group;           // person, recording, photo or source: on one side only
    Split split = Split::train;  // of unseen_people: test, and nobody chooses by it
};

// `folder`/rock_paper_scissors/{rock,paper,scissors}/*.jpg, sorted by name. Crops: group and split as clips.hpp says.
// Green-screen hands: a few people whom the names do not tell, so they are on all sides; pictures that look alike
// (look_alikes.hpp, 5 levels) are one group, called after its first file, and a hash of that name puts 65 of 100 into
// training, 15 into validation, 20 into test. Reads all of them for that. Throws files::FileError where a folder is
// missing or a name is of neither kind, pictures::PictureError where a green-screen picture cannot be read.
[[nodiscard]] std::vector<HandPicture> hands_of(const std::filesystem::path& folder);

// `folder`/no_hand/*.jpg: c<photo>_<part>.jpg and orl_s<person>_<number>.jpg, one group a photo or person, split by a
// hash of it as above. Throws files::FileError.
[[nodiscard]] std::vector<HandPicture> pictures_without_hand(const std::filesystem::path& folder);

// `folder`/rps_webcam/{rock,paper,scissors,none}/w<source>_<class>_<frame>.jpg, one group a source. None where the
// folder is missing.
[[nodiscard]] std::vector<HandPicture> hands_of_unseen_people(const std::filesystem::path& folder);

// 65 % train, 15 % validate, 20 % test, by a hash (64-bit FNV-1a) of the group.
[[nodiscard]] Split split_by_hash(std::string_view group);

// Parts of COCO photos that touch nobody: a box in pixels of the photo.
struct EmptyPart {
    std::filesystem::path file;
    std::string photo;
    int left = 0;
    int top = 0;
    int side = 0;
    Split split = Split::train;  // by a hash of the photo
};

// Of each photo of `folder`/coco_train (annotations/instances_train2017.json, train2017/*.jpg) the largest squares that
// touch no box of category "person", grown by 4 px: up to three a photo, at least 96 px a side, overlapping by less
// than a half. None where the folder is missing; throws files::FileError on broken annotations.
[[nodiscard]] std::vector<EmptyPart> parts_without_people(const std::filesystem::path& folder);

}  // namespace mllab::datasets
