// Whose hand is in a webcam crop, as far as names and eyes can tell.
//
// "Rock Paper Scissors SXSW" is a collection of frames of several recordings; each frame is in it up to six times
// (grey, brighter, other colours, mirrored), and hands were cut out of the frames. A name is
// kaust_<frame>.rf.<hash>_<number>.jpg, so the frame is what stands before ".rf.". One group is one person or, where
// people share a recording, one recording. Where it cannot be told whether two recordings show the same person, they
// are one group:
//
//   doors          NNNN_png: frames of one video in which several people play before white doors
//   turquoise      20220216_HHMMSS: one evening's stills of a woman in a turquoise top
//   ceiling        IMG_5567: a hand from below, under a ceiling
//   red-top        IMG_5636: a woman in a red top
//   bracelet       IMG_7043 and IMG_7079: two videos of one telephone; in both the hand wears a white bracelet
//   sleeve         JWitt-RCP: a hand in a black sleeve before a sofa
//   show           Screen-Recording-2023-03-11: a film with several people before a board
//   white          youtube: bare hands on white
//   glasses        zoom_tests_RockPaperScissors-mohamed: a man with glasses
//   beard          Photo-on-2-11-22, Photo-on-2-16-22 and Screen-Shot-2021-05-12: a bald man with a beard
//   plant          Screen-Shot-2022-02-08 and -14: a woman with long hair
//   black-shirt    Screen-Shot-2022-02-16: somebody in a black shirt
//   scissors       scissors: one picture
//
// egohands-public-<time in ms> are pictures that players of a web game sent. A group's pictures come in bursts:
//
//   game-1         until 1,620,850,000,000: two men in turns
//   game-2         until 1,620,852,000,000: a woman before a white wall
//   game-3         until 1,620,853,000,000: a man in a black sleeve
//   game-4         until 1,620,900,000,000: a man with a beard
//   game-office    after that: 42 sittings over three months in one office, most of them certainly of one woman
#pragma once

#include <string>
#include <string_view>

#include "training/datasets/splits.hpp"

namespace mllab::datasets {

// The group of kaust_<frame>.rf.…; a frame of no recording above is a group of its own, "frame <frame>". Empty for a
// name of another form.
[[nodiscard]] std::string webcam_group(std::string_view file_name);

// Of 1,871 crops 75 % train, 9 % validate and 16 % test, so that each side has several people, hands of dark and of
// light skin, and all gestures. validation: game-1, game-4, sleeve, beard. test: game-3, ceiling, red-top, turquoise,
// glasses, plant. All others train. The test side was chosen before any training. After a first one, which knew too few
// people, bracelet and black-shirt went from validation to training.
[[nodiscard]] Split split_of_webcam_group(std::string_view group);

// Whether the hands of a group are of dark skin, as seen by eye; of test: turquoise and glasses.
[[nodiscard]] bool has_dark_skin(std::string_view group);

// Frames that are labelled as a gesture and show none: a poster.
[[nodiscard]] bool is_mislabelled(std::string_view file_name);

}  // namespace mllab::datasets
