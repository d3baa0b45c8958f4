// The site's own pictures of hands, changed so that both published networks read them wrongly. Found by trying.
#pragma once

#include <array>

#include "experiments/viewfinder/picture_trick.hpp"

namespace mllab::rock_paper_scissors {

inline constexpr auto tricks = std::to_array<viewfinder::PictureTrick>({
    {{"A corner of “Scissors”", "scissors", "paper",
      "It sees too little of the hand to count its fingers. What is left looks most like a part of an open hand, so "
      "it guesses that, and is surer than it should be."},
     "rock_paper_scissors/scissors-2.jpg",
     image::Change::none,
     {.left = 0.5, .width = 0.5, .height = 0.5}},
    {{"A blue fist", "rock", "",
      "Red and blue have changed places. It learned from hands in every tone of skin, but never from a blue one, and "
      "here it is the wall that has the colour of skin: so it sees no hand."},
     "rock_paper_scissors/rock-1.jpg",
     image::Change::blue},
    {{"A fist upside down", "rock", "",
      "Here the arm comes from where hardly any arm came from in the pictures that it learned from. You turn a "
      "picture in your mind; it only knows what it was shown."},
     "rock_paper_scissors/rock-1.jpg",
     image::Change::upside_down},
});

}  // namespace mllab::rock_paper_scissors
