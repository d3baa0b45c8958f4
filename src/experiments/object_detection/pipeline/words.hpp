// What is said of things that were found: how many of what, where, and how sure.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::object_detection {

// core::counted of a label of COCO's or Open Images', capital or small: "a dog", "2 people", "a TV", "no mice".
[[nodiscard]] std::string counted(std::size_t count, const std::string& label);

// How often each label occurs: most often first, equal ones by label.
struct Count {
    std::size_t label = 0;
    std::size_t count = 0;
    bool operator==(const Count&) const = default;
};
[[nodiscard]] std::vector<Count> counts(std::span<const geometry::Detection> things);

// "2 people, a dog." / "Nothing I know." Throws std::out_of_range on a label that does not exist.
[[nodiscard]] std::string message(std::span<const geometry::Detection> things, const std::vector<std::string>& labels);

// "top left", "left", "in the middle" …; "almost everywhere" where a box fills the picture. As it is seen: `mirrored`
// where the display turns the picture round.
[[nodiscard]] std::string place(const geometry::Box& box, bool mirrored = false);

// "92 %": in whole percent, never 0 or 100.
[[nodiscard]] std::string percent(double score);

// "a dog, left, 92 %".
[[nodiscard]] std::string in_words(const geometry::Detection& thing, const std::vector<std::string>& labels,
                                   bool mirrored = false);

}  // namespace mllab::object_detection
