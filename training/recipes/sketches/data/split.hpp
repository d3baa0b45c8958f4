// Which sketches train, validate and test. A drawing may be in the data twice, as strokes and as a bitmap: both copies
// leave training together.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "training/datasets/npy.hpp"
#include "training/datasets/splits.hpp"
#include "training/recipes/sketches/data/official_bitmap.hpp"

namespace mllab::sketches_data {

using datasets::Split;

inline constexpr std::size_t validation_per_category = 20;
inline constexpr std::size_t test_per_category = 30;

// The place of a drawing in the line for being held out: a number that its key alone decides.
[[nodiscard]] std::uint64_t rank_of(std::uint64_t key);

// The splits of a category's drawings, by key. Those whose key has a bitmap are put in the order of their ranks: the
// first 30 test, the next 20 validate, everything else trains. Neither the order of the file nor a seed matters. Where
// no bitmap's key is known (the official files do not tell) every drawing may be held out. Of a category of fewer than
// 100 drawings half is held out, in the same proportion. A key of 0 is never held out; a drawing that stands in the
// list twice is in one split.
[[nodiscard]] std::vector<Split> split_of_drawings(std::span<const std::uint64_t> keys,
                                                   std::span<const std::uint64_t> bitmap_keys);

// A bitmap without a key is a copy of a held-out drawing where `difference` to its official rendering is below this.
// Measured over all categories on bitmaps whose key is known: see docs/experiments/sketches.md.
inline constexpr double copy_below = 0.06;

// A drawing that is held out.
struct HeldOut {
    std::uint64_t key = 0;
    Bitmap bitmap{};  // its official rendering
};

enum class BitmapUse : std::uint8_t {
    train,
    held_out,  // its key is that of a held-out drawing
    copy,      // without a key, but nearly equal to a held-out drawing
};

// What becomes of each bitmap of a category. `bitmap_keys` has one number a bitmap, or none at all. Throws
// std::invalid_argument on any other count.
[[nodiscard]] std::vector<BitmapUse> use_of_bitmaps(const datasets::Bitmaps& bitmaps,
                                                    std::span<const std::uint64_t> bitmap_keys,
                                                    std::span<const HeldOut> held_out);

}  // namespace mllab::sketches_data
