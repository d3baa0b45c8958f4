// Drawings that are no digits, for learning when to say "not sure": sketches of things, letters, scribbles.
// Shapes that a person could take for a digit (O, l, S, a circle, a snowman …) are left out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ink/strokes.hpp"
#include "training/datasets/splits.hpp"

namespace mllab::digits_data {

struct Negatives {
    std::vector<ink::Strokes> sketches;  // Quick, Draw!
    std::vector<ink::Strokes> letters;   // Hershey faces
    // Where something is not on this machine: a sentence for the log and the card.
    std::vector<std::string> missing;
};

// Sketches of a category are cut by position (of each 10: 8 train, 1 validates, 1 tests), letters by face. Nothing
// here is required: what is missing is named, and scribbles (training/augment/scribble.hpp) need no data at all.
[[nodiscard]] Negatives load_negatives(const std::filesystem::path& quickdraw_folder, datasets::Split split);

}  // namespace mllab::digits_data
