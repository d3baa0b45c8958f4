// What networks get wrong, to be tried with one press (“Fool it”), and what is said once it has answered. What the
// input is, each experiment adds in a struct of its own that begins with this one.
#pragma once

#include <string_view>

namespace mllab::experiments {

struct Trick {
    std::string_view label;      // of its button
    std::string_view truth;      // the right answer; empty where there is none
    std::string_view taken_for;  // what the published network says; empty: it gives no answer
    std::string_view why;        // a sentence or two, true where it says that
};

// Below the network's answer: why it was fooled, or that it was not; nothing where it makes another mistake.
[[nodiscard]] std::string_view about(const Trick& trick, bool fooled, bool right);
// The same for one answer, which is empty where the network gave none.
[[nodiscard]] std::string_view about(const Trick& trick, std::string_view answer);

}  // namespace mllab::experiments
