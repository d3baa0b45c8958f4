// What is written: where, how large, with which pen, and what of it a network must find.
#pragma once

#include "core/random.hpp"
#include "image/image.hpp"
#include "training/recipes/digits/data/negatives.hpp"
#include "training/recipes/digits/data/sources.hpp"

namespace mllab::digits_photos {

struct Writing {
    image::GrayImage laid;    // how much of the sheet's colour the ink covers, 0..1, with all its faults
    image::GrayImage wanted;  // where the pen went, 0..1, without them; a thin pen is `thinnest_px` wide here
    image::GrayImage faint;   // no ink: what shines through from the other side, 0..1
    float side_px = 0;        // of the first thing that is written, and its middle; 0 where nothing is
    float x = 0, y = 0;
};

// So that a hair line stays a line where it is found.
inline constexpr float thinnest_px = 1.5F;

struct WritingSettings {
    int width = 0, height = 0;
    float turned_degrees = 0;  // with the sheet
    bool plain = false;        // an even pen
    int whole_px = 256;        // the longer side of the picture of which this is a part: sizes are parts of it
};

// A digit, from 5 to 95 % of the whole picture, from a writer's strokes or from MNIST, now and then something else or
// two things; one in twelve sheets is empty.
[[nodiscard]] Writing random_writing(const digits_data::SplitData& data, const digits_data::Negatives& others,
                                     const WritingSettings& settings, core::Random& random);

}  // namespace mllab::digits_photos
