// One example of every digit, as pen strokes that draw themselves on the pad.
// From "Pen-Based Recognition of Handwritten Digits" by E. Alpaydin and F. Alimoglu, UCI Machine Learning Repository,
// licensed CC BY 4.0: ten digits of its training writers, fewer points, y turned down, scaled to the pad.
#pragma once

#include <array>

#include "ink/stroke_points.hpp"

namespace mllab::digits {

// Points in percent of the pad's side, from its top left corner.
using ExamplePoint = ink::SmallPoint;
using ExampleStroke = ink::SmallStroke;

namespace example_data {

// clang-format off
inline constexpr auto digit_0_1 = std::to_array<ExamplePoint>({{25, 42}, {25, 59}, {30, 71}, {38, 80}, {44, 82},
    {56, 81}, {62, 78}, {68, 73}, {75, 58}, {75, 49}, {70, 33}, {65, 26}, {53, 18}, {46, 19}, {40, 22}, {29, 37},
    {25, 48}});
inline constexpr auto digit_1_1 = std::to_array<ExamplePoint>({{41, 44}, {42, 44}, {45, 43}, {49, 40}, {53, 32},
    {56, 24}, {57, 18}, {57, 26}, {57, 31}, {56, 70}, {57, 78}, {58, 80}, {59, 82}});
inline constexpr auto digit_2_1 = std::to_array<ExamplePoint>({{42, 25}, {42, 22}, {47, 18}, {51, 18}, {59, 22},
    {62, 26}, {64, 32}, {62, 51}, {50, 72}, {41, 80}, {34, 82}, {31, 81}, {30, 77}, {33, 70}, {36, 67}, {45, 64},
    {58, 67}, {70, 76}});
inline constexpr auto digit_3_1 = std::to_array<ExamplePoint>({{37, 22}, {50, 18}, {56, 18}, {62, 21}, {64, 26},
    {60, 35}, {54, 40}, {51, 40}, {61, 44}, {69, 49}, {73, 55}, {74, 64}, {72, 69}, {64, 77}, {51, 81}, {39, 82},
    {29, 79}, {26, 77}});
inline constexpr auto digit_4_1 = std::to_array<ExamplePoint>({{42, 21}, {35, 48}, {35, 55}, {36, 57}, {37, 58},
    {39, 59}, {53, 59}, {65, 57}});
inline constexpr auto digit_4_2 = std::to_array<ExamplePoint>({{60, 43}, {59, 52}, {59, 71}, {59, 77}, {59, 82}});
inline constexpr auto digit_5_1 = std::to_array<ExamplePoint>({{69, 21}, {53, 20}, {46, 18}, {43, 18}, {39, 24},
    {35, 32}, {31, 52}, {31, 54}, {33, 57}, {50, 55}, {56, 56}, {62, 59}, {65, 64}, {66, 68}, {65, 80}, {60, 82},
    {51, 82}, {34, 77}});
inline constexpr auto digit_6_1 = std::to_array<ExamplePoint>({{58, 18}, {51, 24}, {41, 37}, {34, 53}, {33, 59},
    {32, 69}, {35, 76}, {38, 78}, {48, 82}, {58, 80}, {63, 76}, {67, 72}, {67, 64}, {66, 61}, {60, 58}, {48, 58},
    {45, 60}, {40, 64}});
inline constexpr auto digit_7_1 = std::to_array<ExamplePoint>({{27, 18}, {29, 19}, {41, 20}, {51, 21}, {56, 21},
    {70, 22}, {75, 23}, {74, 24}, {69, 27}, {63, 32}, {60, 36}, {56, 41}, {51, 51}, {48, 62}, {46, 71}, {48, 78},
    {48, 80}});
inline constexpr auto digit_8_1 = std::to_array<ExamplePoint>({{47, 55}, {62, 34}, {64, 25}, {63, 21}, {59, 18},
    {51, 19}, {43, 25}, {38, 34}, {39, 43}, {55, 62}, {57, 70}, {53, 78}, {45, 82}, {42, 82}, {37, 78}, {36, 74},
    {39, 63}, {53, 50}});
inline constexpr auto digit_9_1 = std::to_array<ExamplePoint>({{36, 23}, {42, 19}, {48, 19}, {56, 23}, {62, 33},
    {59, 41}, {52, 45}, {43, 45}, {35, 42}, {31, 36}, {34, 26}, {48, 22}, {60, 29}, {69, 52}, {66, 69}, {60, 77},
    {52, 81}, {37, 80}});

inline constexpr std::array<ExampleStroke, 1> digit_0{digit_0_1};
inline constexpr std::array<ExampleStroke, 1> digit_1{digit_1_1};
inline constexpr std::array<ExampleStroke, 1> digit_2{digit_2_1};
inline constexpr std::array<ExampleStroke, 1> digit_3{digit_3_1};
inline constexpr std::array<ExampleStroke, 2> digit_4{digit_4_1, digit_4_2};
inline constexpr std::array<ExampleStroke, 1> digit_5{digit_5_1};
inline constexpr std::array<ExampleStroke, 1> digit_6{digit_6_1};
inline constexpr std::array<ExampleStroke, 1> digit_7{digit_7_1};
inline constexpr std::array<ExampleStroke, 1> digit_8{digit_8_1};
inline constexpr std::array<ExampleStroke, 1> digit_9{digit_9_1};
// clang-format on

}  // namespace example_data

// The strokes of digit 0 to 9.
inline constexpr std::array<std::span<const ExampleStroke>, 10> examples{
    example_data::digit_0, example_data::digit_1, example_data::digit_2, example_data::digit_3, example_data::digit_4,
    example_data::digit_5, example_data::digit_6, example_data::digit_7, example_data::digit_8, example_data::digit_9};

}  // namespace mllab::digits
