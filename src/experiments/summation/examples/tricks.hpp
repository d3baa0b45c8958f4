// Sums that the published network gets wrong: one of the three among a million that it was asked as it learned them,
// and some that are laid out as nothing was that it learned from. Found by asking it.
#pragma once

#include <array>
#include <string_view>

#include "experiments/common/tricks.hpp"

namespace mllab::summation {

struct Trick : experiments::Trick {
    std::string_view typed;  // what stands in the field
    std::string_view read;   // the seven characters that the network is given
};

inline constexpr auto tricks = std::to_array<Trick>({
    {{"990+270", "1260", "1250",
      "Of a million sums it gets three wrong, and this is one of them: 9 + 7 makes 16, and it writes a 5 where the 6 "
      "belongs. It learned from examples and knows no rule, so nothing in it can check the answer."},
     "990+270",
     "990+270"},
    {{"17+38 one place to the left", "55", "551",
      "It was given “17 +38 ”, with blanks behind the numbers. In every example that it learned from the units stood "
      "on the right, so here it takes the 1 and the 3 for hundreds: 170 + 380 is 550. That is nearly what it wrote."},
     "17 +38 ",
     "17 +38 "},
    {{"5+50 with zeros in front", "55", "155",
      "It was given “005+ 50”. No number that it learned from began with a 0, so it never found out that such zeros "
      "count for nothing. It does not know that it does not know: see how sure it is."},
     "005+50",
     "005+ 50"},
});

// The one that gives the network these characters; nullptr where none does.
[[nodiscard]] constexpr const Trick* trick_with(std::string_view read) {
    for (const Trick& trick : tricks)
        if (trick.read == read) return &trick;
    return nullptr;
}

}  // namespace mllab::summation
