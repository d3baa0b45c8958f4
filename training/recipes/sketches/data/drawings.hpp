// Tens of thousands of drawings in little memory: all points in one list, 16 bits a coordinate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ink/strokes.hpp"
#include "training/files/fingerprint.hpp"

namespace mllab::sketches_data {

class Drawings {
 public:
    // Coordinates of 0..255 (the simplified format) are kept to a sixteenth. A drawing that reaches beyond (the raw
    // format, in pixels of any screen) is moved and scaled into them as the authors did: its box touches both axes and
    // its longer side is 255. Times are not kept. Coordinates must be finite.
    void add(const ink::Strokes& drawing);

    [[nodiscard]] std::size_t size() const { return first_stroke_.size() - 1; }
    // Throws std::out_of_range.
    [[nodiscard]] ink::Strokes at(std::size_t i) const;
    [[nodiscard]] std::size_t points() const { return points_.size(); }
    void add_to(files::Fingerprint& fingerprint) const;

 private:
    struct Place {
        std::int16_t x = 0;
        std::int16_t y = 0;
    };
    std::vector<Place> points_;
    std::vector<std::uint32_t> first_point_{0};   // of each stroke, and one past the last
    std::vector<std::uint32_t> first_stroke_{0};  // of each drawing, and one past the last
};

}  // namespace mllab::sketches_data
