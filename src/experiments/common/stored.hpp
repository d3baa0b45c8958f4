// What the page says of an answer that is a stored one (inference/stored_answers.hpp).
#pragma once

#include <string>

namespace mllab::experiments {

// `given_up`: the network did not arrive, or its run failed; else it is on its way.
[[nodiscard]] std::string about_stored(bool given_up);

}  // namespace mllab::experiments
