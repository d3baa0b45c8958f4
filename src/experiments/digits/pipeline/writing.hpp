// What is written in a picture, as ink that could be a digit: which pieces of ink belong together, cut out of the
// picture, and laid into the frame of the network that reads digits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/digits/pipeline/ink_network.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"

namespace mllab::digits {

struct Writing {
    // How the ink was told from the paper.
    enum class Way : std::uint8_t {
        network,     // by the network that marks ink
        piece,       // the same, and it is a large piece of one that was listed before
        thresholds,  // by brightness alone; of a picture only one
    };

    image::GrayImage ink{};   // 1 on 0, cut around it; its lines may grow to the margin
    ink::Box place{};         // of its inked box, in pixels of the picture
    float threshold = 0.25F;  // pixels above it are looked at when it is laid into the frame
    Way way = Way::network;
    // Of `network`: how it was looked at. Writings of one level belong together, another level is another view of all.
    std::size_t level = 0;
    float strength = 1;    // of `network`: how likely its pixels are ink, in the mean
    bool several = false;  // brightness alone sees several digits far apart
};

// Pieces of ink that lie close together for their size: in pixels of a map, both borders inclusive.
struct Group {
    std::vector<std::size_t> pieces;
    int left = 0, top = 0, right = 0, bottom = 0;
    double ink = 0;  // the sum of its pixels

    [[nodiscard]] int longer_side() const { return std::max(right - left, bottom - top) + 1; }
};

// The groups of what is above `threshold`, most ink first, without specks; at most six. `label`: as of `pieces_of`.
// `inside`: nothing that lies mostly outside of this box is looked at.
[[nodiscard]] std::vector<Group> groups_of(const image::GrayImage& map, float threshold, std::vector<int>& label,
                                           const std::optional<ink::Box>& inside = std::nullopt);

// A group cut out of its map; other ink is erased.
[[nodiscard]] Writing cut_out(const InkMap& map, const std::vector<int>& label, const Group& group, float threshold);

// What brightness alone finds; none where there is no contrast. `dark`: of `ink_of` (paper.hpp); `unit`: so many pixels
// of the picture are one of it.
[[nodiscard]] std::optional<Writing> writing_by_thresholds(image::GrayImage dark, float unit);

// In the frame of the network that reads digits; thin lines are drawn as thick as it knows them.
[[nodiscard]] image::GrayImage framed(const Writing& writing, const ink::InkFrame& frame);

}  // namespace mllab::digits
