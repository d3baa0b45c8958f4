#include "experiments/common/tricks.hpp"

namespace mllab::experiments {

std::string_view about(const Trick& trick, bool fooled, bool right) {
    if (fooled) return trick.why;
    return right ? "It is not fooled." : "";
}

std::string_view about(const Trick& trick, std::string_view answer) {
    return about(trick, answer == trick.taken_for, answer == trick.truth);
}

}  // namespace mllab::experiments
