// How much of a calibration error is only that there are few samples.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mllab::evaluation {

// The calibration error (core::expected_calibration_error) that these answers would show if each of them were right
// exactly as often as it says: the mean over `draws` of whether they are (consistency resampling, Bröcker and Smith
// 2007). What was measured is to be read beside it. The same seed gives the same number everywhere; 0 without samples.
// Throws std::invalid_argument on a confidence outside 0..1, no bins and no draws.
[[nodiscard]] double calibration_error_by_chance(std::span<const float> confidence, std::size_t bins = 15,
                                                 std::size_t draws = 200, std::uint64_t seed = 1);

}  // namespace mllab::evaluation
