// A picture that networks get wrong: one of the site's own, changed by program.
#pragma once

#include <string_view>

#include "experiments/common/tricks.hpp"
#include "image/changes.hpp"

namespace mllab::viewfinder {

struct PictureTrick : experiments::Trick {
    std::string_view file;  // below the site's folder of examples
    image::Change change = image::Change::none;
    image::Window window{};
};

}  // namespace mllab::viewfinder
