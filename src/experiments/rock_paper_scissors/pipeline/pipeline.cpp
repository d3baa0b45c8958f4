#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"

#include <span>
#include <stdexcept>
#include <utility>

#include "core/classification.hpp"
#include "core/text.hpp"
#include "inference/card_values.hpp"

namespace mllab::rock_paper_scissors {

std::vector<std::string> labels() {
    return {name(Gesture::rock), name(Gesture::paper), name(Gesture::scissors), "no hand"};
}

Parameters Parameters::from(const inference::ModelCard& card) {
    Parameters p;
    p.side_px = static_cast<int>(inference::preprocessing_within(card, "side_px", 16, 512));
    p.normalisation.mean = inference::preprocessing_within(card, "mean", 0, 1);
    p.normalisation.deviation = inference::preprocessing_within(card, "deviation", 0.001, 10);
    p.temperature = inference::decision_within(card, "temperature", 0.01, 100);
    if (card.decision.contains("no_hand_bias"))
        p.no_hand_bias = inference::decision_within(card, "no_hand_bias", -20, 20);
    p.reject_above = inference::decision_within(card, "reject_above", 0, 1);
    p.reject_below = inference::decision_within(card, "reject_below", 0, 1);
    if (card.labels != labels())
        throw inference::CardError("the model card's labels are not rock, paper, scissors and no hand");
    return p;
}

image::Square guide(int width, int height) { return image::central_square(width, height); }

Encoded encode(const image::RgbaImage& picture, const Parameters& parameters) {
    Encoded encoded{.seen = image::resampled(picture, guide(picture.width, picture.height), parameters.side_px),
                    .planes = {}};
    encoded.planes = image::planes(encoded.seen, parameters.normalisation);
    return encoded;
}

std::vector<float> probabilities(std::vector<float> logits, const Parameters& parameters) {
    if (logits.size() != class_count)
        throw std::invalid_argument(
            core::joined("a rock-paper-scissors model gives ", class_count, " logits, not ", logits.size()));
    logits[no_hand] += parameters.no_hand_bias;
    return core::softmax(logits, parameters.temperature);
}

Answer decode(const std::vector<float>& logits, const Parameters& parameters) {
    return judged(probabilities(logits, parameters), parameters);
}

Answer judged(std::vector<float> calibrated, const Parameters& parameters) {
    if (calibrated.size() != class_count)
        throw std::invalid_argument(
            core::joined("a rock-paper-scissors model has ", class_count, " classes, not ", calibrated.size()));
    Answer answer{.probabilities = std::move(calibrated), .gesture = {}};
    const auto best = core::top_k(std::span(answer.probabilities).first(gesture_count), 1).front();
    if (answer.probabilities[no_hand] <= parameters.reject_above && best.value >= parameters.reject_below)
        answer.gesture = static_cast<Gesture>(best.index);
    return answer;
}

std::string message(const Answer& answer) {
    if (!answer.gesture)
        return core::top_k(answer.probabilities, 1).front().index == no_hand ? "No hand in the square."
                                                                             : "Not sure which of the three this is.";
    std::string gesture = name(*answer.gesture);
    gesture.front() = static_cast<char>(gesture.front() - 'a' + 'A');
    const double p = answer.probabilities[static_cast<std::size_t>(*answer.gesture)];
    // "100.0 %" would claim a certainty that no softmax has.
    const std::string sure = p >= 0.9995 ? "more than 99.9" : core::decimals(100 * p, 1);
    return core::joined(gesture, " (", sure, " % sure).");
}

}  // namespace mllab::rock_paper_scissors
