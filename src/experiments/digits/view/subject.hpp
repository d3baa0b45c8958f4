// The digits as a subject of drawing: their networks' pipeline, ten examples, the words around the pad.
#pragma once

#include "experiments/drawing/subject.hpp"

namespace mllab::digits {

[[nodiscard]] drawing::Subject subject();

}  // namespace mllab::digits
