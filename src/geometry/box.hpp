// Boxes in the coordinates of the picture they belong to: 0 to 1 from its left to its right and from its top to its
// bottom, so that they hold for every size in which the picture is shown, asked about or saved.
#pragma once

#include <cstddef>

namespace mllab::geometry {

struct Box {
    double x = 0;  // left edge
    double y = 0;  // upper edge
    double w = 0;
    double h = 0;

    [[nodiscard]] double right() const { return x + w; }
    [[nodiscard]] double bottom() const { return y + h; }
    // 0 where a side is not positive.
    [[nodiscard]] double area() const { return w > 0 && h > 0 ? w * h : 0; }
    bool operator==(const Box&) const = default;
};

// Whether all four edges are finite numbers and no side is negative.
[[nodiscard]] bool is_sound(const Box& box);

// The part of a sound box inside of the picture; of one that lies outside, the point or line of the picture's edge
// nearest to it.
[[nodiscard]] Box clipped(const Box& box);

// What a detector says about a place: `label` is the index of a class.
struct Detection {
    Box box{};
    std::size_t label = 0;
    float score = 0;
    bool operator==(const Detection&) const = default;
};

}  // namespace mllab::geometry
