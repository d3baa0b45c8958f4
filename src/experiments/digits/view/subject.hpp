// The digits as a subject of the sketchpad: their networks' pipeline, ten examples, the words around the pad.
#pragma once

#include "experiments/sketchpad/subject.hpp"

namespace mllab::digits {

[[nodiscard]] sketchpad::Subject subject();

}  // namespace mllab::digits
