// A module that runs in the worker beside the model is a main function that calls this, and nothing else. Its sessions
// are the worker's own: a run is a call, no message. companions.mjs is its other side.
#pragma once

#include "inference/companion.hpp"

namespace mllab::inference {

// Returns at once; from then on the worker asks. Once in a module.
void serve(const ProgramKind& kind);

}  // namespace mllab::inference
