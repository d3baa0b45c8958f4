#include "experiments/common/tricks.hpp"

namespace mllab::experiments {

std::string_view about(const Trick& trick, std::string_view answer) {
    if (answer == trick.taken_for) return trick.why;
    return answer == trick.truth ? "It is not fooled." : "";
}

}  // namespace mllab::experiments
