// The square pad that one draws on, in its own units: what examples are laid on, and what the page shows.
#pragma once

namespace mllab::ink {

inline constexpr float pad_side = 320;  // about what it measures in CSS pixels on a phone

}  // namespace mllab::ink
