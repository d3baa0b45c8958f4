// One example of every digit, as pen strokes that draw themselves on the pad.
// From "Pen-Based Recognition of Handwritten Digits" by E. Alpaydin and F. Alimoglu, UCI Machine Learning Repository,
// licensed CC BY 4.0: ten digits of its training writers, fewer points, y turned down, scaled to the pad.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace mllab::digits {

// Percent of the pad's side, from its top left corner.
struct ExamplePoint {
    std::uint8_t x, y;
};
using ExampleStroke = std::span<const ExamplePoint>;

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
inline constexpr auto digit_3_1 = std::to_array<ExamplePoint>({{39, 28}, {43, 23}, {54, 18}, {61, 18}, {63, 20},
    {63, 27}, {52, 41}, {62, 45}, {69, 52}, {72, 62}, {71, 67}, {68, 73}, {64, 76}, {58, 80}, {52, 82}, {34, 80},
    {30, 78}, {28, 75}});
inline constexpr auto digit_4_1 = std::to_array<ExamplePoint>({{42, 21}, {35, 48}, {35, 55}, {36, 57}, {37, 58},
    {39, 59}, {53, 59}, {65, 57}});
inline constexpr auto digit_4_2 = std::to_array<ExamplePoint>({{60, 43}, {59, 52}, {59, 71}, {59, 77}, {59, 82}});
inline constexpr auto digit_5_1 = std::to_array<ExamplePoint>({{38, 25}, {35, 32}, {33, 39}, {34, 41}, {34, 42},
    {44, 41}, {49, 43}, {54, 47}, {61, 57}, {64, 65}, {65, 72}, {63, 78}, {57, 81}, {53, 82}, {40, 80}, {36, 78},
    {31, 74}});
inline constexpr auto digit_5_2 = std::to_array<ExamplePoint>({{34, 28}, {35, 25}, {38, 22}, {40, 20}, {46, 19},
    {54, 18}, {69, 19}});
inline constexpr auto digit_6_1 = std::to_array<ExamplePoint>({{70, 19}, {58, 24}, {48, 32}, {34, 48}, {26, 65},
    {26, 77}, {27, 79}, {34, 82}, {46, 81}, {58, 76}, {63, 65}, {62, 62}, {53, 52}, {48, 50}, {40, 49}, {34, 50},
    {28, 54}});
inline constexpr auto digit_7_1 = std::to_array<ExamplePoint>({{27, 18}, {36, 19}, {57, 20}, {62, 21}, {70, 22},
    {75, 23}, {75, 25}, {72, 28}, {63, 37}, {56, 47}, {53, 52}, {51, 57}, {49, 67}, {48, 72}, {48, 82}, {47, 82}});
inline constexpr auto digit_8_1 = std::to_array<ExamplePoint>({{43, 32}, {41, 38}, {44, 46}, {62, 68}, {62, 75},
    {56, 80}, {45, 82}, {36, 82}, {32, 77}, {33, 74}, {39, 66}, {50, 56}, {63, 39}, {68, 29}, {67, 22}, {61, 18},
    {53, 19}, {45, 22}});
inline constexpr auto digit_9_1 = std::to_array<ExamplePoint>({{45, 29}, {49, 42}, {55, 43}, {58, 40}, {62, 34},
    {62, 24}, {59, 19}, {52, 19}, {47, 29}, {45, 40}, {49, 45}, {57, 38}, {60, 39}, {63, 56}, {63, 73}, {59, 79},
    {54, 82}, {36, 80}});

inline constexpr std::array<ExampleStroke, 1> digit_0{digit_0_1};
inline constexpr std::array<ExampleStroke, 1> digit_1{digit_1_1};
inline constexpr std::array<ExampleStroke, 1> digit_2{digit_2_1};
inline constexpr std::array<ExampleStroke, 1> digit_3{digit_3_1};
inline constexpr std::array<ExampleStroke, 2> digit_4{digit_4_1, digit_4_2};
inline constexpr std::array<ExampleStroke, 2> digit_5{digit_5_1, digit_5_2};
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
