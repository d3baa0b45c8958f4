// A drawing in a link. What is taken for one can be drawn and put into a link again.
#include <cmath>

#include "fuzz/survives.hpp"
#include "ink/stroke_text.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr float side = 320;
    const auto strokes = ink::strokes_from(testing::letters(bytes, size), side);
    if (!strokes) return 0;
    for (const ink::Stroke& stroke : *strokes)
        for (const ink::Point& at : stroke)
            if (!(at.x >= 0 && at.x <= side && at.y >= 0 && at.y <= side && std::isfinite(at.t_ms))) __builtin_trap();
    const std::string again = ink::text_of(*strokes, side);
    if (!again.empty() && again.size() <= ink::longest_stroke_text && !ink::strokes_from(again, side)) __builtin_trap();
    return 0;
}
