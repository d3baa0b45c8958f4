// Where the visitor took another character than the sampler did. A text is told by its beginning, its seed, its
// settings and these: so a branched one can be shared, and written again after a reload.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/sampling.hpp"

namespace mllab::text_generation {

struct Branch {
    std::size_t at = 0;  // number of the character that was taken
    std::uint16_t token = 0;
    core::SamplingSettings before{};  // with which what stands before it was written, from the branch before on
};
using Branches = std::vector<Branch>;  // in the order of their places, at most one for each

// The first branch at this character or behind it; null: none.
[[nodiscard]] const Branch* branch_from(const Branches& branches, std::size_t at);

// The settings as a text of numbers, and back.
[[nodiscard]] std::string text_of(const core::SamplingSettings& sampling);
[[nodiscard]] std::optional<core::SamplingSettings> sampling_of(const std::string& text);
// For links: "120-17_300-4" where character 120 is token 17 and so on. Settings that are not those of the text's end
// (`last`) follow their branch: "120-17-0.8-0-1-0".
[[nodiscard]] std::string text_of(const Branches& branches, const core::SamplingSettings& last);
// Nothing where it is no such text, names a token that is none of `characters`, or settings that nobody can set.
[[nodiscard]] std::optional<Branches> branches_of(const std::string& text, const core::SamplingSettings& last,
                                                  std::size_t characters);

[[nodiscard]] bool same(const core::SamplingSettings& a, const core::SamplingSettings& b);

}  // namespace mllab::text_generation
