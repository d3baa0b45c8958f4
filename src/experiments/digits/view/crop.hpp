// The part of a picture that somebody wants to keep, as it is chosen by dragging or by keys: 0 to 1 of its sides.
#pragma once

#include <string>
#include <string_view>

#include "image/cutting.hpp"
#include "ink/strokes.hpp"

namespace mllab::digits {

class Crop {
 public:
    Crop() = default;
    // Begins with this part of the picture, larger by some paper around it.
    explicit Crop(const ink::Box& part);

    // A new rectangle from here …
    void press(float x, float y);
    // … to here. One that is too small to be meant leaves the one before.
    void drag(float x, float y);
    void release();
    [[nodiscard]] bool dragging() const { return dragging_; }

    // Arrows move it, with `larger` they move its right and lower edges. True if the key was used.
    bool key(std::string_view name, bool larger);

    [[nodiscard]] const ink::Box& part() const { return part_; }
    // Of a picture of this size, at least one pixel.
    [[nodiscard]] image::Part pixels(int width, int height) const;
    // "20 % to 80 % from the left, 10 % to 90 % from the top".
    [[nodiscard]] std::string words() const;

 private:
    ink::Box part_{.left = 0.2F, .top = 0.2F, .right = 0.8F, .bottom = 0.8F};
    ink::Box before_ = part_;
    float from_x_ = 0;
    float from_y_ = 0;
    bool dragging_ = false;
};

}  // namespace mllab::digits
