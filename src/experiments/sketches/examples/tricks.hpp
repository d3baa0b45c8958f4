// Drawings that the network gets wrong though anybody sees what they are: what was found among the first seventy of
// some categories. From "The Quick, Draw! Dataset" by Google (simplified drawings), licensed CC BY 4.0, unchanged.
#pragma once

#include <array>
#include <span>

#include "experiments/common/tricks.hpp"
#include "experiments/sketches/examples/examples.hpp"

namespace mllab::sketches {

struct Trick : experiments::Trick {
    std::span<const ExampleStroke> strokes;
};

namespace trick_data {

// clang-format off
inline constexpr auto fooling_pizza_1 = std::to_array<ExamplePoint>({{163, 21}, {142, 7}, {125, 0}, {107, 1}, {81, 6},
    {69, 12}, {49, 28}, {19, 71}, {11, 96}, {9, 121}, {10, 167}, {18, 196}, {28, 217}, {42, 237}, {56, 246},
    {81, 254}, {98, 255}, {112, 252}, {134, 241}, {162, 216}, {184, 176}, {191, 157}, {195, 113}, {193, 85},
    {183, 49}, {166, 16}});
inline constexpr auto fooling_pizza_2 = std::to_array<ExamplePoint>({{108, 9}, {94, 85}, {90, 136}, {101, 246}});
inline constexpr auto fooling_pizza_3 = std::to_array<ExamplePoint>({{31, 51}, {31, 56}, {40, 68}, {107, 138},
    {150, 192}, {172, 209}});
inline constexpr auto fooling_pizza_4 = std::to_array<ExamplePoint>({{0, 155}, {11, 150}, {24, 150}, {39, 142},
    {114, 123}, {149, 102}, {187, 88}, {208, 77}});
inline constexpr auto fooling_pizza_5 = std::to_array<ExamplePoint>({{49, 245}, {67, 194}, {108, 98}});
inline constexpr auto fooling_rabbit_1 = std::to_array<ExamplePoint>({{82, 107}, {85, 42}, {96, 3}, {104, 10},
    {124, 38}, {137, 84}, {149, 29}, {163, 3}, {169, 0}, {214, 119}});
inline constexpr auto fooling_rabbit_2 = std::to_array<ExamplePoint>({{87, 111}, {73, 127}, {63, 149}, {60, 171},
    {64, 180}, {73, 188}, {90, 193}, {142, 201}, {153, 201}, {196, 183}, {207, 171}, {212, 156}, {209, 143},
    {198, 124}, {181, 117}});
inline constexpr auto fooling_rabbit_3 = std::to_array<ExamplePoint>({{167, 130}, {167, 124}, {162, 120}});
inline constexpr auto fooling_rabbit_4 = std::to_array<ExamplePoint>({{121, 121}, {112, 127}, {111, 135}, {114, 138},
    {128, 135}, {128, 123}});
inline constexpr auto fooling_rabbit_5 = std::to_array<ExamplePoint>({{117, 154}, {147, 159}});
inline constexpr auto fooling_rabbit_6 = std::to_array<ExamplePoint>({{100, 158}, {47, 151}, {0, 150}});
inline constexpr auto fooling_rabbit_7 = std::to_array<ExamplePoint>({{67, 170}, {27, 173}, {10, 180}});
inline constexpr auto fooling_rabbit_8 = std::to_array<ExamplePoint>({{188, 157}, {202, 151}, {255, 150}});
inline constexpr auto fooling_rabbit_9 = std::to_array<ExamplePoint>({{189, 171}, {205, 191}, {219, 201}});
inline constexpr auto fooling_snake_1 = std::to_array<ExamplePoint>({{216, 8}, {174, 0}, {143, 8}, {126, 21},
    {127, 34}, {163, 84}, {171, 101}, {171, 113}, {165, 119}, {142, 121}, {86, 115}, {63, 110}, {40, 100}, {16, 112},
    {3, 129}, {1, 149}, {21, 166}, {87, 192}, {117, 193}, {185, 180}, {203, 170}, {210, 160}, {213, 136}, {204, 118},
    {177, 89}, {172, 78}, {171, 53}, {179, 47}, {246, 50}, {252, 44}, {255, 31}, {247, 25}, {220, 20}, {195, 8}});
inline constexpr auto fooling_spider_1 = std::to_array<ExamplePoint>({{71, 8}, {57, 11}, {47, 20}, {43, 29}, {42, 45},
    {52, 72}, {73, 83}, {107, 86}, {127, 80}, {143, 64}, {147, 40}, {140, 19}, {130, 8}, {91, 0}, {70, 1}, {65, 7}});
inline constexpr auto fooling_spider_2 = std::to_array<ExamplePoint>({{63, 80}, {48, 91}, {38, 109}, {40, 129},
    {44, 132}});
inline constexpr auto fooling_spider_3 = std::to_array<ExamplePoint>({{109, 84}, {130, 90}, {144, 100}, {155, 116},
    {163, 139}});
inline constexpr auto fooling_spider_4 = std::to_array<ExamplePoint>({{98, 86}, {93, 116}, {99, 139}});
inline constexpr auto fooling_spider_5 = std::to_array<ExamplePoint>({{47, 61}, {14, 97}, {0, 133}});
inline constexpr auto fooling_spider_6 = std::to_array<ExamplePoint>({{142, 63}, {192, 67}, {234, 76}, {250, 88},
    {255, 103}, {254, 110}});
inline constexpr auto fooling_spider_7 = std::to_array<ExamplePoint>({{82, 18}, {80, 28}, {84, 32}, {90, 30},
    {92, 24}, {87, 17}, {84, 18}});
inline constexpr auto fooling_spider_8 = std::to_array<ExamplePoint>({{95, 21}, {94, 30}, {104, 31}});
inline constexpr auto fooling_whale_1 = std::to_array<ExamplePoint>({{3, 80}, {3, 57}, {14, 37}, {49, 9}, {66, 3},
    {85, 0}, {101, 0}, {118, 6}, {131, 21}, {172, 57}, {192, 69}});
inline constexpr auto fooling_whale_2 = std::to_array<ExamplePoint>({{192, 69}, {217, 44}, {237, 35}, {254, 33},
    {235, 55}, {220, 79}, {233, 100}, {255, 114}, {251, 116}, {237, 112}, {197, 84}, {157, 89}, {79, 89}, {50, 85}});
inline constexpr auto fooling_whale_3 = std::to_array<ExamplePoint>({{50, 85}, {0, 68}});
inline constexpr std::array<ExampleStroke, 5> fooling_pizza{
    fooling_pizza_1, fooling_pizza_2, fooling_pizza_3, fooling_pizza_4, fooling_pizza_5};
inline constexpr std::array<ExampleStroke, 9> fooling_rabbit{
    fooling_rabbit_1, fooling_rabbit_2, fooling_rabbit_3, fooling_rabbit_4, fooling_rabbit_5, fooling_rabbit_6,
    fooling_rabbit_7, fooling_rabbit_8, fooling_rabbit_9};
inline constexpr std::array<ExampleStroke, 1> fooling_snake{
    fooling_snake_1};
inline constexpr std::array<ExampleStroke, 8> fooling_spider{
    fooling_spider_1, fooling_spider_2, fooling_spider_3, fooling_spider_4, fooling_spider_5, fooling_spider_6,
    fooling_spider_7, fooling_spider_8};
inline constexpr std::array<ExampleStroke, 3> fooling_whale{
    fooling_whale_1, fooling_whale_2, fooling_whale_3};
// clang-format on

}  // namespace trick_data

inline constexpr std::array<Trick, 5> tricks{{
    {{"A pizza", "pizza", "wheel",
      "A pizza in slices, seen from above, has spokes: of all drawings it learned from, wheels look most like it."},
     trick_data::fooling_pizza},
    {{"A rabbit", "rabbit", "cat",
      "It sees whiskers and two pointed ears, as most cats have in its examples; how long ears are says little to it."},
     trick_data::fooling_rabbit},
    {{"A snake", "snake", "swan",
      "A neck in a bow with a beak at its end is how people draw swans; snakes have more bends."},
     trick_data::fooling_snake},
    {{"A spider", "spider", "octopus",
      "It counts no legs. A round head on a few bent ones is how people draw an octopus."},
     trick_data::fooling_spider},
    {{"A whale", "whale", "fish", "Most whales in its examples spout. One that does not is a fish to it."},
     trick_data::fooling_whale},
}};

}  // namespace mllab::sketches
