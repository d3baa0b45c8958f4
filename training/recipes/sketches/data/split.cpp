#include "training/recipes/sketches/data/split.hpp"

#include <algorithm>
#include <format>
#include <map>
#include <stdexcept>
#include <unordered_set>

#include "core/random.hpp"

namespace mllab::sketches_data {

std::uint64_t rank_of(std::uint64_t key) { return core::Random(key).next(); }

std::vector<Split> split_of_drawings(std::span<const std::uint64_t> keys, std::span<const std::uint64_t> bitmap_keys) {
    std::unordered_set<std::uint64_t> known(bitmap_keys.begin(), bitmap_keys.end());
    known.erase(0);
    // Ordered by rank, each key once; two keys never share a rank by more than chance, and then the key decides.
    std::map<std::pair<std::uint64_t, std::uint64_t>, Split> candidates;
    for (const std::uint64_t key : keys)
        if (key != 0 && (known.empty() || known.contains(key)))
            candidates.emplace(std::pair(rank_of(key), key), Split::train);
    const std::size_t held = std::min(validation_per_category + test_per_category, keys.size() / 2);
    const std::size_t tested = held * test_per_category / (validation_per_category + test_per_category);
    std::size_t place = 0;
    for (auto& [rank, split] : candidates) {
        if (place == held) break;
        split = place < tested ? Split::test : Split::validation;
        ++place;
    }
    std::vector<Split> splits;
    splits.reserve(keys.size());
    for (const std::uint64_t key : keys) {
        const auto found = candidates.find({rank_of(key), key});
        splits.push_back(found == candidates.end() ? Split::train : found->second);
    }
    return splits;
}

std::vector<BitmapUse> use_of_bitmaps(const datasets::Bitmaps& bitmaps, std::span<const std::uint64_t> bitmap_keys,
                                      std::span<const HeldOut> held_out) {
    if (!bitmap_keys.empty() && bitmap_keys.size() != bitmaps.count)
        throw std::invalid_argument(std::format("{} bitmaps have {} keys", bitmaps.count, bitmap_keys.size()));
    std::unordered_set<std::uint64_t> held_keys;
    for (const HeldOut& drawing : held_out) held_keys.insert(drawing.key);
    std::vector<BitmapUse> uses(bitmaps.count, BitmapUse::train);
    for (std::size_t i = 0; i < bitmaps.count; ++i) {
        const std::uint64_t key = bitmap_keys.empty() ? 0 : bitmap_keys[i];
        if (key != 0) {
            if (held_keys.contains(key)) uses[i] = BitmapUse::held_out;
        } else if (std::ranges::any_of(held_out, [&](const HeldOut& drawing) {
                       return difference(bitmaps.image(i), drawing.bitmap) < copy_below;
                   })) {
            uses[i] = BitmapUse::copy;
        }
    }
    return uses;
}

}  // namespace mllab::sketches_data
