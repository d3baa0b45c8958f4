#include "experiments/sketches/pipeline/pipeline.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/english.hpp"
#include "core/text.hpp"
#include "inference/card_values.hpp"

namespace mllab::sketches {

namespace {

// Below this the pen did not really move: a tap. CSS pixels.
constexpr float dot_size_px = 4;
// So many guesses are said; the others are seen.
constexpr std::size_t said = 3;

// "100.0 %" would claim a certainty that no softmax has, "0.0 %" an impossibility.
std::string percent(float p) {
    const double value = 100 * static_cast<double>(p);
    if (value >= 99.95) return "more than 99.9 %";
    if (value < 0.05) return "less than 0.1 %";
    return core::joined(core::decimals(value, 1), " %");
}

}  // namespace

Parameters Parameters::from(const inference::ModelCard& card) {
    Parameters p;
    p.frame = inference::ink_frame_of(card);
    p.temperature = inference::decision_within(card, "temperature", 0.01, 100);
    p.categories = card.labels;
    if (p.categories.size() < 2)
        throw inference::CardError(
            core::joined("the model card has ", p.categories.size(), " labels, a sketch model needs two or more"));
    return p;
}

Encoded encode(const ink::Strokes& drawing, const Parameters& parameters) {
    const ink::Strokes ink = ink::without_broken_points(drawing);
    Encoded encoded{ink::framed(ink, parameters.frame), Doubt::none};
    if (ink.empty()) {
        encoded.doubt = Doubt::empty;
    } else if (ink::bounding_box(ink).longer_side() < dot_size_px) {
        encoded.doubt = Doubt::dot;
    }
    return encoded;
}

Answer decode(const std::vector<float>& logits, const Parameters& parameters) {
    if (logits.size() != parameters.categories.size())
        throw std::invalid_argument(core::joined("a model of ", parameters.categories.size(),
                                                 " categories gives as many logits, not ", logits.size()));
    Answer answer;
    answer.probabilities = core::softmax(logits, parameters.temperature);
    answer.top = core::top_k(answer.probabilities, guesses);
    answer.doubt = Doubt::none;
    return answer;
}

Answer unasked(Doubt doubt) {
    Answer answer;
    answer.doubt = doubt;
    return answer;
}

std::string message(const Answer& answer, const Parameters& parameters) {
    switch (answer.doubt) {
        case Doubt::empty:
            return "Draw something.";
        case Doubt::dot:
            return "That is only a dot. Draw something.";
        case Doubt::none:
            break;
    }
    const bool likely = answer.top.front().value >= 0.5F;
    std::string text = likely ? "Looks like " : "Could be ";
    for (std::size_t i = 0; i < std::min(said, answer.top.size()); ++i) {
        const core::Ranked& guess = answer.top[i];
        if (i > 0) text += i == 1 ? ", or " : ", ";
        text += core::joined(core::with_article(parameters.categories[guess.index]), " (", percent(guess.value),
                             i == 0 ? " sure)" : ")");
    }
    return text + ".";
}

}  // namespace mllab::sketches
