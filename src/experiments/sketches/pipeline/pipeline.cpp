#include "experiments/sketches/pipeline/pipeline.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/english.hpp"
#include "core/text.hpp"
#include "experiments/sketches/pipeline/kin.hpp"
#include "inference/card_values.hpp"

namespace mllab::sketches {

namespace {

// Below this the pen did not really move: a tap. CSS pixels.
constexpr float dot_size_px = 4;
// Of a logistic regression's weights none is sensibly larger.
constexpr double largest_weight = 10000;
// So many guesses are said; the others are seen.
constexpr std::size_t said = 3;

// Kin of the best guess is said together with it from this share of its probability on.
constexpr float near_share = 0.25F;

// "100.0 %" would claim a certainty that no softmax has, "0.0 %" an impossibility.
std::string percent(float p) {
    const double value = 100 * static_cast<double>(p);
    if (value >= 99.95) return "more than 99.9 %";
    if (value < 0.05) return "less than 0.1 %";
    return core::joined(core::decimals(value, 1), " %");
}

// Guesses that are said as one: a house or a barn.
struct Together {
    std::vector<std::size_t> categories;
    float p = 0;
};

// The best guess with those of its kin that are not far behind it.
Together best_of(const Answer& answer, const Parameters& parameters) {
    const core::Ranked& best = answer.top.front();
    Together together{.categories = {best.index}, .p = best.value};
    for (const auto& kin : parameters.kin) {
        if (!std::ranges::contains(kin, best.index)) continue;
        for (const std::size_t member : kin) {
            const float p = answer.probabilities.at(member);
            if (member == best.index || p < near_share * best.value) continue;
            together.categories.push_back(member);
            together.p += p;
        }
    }
    return together;
}

}  // namespace

Parameters Parameters::from(const inference::ModelCard& card) {
    Parameters p;
    p.frame = inference::ink_frame_of(card);
    p.temperature = inference::decision_within(card, "temperature", 0.01, 100);
    for (const std::string& name : confidence_names())
        if (!p.confidence.empty() || card.decision.contains(name))
            p.confidence.push_back(inference::decision_within(card, name, -largest_weight, largest_weight));
    if (!p.confidence.empty() && p.confidence.size() != confidence_terms)
        throw inference::CardError(
            core::joined("the model card has no \"", confidence_names().front(), "\" beside the other weights"));
    p.categories = card.labels;
    if (p.categories.size() < 2)
        throw inference::CardError(
            core::joined("the model card has ", p.categories.size(), " labels, a sketch model needs two or more"));
    p.kin = kin_among(p.categories);
    return p;
}

Encoded encode(const ink::Strokes& drawing, const Parameters& parameters) {
    const ink::Strokes ink = ink::without_broken_points(drawing);
    Encoded encoded{.input = ink::framed(ink, parameters.frame), .look = look_of(ink)};
    if (ink.empty()) {
        encoded.doubt = Doubt::empty;
    } else if (ink::bounding_box(ink).longer_side() < dot_size_px) {
        encoded.doubt = Doubt::dot;
    }
    return encoded;
}

std::vector<float> probabilities_of(const std::vector<float>& logits, const InkLook& look,
                                    const Parameters& parameters) {
    if (logits.size() != parameters.categories.size())
        throw std::invalid_argument(core::joined("a model of ", parameters.categories.size(),
                                                 " categories gives as many logits, not ", logits.size()));
    auto probabilities = core::softmax(logits, parameters.temperature);
    if (parameters.confidence.empty()) return probabilities;
    const float sure = confidence(confidence_terms_of(probabilities, look), parameters.confidence);
    return core::softmax(logits, temperature_for(logits, sure));
}

Answer decode(const std::vector<float>& logits, const InkLook& look, const Parameters& parameters) {
    return judged(probabilities_of(logits, look, parameters), parameters);
}

Answer judged(std::vector<float> probabilities, const Parameters& parameters) {
    if (probabilities.size() != parameters.categories.size())
        throw std::invalid_argument(core::joined("a model of ", parameters.categories.size(),
                                                 " categories has as many probabilities, not ", probabilities.size()));
    Answer answer;
    answer.probabilities = std::move(probabilities);
    prefer_everyday(answer.probabilities, parameters.kin);
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
    const auto named = [&](std::size_t category) { return core::with_article(parameters.categories[category]); };
    const Together best = best_of(answer, parameters);
    std::string text = best.p >= 0.5F ? "Looks like " : "Could be ";
    for (const std::size_t category : best.categories)
        text += (category == best.categories.front() ? "" : " or ") + named(category);
    text += core::joined(" (", percent(best.p), " sure)");
    std::size_t others = 0;
    for (const core::Ranked& guess : answer.top) {
        if (std::ranges::contains(best.categories, guess.index)) continue;
        if (++others == said) break;
        text += core::joined(others == 1 ? ", or " : ", ", named(guess.index), " (", percent(guess.value), ")");
    }
    return text + ".";
}

}  // namespace mllab::sketches
