// Classes that a photo can hardly tell apart, or for which people have one word: ImageNet took its classes from a
// dictionary. What a network gives to one of them it may as well give to another.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::image_classification {

struct Kin {
    std::vector<std::string_view> labels;
    std::string_view why;  // a sentence
};

[[nodiscard]] std::span<const Kin> all_kin();

// The kin that a label has; nullptr where it has none. No label has two.
[[nodiscard]] const Kin* kin_of(std::string_view label);

// For each of a network's labels the places of the others that are its kin.
[[nodiscard]] std::vector<std::vector<std::size_t>> kin_among(const std::vector<std::string>& labels);

}  // namespace mllab::image_classification
