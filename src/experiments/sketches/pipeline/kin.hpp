// Things that people draw alike, or for which they have one word: Quick, Draw! asked for both "house" and "barn", and a
// drawing hardly ever tells which. What a network gives to one of them it may as well give to another.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::sketches {

// How much oftener than each of its kin somebody who draws on the page means the everyday thing: the data asked for all
// alike. Chosen on validation drawings, where more costs right answers.
inline constexpr float everyday_odds = 1.5F;

// Names of categories, the everyday one first. No category is in two of them.
[[nodiscard]] std::span<const std::vector<std::string_view>> all_kin();

// The same as places among a model's categories; kin of which fewer than two are there are left out.
[[nodiscard]] std::vector<std::vector<std::size_t>> kin_among(const std::vector<std::string>& categories);

// Hands what all members of a kin have together out anew, the everyday one weighing `everyday_odds` times as much. Sums
// stay as they are. `kin`: places among `probabilities`.
void prefer_everyday(std::vector<float>& probabilities, const std::vector<std::vector<std::size_t>>& kin);

}  // namespace mllab::sketches
