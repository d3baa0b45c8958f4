// Ways of writing that the data sets lack, and what is no digit, as templates (training/augment/templates.hpp): only
// for learning. What is measured was made in another way (evaluation/unseen_shapes.ndjson).
#pragma once

#include <cstdint>
#include <vector>

#include "training/augment/templates.hpp"

namespace mllab::digits_data {

struct DigitTemplate {
    std::uint8_t label = 0;
    augment::Template shape;
};

// Zeros with a slash, a backslash or a dot, of few corners; closed sixes with a short stem and nines like them; crossed
// sevens; ones with a foot; two, three, four, five and eight in the ways that schools teach.
[[nodiscard]] const std::vector<DigitTemplate>& digit_templates();

// Letters that no one takes for a digit, as they are written by hand.
[[nodiscard]] const std::vector<augment::Template>& letter_templates();

// Signs and shapes: heart, moon, diamond, lightning, check mark, brackets, punctuation, music notes, arrows, stars …
[[nodiscard]] const std::vector<augment::Template>& sign_templates();

}  // namespace mllab::digits_data
