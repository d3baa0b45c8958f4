// Beside the picture: how many of each kind, with the lines that its boxes have, and how sure the network is of the
// best.
#pragma once

#include <string>
#include <vector>

#include "experiments/object_detection/view/things.hpp"
#include "ui/painter.hpp"

namespace mllab::object_detection {

struct Counted {
    std::string title;  // what is said of all of it
    const std::vector<Thing>* things = nullptr;
    const std::vector<std::string>* labels = nullptr;
    std::string name = {};  // of the network, above all; where several are compared
};

// Gives the height, which does not change with every frame: it has room for some rows from the beginning.
float draw_board(ui::Painter& painter, const ui::Rect& room, const Counted& counted);

}  // namespace mllab::object_detection
