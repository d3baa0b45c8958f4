#include "experiments/common/stored.hpp"

namespace mllab::experiments {

std::string about_stored(bool given_up) {
    const std::string what = "Stored answer, given earlier by this network. ";
    if (given_up) return what + "It cannot answer for itself now.";
    return what + "It is still on its way and will answer for itself.";
}

}  // namespace mllab::experiments
