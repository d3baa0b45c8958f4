// Ten sketches of the training split, as pen strokes that draw themselves on the pad.
// From "The Quick, Draw! Dataset" by Google (simplified drawings), licensed CC BY 4.0, unchanged. None of them is in
// the validation or test split (training/recipes/sketches/data/split.hpp).
#pragma once

#include <array>
#include <string_view>

#include "ink/stroke_points.hpp"

namespace mllab::sketches {

// Points as in the data set: y down, the longer side of the drawing is 255.
using ExamplePoint = ink::SmallPoint;
using ExampleStroke = ink::SmallStroke;

struct ExampleSketch {
    std::string_view category;
    std::span<const ExampleStroke> strokes;
};

namespace example_data {

// clang-format off
inline constexpr auto cat_1 = std::to_array<ExamplePoint>({{106, 36}, {36, 36}, {15, 51}, {11, 63}, {11, 79},
    {30, 125}, {53, 156}, {70, 163}, {89, 165}, {120, 165}, {138, 160}, {155, 153}, {171, 134}, {171, 107}, {167, 90},
    {152, 59}, {140, 49}, {129, 47}, {64, 48}});
inline constexpr auto cat_2 = std::to_array<ExamplePoint>({{11, 50}, {17, 16}, {21, 5}, {27, 0}, {46, 18}, {71, 54}});
inline constexpr auto cat_3 = std::to_array<ExamplePoint>({{129, 43}, {132, 47}, {157, 19}, {168, 47}, {167, 91},
    {162, 92}});
inline constexpr auto cat_4 = std::to_array<ExamplePoint>({{35, 84}, {67, 88}});
inline constexpr auto cat_5 = std::to_array<ExamplePoint>({{94, 92}, {123, 94}});
inline constexpr auto cat_6 = std::to_array<ExamplePoint>({{87, 114}, {90, 120}, {94, 121}, {96, 130}, {99, 130},
    {103, 127}, {106, 114}, {94, 114}});
inline constexpr auto cat_7 = std::to_array<ExamplePoint>({{98, 130}, {92, 139}, {71, 146}, {62, 138}, {61, 127},
    {66, 125}});
inline constexpr auto cat_8 = std::to_array<ExamplePoint>({{97, 135}, {111, 161}, {116, 164}, {123, 164},
    {134, 156}});
inline constexpr auto cat_9 = std::to_array<ExamplePoint>({{138, 131}, {255, 130}});
inline constexpr auto cat_10 = std::to_array<ExamplePoint>({{112, 128}, {228, 127}});
inline constexpr auto cat_11 = std::to_array<ExamplePoint>({{151, 121}, {233, 117}});
inline constexpr auto cat_12 = std::to_array<ExamplePoint>({{28, 134}, {0, 138}});
inline constexpr auto house_1 = std::to_array<ExamplePoint>({{6, 100}, {37, 66}, {87, 23}, {114, 5}, {137, 0},
    {148, 7}, {182, 58}, {204, 84}, {214, 103}, {215, 119}, {20, 120}, {0, 116}});
inline constexpr auto house_2 = std::to_array<ExamplePoint>({{5, 88}, {13, 121}, {23, 215}, {30, 241}});
inline constexpr auto house_3 = std::to_array<ExamplePoint>({{199, 110}, {198, 252}});
inline constexpr auto house_4 = std::to_array<ExamplePoint>({{96, 251}, {94, 211}, {101, 190}, {121, 188}, {136, 191},
    {142, 197}, {143, 255}});
inline constexpr auto house_5 = std::to_array<ExamplePoint>({{25, 131}, {30, 134}, {34, 140}, {34, 168}, {39, 171},
    {65, 162}, {76, 155}, {79, 134}, {76, 128}, {62, 125}, {46, 125}, {37, 130}});
inline constexpr auto house_6 = std::to_array<ExamplePoint>({{166, 141}, {160, 170}, {162, 179}, {179, 180},
    {190, 174}, {194, 167}, {201, 146}, {201, 135}, {189, 133}, {168, 136}});
inline constexpr auto octopus_1 = std::to_array<ExamplePoint>({{115, 98}, {102, 84}, {93, 67}, {92, 36}, {101, 18},
    {111, 8}, {125, 1}, {143, 0}, {159, 3}, {172, 9}, {179, 17}, {182, 28}, {182, 45}, {179, 57}, {158, 100}});
inline constexpr auto octopus_2 = std::to_array<ExamplePoint>({{116, 89}, {113, 89}, {111, 82}, {112, 70}, {117, 66},
    {123, 74}, {123, 83}, {118, 89}, {115, 77}, {115, 87}});
inline constexpr auto octopus_3 = std::to_array<ExamplePoint>({{145, 88}, {143, 85}, {142, 68}, {148, 58}, {156, 55},
    {159, 64}, {156, 79}, {151, 81}, {150, 75}, {152, 80}, {150, 85}, {149, 74}, {152, 75}, {150, 83}});
inline constexpr auto octopus_4 = std::to_array<ExamplePoint>({{112, 94}, {110, 105}, {106, 109}, {70, 106},
    {44, 129}, {12, 124}, {3, 129}, {0, 133}, {0, 139}, {7, 145}, {22, 149}, {45, 133}, {72, 136}, {91, 122},
    {115, 118}, {115, 122}, {95, 138}, {96, 154}, {77, 166}, {75, 177}, {82, 181}, {95, 173}, {110, 157}, {115, 149},
    {111, 141}, {127, 134}, {136, 118}, {142, 138}, {158, 140}, {165, 150}, {175, 148}, {182, 161}, {197, 163},
    {218, 158}, {218, 150}, {197, 148}, {190, 134}, {176, 132}, {167, 125}, {156, 124}, {154, 114}, {169, 121},
    {190, 115}, {205, 125}, {212, 125}, {227, 114}, {241, 120}, {255, 94}, {235, 100}});
inline constexpr auto bicycle_1 = std::to_array<ExamplePoint>({{91, 107}, {79, 97}, {56, 89}, {45, 90}, {26, 100},
    {10, 122}, {2, 140}, {0, 162}, {7, 177}, {31, 195}, {54, 201}, {60, 201}, {96, 181}, {105, 158}, {104, 128},
    {78, 90}});
inline constexpr auto bicycle_2 = std::to_array<ExamplePoint>({{245, 108}, {227, 102}, {206, 103}, {183, 116},
    {171, 128}, {160, 145}, {158, 168}, {164, 179}, {177, 186}, {221, 188}, {238, 181}, {246, 174}, {254, 157},
    {254, 132}, {246, 115}, {231, 106}});
inline constexpr auto bicycle_3 = std::to_array<ExamplePoint>({{210, 99}, {207, 1}, {177, 2}, {187, 4}, {218, 0},
    {250, 4}});
inline constexpr auto bicycle_4 = std::to_array<ExamplePoint>({{164, 132}, {94, 119}});
inline constexpr auto bicycle_5 = std::to_array<ExamplePoint>({{121, 122}, {138, 55}, {120, 52}, {115, 43}, {123, 39},
    {151, 40}, {153, 52}, {145, 56}, {136, 55}});
inline constexpr auto guitar_1 = std::to_array<ExamplePoint>({{3, 160}, {16, 135}, {37, 109}, {62, 100}, {85, 108},
    {95, 79}, {112, 61}, {126, 57}, {154, 61}, {170, 71}, {176, 82}});
inline constexpr auto guitar_2 = std::to_array<ExamplePoint>({{0, 164}, {3, 187}, {11, 200}, {18, 205}, {30, 209},
    {56, 209}, {74, 204}, {100, 190}, {117, 172}, {127, 155}, {157, 155}, {177, 141}, {184, 124}, {185, 90},
    {181, 81}, {166, 65}, {167, 62}, {207, 23}, {232, 4}, {249, 0}, {253, 4}, {255, 12}, {250, 31}, {233, 50},
    {191, 75}, {174, 81}});
inline constexpr auto guitar_3 = std::to_array<ExamplePoint>({{175, 54}, {196, 72}});
inline constexpr auto guitar_4 = std::to_array<ExamplePoint>({{192, 42}, {210, 58}});
inline constexpr auto guitar_5 = std::to_array<ExamplePoint>({{206, 29}, {229, 48}});
inline constexpr auto guitar_6 = std::to_array<ExamplePoint>({{226, 18}, {248, 29}});
inline constexpr auto guitar_7 = std::to_array<ExamplePoint>({{90, 133}, {69, 142}, {59, 151}, {60, 158}, {64, 162},
    {83, 166}, {96, 158}, {102, 146}, {98, 138}, {86, 133}});
inline constexpr auto guitar_8 = std::to_array<ExamplePoint>({{85, 146}, {109, 121}, {175, 70}});
inline constexpr auto butterfly_1 = std::to_array<ExamplePoint>({{96, 80}, {92, 78}, {85, 159}, {86, 223}, {90, 250},
    {91, 255}, {96, 252}, {118, 167}, {120, 111}, {117, 79}, {111, 60}, {94, 104}, {91, 124}});
inline constexpr auto butterfly_2 = std::to_array<ExamplePoint>({{113, 61}, {105, 14}, {95, 5}, {82, 2}, {69, 3},
    {57, 16}, {54, 29}, {56, 60}});
inline constexpr auto butterfly_3 = std::to_array<ExamplePoint>({{112, 61}, {116, 42}, {128, 18}, {146, 2}, {157, 0},
    {164, 3}, {183, 31}});
inline constexpr auto butterfly_4 = std::to_array<ExamplePoint>({{76, 104}, {74, 82}, {66, 75}, {48, 65}, {25, 64},
    {12, 71}, {3, 81}, {0, 94}, {0, 115}, {6, 127}, {22, 144}, {56, 162}, {77, 167}, {45, 167}, {31, 171}, {19, 180},
    {14, 192}, {13, 208}, {22, 226}, {35, 240}, {45, 246}, {72, 246}, {88, 238}});
inline constexpr auto butterfly_5 = std::to_array<ExamplePoint>({{120, 97}, {134, 83}, {158, 77}, {173, 78},
    {192, 92}, {199, 106}, {200, 124}, {189, 142}, {146, 163}, {114, 168}, {155, 168}, {177, 176}, {188, 188},
    {192, 211}, {172, 233}, {129, 253}, {109, 252}, {86, 233}});
inline constexpr auto sailboat_1 = std::to_array<ExamplePoint>({{100, 180}, {91, 136}, {86, 41}, {80, 27}, {46, 105},
    {21, 147}, {0, 168}, {1, 171}, {52, 184}, {97, 185}});
inline constexpr auto sailboat_2 = std::to_array<ExamplePoint>({{92, 30}, {155, 102}, {190, 133}, {217, 150},
    {186, 170}, {151, 184}, {76, 45}});
inline constexpr auto sailboat_3 = std::to_array<ExamplePoint>({{97, 74}, {101, 113}, {117, 197}});
inline constexpr auto sailboat_4 = std::to_array<ExamplePoint>({{67, 201}, {86, 201}, {169, 184}, {203, 184},
    {206, 220}, {199, 235}, {182, 248}, {157, 254}, {127, 254}, {89, 242}, {79, 236}, {73, 227}, {68, 214},
    {69, 207}});
inline constexpr auto sailboat_5 = std::to_array<ExamplePoint>({{88, 36}, {88, 10}});
inline constexpr auto sailboat_6 = std::to_array<ExamplePoint>({{89, 0}, {90, 14}});
inline constexpr auto cactus_1 = std::to_array<ExamplePoint>({{32, 182}, {145, 182}, {144, 108}, {133, 78}, {115, 42},
    {97, 16}, {87, 5}, {76, 0}, {65, 0}, {37, 13}, {19, 32}, {4, 61}, {0, 80}, {0, 125}, {3, 139}, {19, 161},
    {36, 177}, {38, 214}, {48, 251}, {52, 255}, {123, 255}, {142, 252}, {147, 235}, {145, 166}});
inline constexpr auto cactus_2 = std::to_array<ExamplePoint>({{66, 69}, {71, 61}, {86, 48}, {87, 57}, {79, 75}});
inline constexpr auto cactus_3 = std::to_array<ExamplePoint>({{61, 111}, {45, 98}, {27, 89}, {47, 119}});
inline constexpr auto cactus_4 = std::to_array<ExamplePoint>({{40, 159}, {13, 175}, {40, 166}});
inline constexpr auto cactus_5 = std::to_array<ExamplePoint>({{111, 147}, {126, 170}, {129, 182}, {97, 155}});
inline constexpr auto cactus_6 = std::to_array<ExamplePoint>({{136, 98}, {144, 89}, {150, 89}, {154, 94}, {133, 114},
    {119, 121}});
inline constexpr auto cactus_7 = std::to_array<ExamplePoint>({{98, 46}, {90, 4}, {69, 31}});
inline constexpr auto cactus_8 = std::to_array<ExamplePoint>({{43, 25}, {26, 18}, {33, 24}, {70, 48}});
inline constexpr auto snail_1 = std::to_array<ExamplePoint>({{246, 26}, {227, 12}, {200, 2}, {147, 1}, {120, 19},
    {95, 48}, {88, 60}, {85, 80}, {85, 115}, {104, 158}, {113, 171}, {124, 180}, {156, 190}, {200, 194}, {216, 188},
    {236, 171}, {246, 156}, {249, 140}, {249, 109}, {240, 90}, {209, 61}, {201, 58}, {180, 57}, {155, 79}, {141, 108},
    {141, 125}, {150, 136}, {187, 153}, {215, 155}, {218, 142}, {214, 130}, {200, 113}, {187, 106}});
inline constexpr auto snail_2 = std::to_array<ExamplePoint>({{245, 20}, {254, 52}, {253, 117}});
inline constexpr auto snail_3 = std::to_array<ExamplePoint>({{104, 151}, {93, 144}, {74, 112}, {59, 102}, {44, 96},
    {20, 96}, {9, 103}, {2, 118}, {0, 157}, {3, 168}, {6, 174}, {23, 185}, {44, 189}, {78, 190}, {98, 181},
    {113, 189}, {119, 185}, {120, 179}});
inline constexpr auto snail_4 = std::to_array<ExamplePoint>({{65, 102}, {65, 46}, {79, 20}});
inline constexpr auto snail_5 = std::to_array<ExamplePoint>({{32, 91}, {23, 66}, {22, 33}});
inline constexpr auto ice_cream_1 = std::to_array<ExamplePoint>({{1, 149}, {58, 255}, {108, 137}, {48, 146},
    {8, 147}});
inline constexpr auto ice_cream_2 = std::to_array<ExamplePoint>({{23, 154}, {22, 169}, {27, 198}});
inline constexpr auto ice_cream_3 = std::to_array<ExamplePoint>({{52, 143}, {48, 219}});
inline constexpr auto ice_cream_4 = std::to_array<ExamplePoint>({{81, 136}, {82, 148}, {75, 190}, {73, 223}});
inline constexpr auto ice_cream_5 = std::to_array<ExamplePoint>({{23, 166}, {28, 163}, {87, 155}});
inline constexpr auto ice_cream_6 = std::to_array<ExamplePoint>({{38, 193}, {52, 194}, {79, 187}});
inline constexpr auto ice_cream_7 = std::to_array<ExamplePoint>({{51, 224}, {77, 220}});
inline constexpr auto ice_cream_8 = std::to_array<ExamplePoint>({{6, 142}, {0, 135}, {0, 130}, {21, 111}, {57, 92},
    {72, 90}, {86, 90}, {99, 100}, {106, 108}, {115, 133}});
inline constexpr auto ice_cream_9 = std::to_array<ExamplePoint>({{16, 114}, {16, 93}, {30, 71}, {46, 57}, {69, 49},
    {82, 48}, {90, 53}, {103, 77}, {105, 95}});
inline constexpr auto ice_cream_10 = std::to_array<ExamplePoint>({{53, 53}, {54, 29}, {73, 18}, {82, 17}, {86, 20},
    {84, 48}});
inline constexpr auto ice_cream_11 = std::to_array<ExamplePoint>({{78, 2}, {73, 0}});
inline constexpr std::array<ExampleStroke, 12> cat{cat_1, cat_2, cat_3, cat_4, cat_5, cat_6, cat_7, cat_8, cat_9,
    cat_10, cat_11, cat_12};
inline constexpr std::array<ExampleStroke, 6> house{house_1, house_2, house_3, house_4, house_5, house_6};
inline constexpr std::array<ExampleStroke, 4> octopus{octopus_1, octopus_2, octopus_3, octopus_4};
inline constexpr std::array<ExampleStroke, 5> bicycle{bicycle_1, bicycle_2, bicycle_3, bicycle_4, bicycle_5};
inline constexpr std::array<ExampleStroke, 8> guitar{guitar_1, guitar_2, guitar_3, guitar_4, guitar_5, guitar_6,
    guitar_7, guitar_8};
inline constexpr std::array<ExampleStroke, 5> butterfly{butterfly_1, butterfly_2, butterfly_3, butterfly_4,
    butterfly_5};
inline constexpr std::array<ExampleStroke, 6> sailboat{sailboat_1, sailboat_2, sailboat_3, sailboat_4, sailboat_5,
    sailboat_6};
inline constexpr std::array<ExampleStroke, 8> cactus{cactus_1, cactus_2, cactus_3, cactus_4, cactus_5, cactus_6,
    cactus_7, cactus_8};
inline constexpr std::array<ExampleStroke, 5> snail{snail_1, snail_2, snail_3, snail_4, snail_5};
inline constexpr std::array<ExampleStroke, 11> ice_cream{ice_cream_1, ice_cream_2, ice_cream_3, ice_cream_4,
    ice_cream_5, ice_cream_6, ice_cream_7, ice_cream_8, ice_cream_9, ice_cream_10, ice_cream_11};
// clang-format on

}  // namespace example_data

inline constexpr std::array<ExampleSketch, 10> examples{{
    {"cat", example_data::cat},
    {"house", example_data::house},
    {"octopus", example_data::octopus},
    {"bicycle", example_data::bicycle},
    {"guitar", example_data::guitar},
    {"butterfly", example_data::butterfly},
    {"sailboat", example_data::sailboat},
    {"cactus", example_data::cactus},
    {"snail", example_data::snail},
    {"ice cream", example_data::ice_cream},
}};

}  // namespace mllab::sketches
