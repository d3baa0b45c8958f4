// Rock, paper, scissors and no hand, decoded: what the networks learn from and what they are judged on.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "training/augment/photo/green_screen.hpp"
#include "training/augment/photo/skin.hpp"
#include "training/datasets/data_folder.hpp"
#include "training/datasets/hands/hands.hpp"
#include "training/recipes/rock_paper_scissors/data/evaluation_sets.hpp"

namespace mllab::gestures_data {

inline constexpr std::size_t gestures = 3;  // rock, paper, scissors; label 3 is no hand
inline constexpr std::size_t labels = 4;

// Pictures of one person or recording.
struct Group {
    std::string name;
    std::vector<image::RgbaImage> pictures;
};

// A green-screen hand without its green, cut to its box.
struct KeyedHand {
    image::RgbaImage picture;
    augment::HandParts parts;  // in `picture`
    bool from_right = false;   // the arm comes from beyond the picture's right edge
    augment::Colour skin{};
};

struct Data {
    // What trains: opaque pictures, at most 200 px a side.
    std::array<std::vector<Group>, gestures> webcam;
    std::array<std::vector<KeyedHand>, gestures> green_screen;
    std::array<std::vector<image::RgbaImage>, gestures> on_green;  // of the same pictures every eighth, as it is
    std::vector<image::RgbaImage> photos;                          // squares of photos without a hand
    std::vector<image::RgbaImage> faces;
    // What is measured.
    std::vector<EvaluationSet> validation;
    std::vector<EvaluationSet> test;
    std::string fingerprint;  // of all that trains

    [[nodiscard]] const std::vector<EvaluationSet>& sets_of(datasets::Split split) const;  // not of train
};

// The folder that has rock_paper_scissors/ and no_hand/. Throws files::FileError that says where it was looked and how
// to get them.
[[nodiscard]] std::filesystem::path folder_with_hands(const datasets::Places& places);

// Reads rock_paper_scissors/ and no_hand/, and where they are there coco_train/, fer2013/ (faces) and rps_webcam/ (for
// the test split only). Throws files::FileError or pictures::PictureError. About half a gigabyte and ten seconds.
[[nodiscard]] Data load(const datasets::Places& places);

}  // namespace mllab::gestures_data
