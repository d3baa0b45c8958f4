// What a picture shows and what a detector said about it: the input of detection's figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::evaluation {

enum class Kind : std::uint8_t {
    thing,      // one thing, to be found once
    crowd,      // COCO's region of many: answers in it are neither right nor wrong, however many
    difficult,  // VOC's: need not be found, and finding it once is neither right nor wrong
};

struct Truth {
    geometry::Box box{};
    std::size_t label = 0;
    double area_px = 0;  // of its outline, in pixels of the picture: decides COCO's small, medium and large
    Kind kind = Kind::thing;
};

struct SeenPicture {
    int width_px = 0;
    int height_px = 0;
    std::vector<Truth> truths;
    std::vector<geometry::Detection> answers;  // in any order
};

}  // namespace mllab::evaluation
