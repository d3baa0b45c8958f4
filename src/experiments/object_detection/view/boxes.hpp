// Boxes over the picture: outlines, and labels that stay inside of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/object_detection/view/things.hpp"
#include "experiments/viewfinder/placement.hpp"

namespace mllab::object_detection {

// `alone`: the id of the thing that is looked at; the others are drawn faintly and without labels.
void draw_boxes(ui::Painter& painter, const viewfinder::Placement& placement, const std::vector<Thing>& things,
                std::optional<std::uint64_t> alone, const std::vector<std::string>& labels);

// A sample of the lines that a class's boxes have, `width` wide around the height `y`.
void draw_sample(ui::Painter& painter, float x, float y, float width, std::size_t label);

}  // namespace mllab::object_detection
