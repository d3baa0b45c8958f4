// The site's own pictures, changed so that the published network for 1,000 things names them wrongly. Found by trying.
#pragma once

#include <array>

#include "experiments/viewfinder/picture_trick.hpp"

namespace mllab::image_classification {

inline constexpr auto tricks = std::to_array<viewfinder::PictureTrick>({
    {{"The bus without colour", "school bus", "passenger car of a train",
      "The school buses that it learned from are yellow, and that is most of what it goes by. Without colour a long "
      "row of windows is a railway carriage to it."},
     "photos/bus.jpg",
     image::Change::grey},
    {{"The bus cut into tiles", "", "school bus",
      "There is no bus any more, only sixteen tiles of one. It looks for small patterns (yellow metal, windows, "
      "wheels) and hardly cares how they are put together."},
     "photos/bus.jpg",
     image::Change::shuffled},
    {{"Cat and budgie on their side", "", "tennis ball",
      "In the photos that it learned from, up was nearly always up. Turned on its side the budgie in the middle is "
      "no bird to it any more, only something small, round and green."},
     "photos/cat.jpg",
     image::Change::quarter_turn},
    {{"The mountains on their side", "valley", "cliff",
      "You see at once that the photo is turned. The network does not: it sees rock that rises straight up."},
     "photos/mountains.jpg",
     image::Change::quarter_turn},
    {{"A lady in the dark", "", "volcano",
      "Hardly anything is left of Monet’s painting but a dark shape below a glow, and that is how volcanoes look at "
      "night. It knows no people, so it has to call her something else."},
     "photos/parasol.jpg",
     image::Change::dark},
});

}  // namespace mllab::image_classification
