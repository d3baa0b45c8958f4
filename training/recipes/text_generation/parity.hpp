// A text model's file against its network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "training/recipes/text_generation/network.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

// The file, read in steps of one character with hidden states carried, and in one piece, must say what the network says
// that holds the stored weights and computes in float64. Throws parity::ParityError.
[[nodiscard]] report::Parity check_text_parity(TextNetwork& network, const std::filesystem::path& file,
                                               const std::vector<std::uint8_t>& tokens);

}  // namespace mllab::recipes
