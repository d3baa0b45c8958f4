// Drawings that the networks get wrong, as anybody would draw them: what was found by trying.
#pragma once

#include <array>
#include <span>

#include "experiments/common/tricks.hpp"
#include "experiments/digits/examples/examples.hpp"

namespace mllab::digits {

struct Trick : experiments::Trick {
    std::span<const ExampleStroke> strokes;  // in percent of the pad's side
};

namespace trick_data {

// clang-format off
inline constexpr auto lying_1_1 = std::to_array<ExamplePoint>({{15, 52}, {50, 51}, {85, 50}});
inline constexpr auto mirrored_2_1 = std::to_array<ExamplePoint>({{70, 36}, {69, 32}, {68, 28}, {66, 25}, {62, 22},
    {59, 20}, {54, 18}, {50, 18}, {46, 18}, {41, 20}, {38, 22}, {34, 25}, {32, 28}, {31, 32}, {30, 36}, {34, 50},
    {70, 82}, {30, 82}});
inline constexpr auto letter_s_1 = std::to_array<ExamplePoint>({{67, 29}, {64, 24}, {61, 21}, {56, 19}, {51, 18},
    {46, 18}, {41, 20}, {37, 23}, {34, 26}, {32, 31}, {32, 35}, {33, 40}, {36, 44}, {39, 47}, {44, 49}, {50, 50},
    {56, 51}, {61, 53}, {64, 56}, {67, 61}, {68, 66}, {67, 71}, {65, 75}, {61, 79}, {56, 81}, {50, 82}, {45, 81},
    {40, 79}, {36, 76}, {33, 71}});
inline constexpr auto letter_b_1 = std::to_array<ExamplePoint>({{32, 18}, {32, 82}});
inline constexpr auto letter_b_2 = std::to_array<ExamplePoint>({{32, 18}, {38, 18}, {43, 20}, {48, 21}, {52, 24},
    {55, 27}, {57, 30}, {58, 34}, {57, 38}, {55, 41}, {52, 44}, {48, 47}, {43, 48}, {38, 50}, {32, 50}, {32, 50},
    {39, 50}, {45, 52}, {51, 53}, {55, 56}, {59, 59}, {61, 62}, {62, 66}, {61, 70}, {59, 73}, {55, 76}, {51, 79},
    {45, 80}, {39, 82}, {32, 82}});
inline constexpr auto letter_g_1 = std::to_array<ExamplePoint>({{64, 40}, {62, 33}, {58, 27}, {52, 24}, {44, 24},
    {38, 27}, {34, 33}, {32, 40}, {34, 47}, {38, 53}, {44, 56}, {52, 56}, {58, 53}, {62, 47}, {64, 40}});
inline constexpr auto letter_g_2 = std::to_array<ExamplePoint>({{64, 26}, {64, 78}, {64, 78}, {64, 80}, {63, 82},
    {62, 84}, {60, 86}, {58, 88}, {55, 89}, {52, 90}, {49, 90}, {46, 90}, {43, 89}, {41, 89}, {38, 87}, {36, 86},
    {34, 84}});
inline constexpr auto house_1 = std::to_array<ExamplePoint>({{25, 82}, {25, 45}, {50, 20}, {75, 45}, {75, 82},
    {25, 82}});
inline constexpr std::array<ExampleStroke, 1> lying_1{lying_1_1};
inline constexpr std::array<ExampleStroke, 1> mirrored_2{mirrored_2_1};
inline constexpr std::array<ExampleStroke, 1> letter_s{letter_s_1};
inline constexpr std::array<ExampleStroke, 2> letter_b{letter_b_1, letter_b_2};
inline constexpr std::array<ExampleStroke, 2> letter_g{letter_g_1, letter_g_2};
inline constexpr std::array<ExampleStroke, 1> house{house_1};
// clang-format on

}  // namespace trick_data

inline constexpr std::array<Trick, 6> tricks{{
    {{"A 1 on its side", "1", "",
      "Nobody whose digits it learned from writes a 1 lying down: to it such a line is no digit at all."},
     trick_data::lying_1},
    {{"A 2 in the mirror", "2", "5", "It knows nothing of mirrors: a bow at the top that turns this way begins a 5."},
     trick_data::mirrored_2},
    {{"The letter S", "", "5", "It knows ten digits and not one letter, and a round 5 looks like this."},
     trick_data::letter_s},
    {{"The letter B", "", "8", "It knows no letters. Two loops, one above the other, are an 8 to it."},
     trick_data::letter_b},
    {{"The letter g", "", "9", "It knows no letters. A loop with a tail below it is a 9 to it."}, trick_data::letter_g},
    {{"A house", "", "0", "It never saw a house. A line that closes is a 0 to it, whatever its corners."},
     trick_data::house},
}};

}  // namespace mllab::digits
