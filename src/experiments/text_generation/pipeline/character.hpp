// One written character and what is known of it. Small: there may be many thousands.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace mllab::text_generation {

struct Likely {
    std::uint16_t token = 0;
    float p = 0;
};

struct Character {
    static constexpr std::size_t most = 5;

    Likely chosen{};
    std::array<Likely, most> best{};  // the likeliest, best first
    std::uint8_t best_count = 0;
    std::uint8_t pointed = 0;  // how much of this the network's pointer gave, percent
};

}  // namespace mllab::text_generation
