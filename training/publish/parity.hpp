// Parity: the exported model must answer as the trained network does. A recipe runs the network, its weights replaced
// by their stored values, on some inputs; this room runs the file on the same inputs through ONNX Runtime and compares.
//
//     ParityCheck check("models/digits_cnn.onnx");
//     for (each batch) check.run({{"image", batch}}, {{"logits", expected, Rule::logits}, {"features_1", …,
//     Rule::state}}); card.parity = {check.largest().probabilities, check.largest().logits, check.inputs()};
//
// No libtorch here: references come as plain tensors.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/tensor.hpp"
#include "inference/session.hpp"

namespace mllab::parity {

// A difference above the rule; the message names the output, the place and both numbers.
class ParityError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

inline constexpr double probability_tolerance = 1e-5;  // absolute
inline constexpr double state_tolerance = 1e-4;        // times max(1, |expected|)

enum class Rule {
    probabilities,  // within probability_tolerance
    logits,         // as a state, and their softmax along the last axis as probabilities
    state,          // within state_tolerance: features, recurrent states
    exact,          // integers and bytes: equal
};

struct Reference {
    std::string output;
    core::Tensor expected;
    Rule rule = Rule::logits;
};

struct Largest {
    double probabilities = 0;  // absolute
    double logits = 0;         // divided by max(1, |expected|); states count here too
};

// Throws ParityError if a shape, an element type or a number differs, or if a number on either side is not finite.
[[nodiscard]] Largest compared(const inference::Outputs& outputs, const std::vector<Reference>& references);

class ParityCheck {
 public:
    // Loads the file; throws inference::ModelError.
    explicit ParityCheck(const std::filesystem::path& model);
    // One run, all its references. Throws ParityError, inference::ModelError.
    void run(std::vector<inference::NamedValue> inputs, const std::vector<Reference>& references);
    [[nodiscard]] const Largest& largest() const { return largest_; }
    // Samples compared so far: the first axis of the first reference of every run.
    [[nodiscard]] std::int64_t inputs() const { return inputs_; }

 private:
    inference::Session session_;
    Largest largest_;
    std::int64_t inputs_ = 0;
};

}  // namespace mllab::parity
