// Shapes written down as a few points, for what no data set has: drawn by program, differently each time.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/random.hpp"
#include "ink/strokes.hpp"

namespace mllab::augment {

struct Knot {
    ink::Point at;
    bool corner = false;
};

// Strokes of knots. Between corners a stroke is a smooth curve through its knots.
using Template = std::vector<std::vector<Knot>>;

// From a text such as "85,0! 25,0! 20,42! 90,55 8,90 ; 25,0 88,2": knots "x,y" in whole numbers of a unit of one's own,
// y downwards, "!" behind a corner, " ; " between strokes. Throws std::invalid_argument that quotes what is no knot.
[[nodiscard]] Template template_of(std::string_view text);
[[nodiscard]] std::vector<Template> templates_of(std::span<const std::string_view> texts);

struct TemplateRange {
    double unsteady = 4;          // standard deviation, at most, of where a knot lies; in the template's unit
    double angular_chance = 0.1;  // straight lines between all knots
};

// The template drawn once. Points lie close together; its size is the template's.
[[nodiscard]] ink::Strokes drawn(const Template& shape, const TemplateRange& range, core::Random& random);

}  // namespace mllab::augment
