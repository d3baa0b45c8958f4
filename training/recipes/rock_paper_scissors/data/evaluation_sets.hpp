// Fixed pictures on which the networks are judged, apart by where they come from. Nothing is varied.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "image/image.hpp"

namespace mllab::gestures_data {

struct EvaluationPicture {
    image::RgbaImage picture;
    std::size_t label = 0;  // rock, paper, scissors, no hand
    std::string group;      // person, recording, photo or camera
};

struct EvaluationSet {
    std::string name;
    std::vector<EvaluationPicture> pictures;
};

// The sets of validation and of test: a square each, in which the hand is about in the middle.
inline constexpr const char* unseen_clips = "webcam hands of unseen clips";
inline constexpr const char* green_screen_hands = "green-screen hands";  // on their green, as they were taken
inline constexpr const char* without_hand = "pictures without a hand";
// Of test only, and nobody may choose by them: whole frames of people and cameras that no training picture shows.
inline constexpr const char* unseen_people = "hands of unseen people and cameras";
inline constexpr const char* unseen_rooms = "rooms of unseen cameras without a hand";

}  // namespace mllab::gestures_data
