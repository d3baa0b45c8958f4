#include "training/publish/parity.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <span>

#include "core/classification.hpp"
#include "core/task.hpp"

namespace mllab::parity {

namespace {

// The largest difference, each divided by `scale(expected)`; throws where it is above `tolerance`.
template <typename Scale>
double largest_difference(const std::string& what, std::span<const float> expected, std::span<const float> given,
                          double tolerance, Scale scale) {
    double largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double difference = std::abs(static_cast<double>(given[i]) - expected[i]) / scale(expected[i]);
        // Written so that a difference that is not a number fails.
        if (!(difference <= tolerance))
            throw ParityError(std::format("{} differs at {}: the network says {}, the exported model {} (allowed: {})",
                                          what, i, expected[i], given[i], tolerance));
        largest = std::max(largest, difference);
    }
    return largest;
}

double probabilities(const std::string& what, std::span<const float> expected, std::span<const float> given) {
    return largest_difference(what, expected, given, probability_tolerance, [](float) { return 1.0; });
}

double states(const std::string& what, std::span<const float> expected, std::span<const float> given) {
    return largest_difference(what, expected, given, state_tolerance,
                              [](float x) { return std::max(1.0, std::abs(static_cast<double>(x))); });
}

std::vector<float> softmax_of_rows(const std::vector<float>& logits, std::size_t row) {
    std::vector<float> result;
    result.reserve(logits.size());
    for (std::size_t i = 0; i < logits.size(); i += row) {
        const auto part = core::softmax(std::span(logits).subspan(i, row));
        result.insert(result.end(), part.begin(), part.end());
    }
    return result;
}

void compare(const Reference& reference, const core::Tensor& given, Largest& largest) {
    const std::string what = "the output “" + reference.output + "”";
    const core::Tensor& expected = reference.expected;
    if (expected.shape != given.shape || expected.data.index() != given.data.index())
        throw ParityError(what + " has the shape " + core::to_string(given.shape) + ", the network's answer " +
                          core::to_string(expected.shape) +
                          (expected.shape == given.shape ? ", of another element type" : ""));
    if (expected.size() == 0) throw ParityError(what + " is empty: nothing was compared");
    if (reference.rule == Rule::exact) {
        if (expected.data != given.data) throw ParityError(what + " is not equal to the network's");
        return;
    }
    const auto& want = expected.as<float>();
    const auto& have = given.as<float>();
    switch (reference.rule) {
        case Rule::probabilities:
            largest.probabilities = std::max(largest.probabilities, probabilities(what, want, have));
            break;
        case Rule::state:
            largest.logits = std::max(largest.logits, states(what, want, have));
            break;
        case Rule::logits: {
            largest.logits = std::max(largest.logits, states(what, want, have));
            const auto row = expected.shape.empty() ? 1 : static_cast<std::size_t>(expected.shape.back());
            largest.probabilities = std::max(
                largest.probabilities,
                probabilities("the softmax of " + what, softmax_of_rows(want, row), softmax_of_rows(have, row)));
            break;
        }
        case Rule::exact:
            break;
    }
}

}  // namespace

Largest compared(const inference::Outputs& outputs, const std::vector<Reference>& references) {
    if (references.empty()) throw ParityError("there is nothing to compare the model with");
    Largest largest;
    for (const Reference& reference : references) compare(reference, outputs.tensor(reference.output), largest);
    return largest;
}

ParityCheck::ParityCheck(const std::filesystem::path& model)
    : session_(core::run_now(inference::Session::load(
          {.id = model.stem().string(), .address = model.string(), .sha256 = "", .bytes = 0}, {}))) {}

void ParityCheck::run(std::vector<inference::NamedValue> inputs, const std::vector<Reference>& references) {
    inference::RunRequest request{.inputs = std::move(inputs), .fetch = {}, .keep = {}};
    for (const Reference& reference : references) {
        if (!std::ranges::contains(request.fetch, reference.output)) request.fetch.push_back(reference.output);
    }
    const inference::Outputs outputs = core::run_now(session_.run(std::move(request)));
    const Largest now = compared(outputs, references);
    largest_.probabilities = std::max(largest_.probabilities, now.probabilities);
    largest_.logits = std::max(largest_.logits, now.logits);
    const core::Shape& shape = references.front().expected.shape;
    inputs_ += shape.empty() ? 1 : shape.front();
}

}  // namespace mllab::parity
