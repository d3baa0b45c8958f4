// The site's own pictures, changed so that the published CenterNet gets them wrong. Found by trying.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/viewfinder/picture_trick.hpp"

namespace mllab::object_detection {

inline constexpr auto tricks = std::to_array<viewfinder::PictureTrick>({
    {{"The bus upside down", "bus", "",
      "In the photos that it learned from buses stand on their wheels. It was never shown one upside down, and "
      "nothing in it turns a picture round to have another look."},
     "photos/bus.jpg",
     image::Change::upside_down},
    {{"A corner of the bus", "bus", "truck",
      "You know that most of the bus is outside of the picture. It sees only this part, and from here a bus looks "
      "like a truck."},
     "photos/bus.jpg",
     image::Change::none,
     {.left = 0, .top = 0.32, .width = 0.35, .height = 0.35}},
    {{"The train cut into tiles", "", "train",
      "There is no whole train any more, only pieces of one. It looks for small patterns (windows, doors, wheels) "
      "and hardly cares how they are put together: so it finds several trains."},
     "photos/train.jpg",
     image::Change::shuffled},
    {{"The desk in outlines", "laptop", "",
      "You know what things look like in a drawing. It learned from photos alone, and without surfaces, light and "
      "colour nothing here is like them."},
     "photos/laptop.jpg",
     image::Change::outlines},
    {{"A dance in the park", "person", "",
      "Dozens of people dance here, but Renoir made them of dabs of paint, side by side and in front of each other. "
      "None of them is like the people in the photos that it learned from."},
     "photos/moulin_de_la_galette.jpg"},
});

// What is said of a picture in which things with these labels were found. `taken_for` is one that should not be among
// them, or empty where none is found; `truth` is one that should.
[[nodiscard]] inline std::string_view about(const viewfinder::PictureTrick& trick,
                                            const std::vector<std::string>& found) {
    const auto says = [&](std::string_view label) {
        return label.empty() ? found.empty() : std::ranges::contains(found, label);
    };
    return experiments::about(trick, says(trick.taken_for), says(trick.truth));
}

}  // namespace mllab::object_detection
