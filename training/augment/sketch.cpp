#include "training/augment/sketch.hpp"

#include <algorithm>

namespace mllab::augment {

namespace {

// Fewer strokes than this are all needed.
constexpr std::size_t fewest_strokes = 4;

void drop_strokes(ink::Strokes& strokes, double part, core::Random& random) {
    if (strokes.size() < fewest_strokes) return;
    const auto most = std::max(std::size_t{1}, static_cast<std::size_t>(part * static_cast<double>(strokes.size())));
    for (std::size_t n = 1 + random.below(most); n > 0; --n) {
        const auto longest =
            std::ranges::max_element(strokes, {}, [](const ink::Stroke& s) { return ink::ink_length({&s, 1}); });
        const auto kept = static_cast<std::size_t>(longest - strokes.begin());
        std::size_t which = random.below(strokes.size() - 1);
        if (which >= kept) ++which;
        strokes.erase(strokes.begin() + static_cast<std::ptrdiff_t>(which));
    }
}

}  // namespace

ink::Strokes another_sketch(const ink::Strokes& drawing, const SketchRange& range, core::Random& random) {
    ink::Strokes strokes = drawing;
    if (random.chance(range.partial_chance))
        strokes = ink::first_part(strokes, static_cast<float>(random.uniform(range.partial_from, 1)));
    if (random.chance(range.drop_chance)) drop_strokes(strokes, range.drop, random);
    if (random.chance(range.mirror_chance)) strokes = ink::transformed(strokes, {.a = -1});
    if (range.careful_chance > 0 && random.chance(range.careful_chance))
        return another_hand(drawn_carefully(strokes, range.careful, random), range.careful_hand, random);
    return another_hand(strokes, range.hand, random);
}

}  // namespace mllab::augment
