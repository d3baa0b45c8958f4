// A drawing as the network sees it, against a picture that was looked at: rendering must not change unnoticed.

#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>

#include "experiments/sketches/pipeline/pipeline.hpp"

using namespace mllab;

namespace {

// Paper, a tenth to nine tenths of ink in steps, full ink.
std::string picture_of(const image::GrayImage& image) {
    const std::string tones = " 123456789#";
    std::string lines;
    for (int y = 0; y < image.height; ++y) {
        std::string line;
        for (int x = 0; x < image.width; ++x) line += tones[static_cast<std::size_t>(std::lround(image.at(x, y) * 10))];
        line.erase(line.find_last_not_of(' ') + 1);
        lines += line + "\n";
    }
    return lines;
}

// A house with a door and a sun over its roof; pad units.
ink::Strokes house() {
    ink::Stroke sun;
    for (int i = 0; i <= 16; ++i) {
        const double angle = i * 3.14159265358979 / 8;
        sun.push_back(
            {static_cast<float>(262 + 22 * std::cos(angle)), static_cast<float>(52 + 22 * std::sin(angle)), 0});
    }
    return {{{60, 150, 0}, {60, 280, 0}, {230, 280, 0}, {230, 150, 0}},
            {{40, 160, 0}, {145, 60, 0}, {250, 160, 0}},
            {{120, 280, 0}, {120, 215, 0}, {165, 215, 0}, {165, 280, 0}},
            sun};
}

const std::string whole_house = R"(
                              5#####6
                             2###79##4
                             5##2 19#6
                187          6#9   8#8
               29##7         4##4 4##6
              29####81        9######2
             29##56##81       38###94
            3###5  6##81        3541
           3###4    6##92
          4###4      5##92
         4###4        5##92
        4###3          5###3
       5###3            4###3
      5##93              4###3
     5##92                4###4
    6##92                  3###4
   6###8                    ####4
  4##8#8                    #####2
  3#87#8                    ##5991
     7#8                    ##5
     7#8                    ##5
     7#8                    ##5
     7#8                    ##5
     7#8      1111111       ##5
     7#8     5#######6      ##5
     7#8     7#######8      ##5
     7#8     7#84447#8      ##5
     7#8     7#8   7#8      ##5
     7#8     7#8   7#8      ##5
     7#8     7#8   7#8      ##5
     7#8     7#8   7#8      ##5
     7#8     7#8   7#8      ##5
     7#8444447#84447#8444444##5
     7########################5
     6########################4
      111111111111111111111111




)";

const std::string half_a_house = R"(
                  6##8##7
                 6##817##81
                7##81  6##81
               7##7     6##7
              7##7       6#5
            18##7         1
           18##6
          18##6
         29##6
        29##5
       29##5
      3###5                       41
     3###8                       7#7
    3####9                       7#8
    6##6#9                       7#8
    2636#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9                       7#8
       6#9666666666666666666666667#8
       6###########################8
       39999999999999999999999999995






)";

}  // namespace

TEST_CASE("a drawing is laid and drawn in the network's frame exactly as it always was") {
    sketches::Parameters parameters;
    parameters.frame = {.size_px = 40, .ink_box_px = 36, .pen_width_px = 2.5F};
    parameters.categories = {"house", "sun"};
    CHECK("\n" + picture_of(sketches::encode(house(), parameters).input) == whole_house);
    CHECK("\n" + picture_of(sketches::encode(ink::first_part(house(), 0.6F), parameters).input) == half_a_house);
}
