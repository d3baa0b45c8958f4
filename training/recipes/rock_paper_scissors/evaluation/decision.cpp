#include "training/recipes/rock_paper_scissors/evaluation/decision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "core/classification.hpp"

namespace mllab::gestures_evaluation {

namespace {

using rock_paper_scissors::no_hand;

constexpr double largest_bias = 3;
constexpr int steps = 50;  // of either threshold, between 0 and 1

// What the thresholds look at.
struct Scored {
    float no_hand = 0;
    float best = 0;
    bool right = false;
    bool hand = false;
};

std::vector<Scored> scored(const Answers& answers, const rock_paper_scissors::Parameters& parameters) {
    std::vector<Scored> scores;
    for (std::size_t i = 0; i < answers.labels.size(); ++i) {
        const auto p = rock_paper_scissors::probabilities(answers.logits[i], parameters);
        const auto best = core::top_k(std::span(p).first(rock_paper_scissors::gesture_count), 1).front();
        scores.push_back({.no_hand = p[no_hand],
                          .best = best.value,
                          .right = best.index == answers.labels[i],
                          .hand = answers.labels[i] != no_hand});
    }
    return scores;
}

struct Outcome {
    double worst_false = 0;  // share of a set's pictures without a hand
    double right = 0;        // mean share of a set's hands
};

Outcome outcome_of(const std::vector<std::vector<Scored>>& sets, float above, float below) {
    Outcome outcome;
    double sets_with_hands = 0;
    for (const auto& set : sets) {
        double hands = 0;
        double right = 0;
        double others = 0;
        double wrong = 0;
        for (const Scored& s : set) {
            const bool answered = s.no_hand <= above && s.best >= below;
            (s.hand ? hands : others) += 1;
            if (answered && s.hand && s.right) right += 1;
            if (answered && !s.hand) wrong += 1;
        }
        if (others > 0) outcome.worst_false = std::max(outcome.worst_false, wrong / others);
        if (hands == 0) continue;
        sets_with_hands += 1;
        outcome.right += right / hands;
    }
    if (sets_with_hands > 0) outcome.right /= sets_with_hands;
    return outcome;
}

// Nobody shows the page a hand before a green screen. There the network is nearly always right, and would have every
// answer sound surer than it is about webcam hands; not counted at all, it would be far too modest about clean
// pictures.
double weight_of(const Answers& answers) { return answers.data == gestures_data::green_screen_hands ? 0.25 : 1; }

// -log p(label), the mean over a set's pictures, summed over sets by their weights.
double loss_of(const std::vector<Answers>& validation, const rock_paper_scissors::Parameters& parameters) {
    double loss = 0;
    for (const Answers& answers : validation) {
        double sum = 0;
        for (std::size_t i = 0; i < answers.labels.size(); ++i) {
            const auto p = rock_paper_scissors::probabilities(answers.logits[i], parameters);
            sum -= std::log(std::max(1e-12, static_cast<double>(p[answers.labels[i]])));
        }
        if (!answers.labels.empty()) loss += weight_of(answers) * sum / static_cast<double>(answers.labels.size());
    }
    return loss;
}

// For every bias its best temperature: first roughly, then finely about the best.
Decision calibrated(const std::vector<Answers>& validation) {
    Decision best;
    double least = std::numeric_limits<double>::infinity();
    const auto look = [&](double from, double to, double step) {
        for (double bias = from; bias <= to + step / 2; bias += step) {
            rock_paper_scissors::Parameters parameters;
            parameters.no_hand_bias = static_cast<float>(std::round(bias * 1000) / 1000);
            const auto loss = [&](float temperature) {
                parameters.temperature = temperature;
                return loss_of(validation, parameters);
            };
            const float temperature = evaluation::best_temperature(loss);
            const double found = loss(temperature);
            if (found >= least) continue;
            least = found;
            best.temperature = temperature;
            best.no_hand_bias = parameters.no_hand_bias;
        }
    };
    // Where all pictures show a hand, or none does, the best bias would only be the largest.
    const auto shows = [&](bool hand) {
        return std::ranges::any_of(validation, [hand](const Answers& answers) {
            return std::ranges::any_of(answers.labels,
                                       [hand](std::size_t label) { return (label != no_hand) == hand; });
        });
    };
    const double range = shows(true) && shows(false) ? largest_bias : 0;
    look(-range, range, 0.2);
    if (range > 0) look(best.no_hand_bias - 0.2, best.no_hand_bias + 0.2, 0.02);
    return best;
}

}  // namespace

rock_paper_scissors::Parameters with(const Decision& decision, rock_paper_scissors::Parameters parameters) {
    parameters.temperature = decision.temperature;
    parameters.no_hand_bias = decision.no_hand_bias;
    parameters.reject_above = decision.reject_above;
    parameters.reject_below = decision.reject_below;
    return parameters;
}

Decision choose_decision(const std::vector<Answers>& validation, double most_false) {
    Decision decision = calibrated(validation);
    std::vector<std::vector<Scored>> sets;
    sets.reserve(validation.size());
    for (const Answers& answers : validation) sets.push_back(scored(answers, with(decision, {})));

    // Few false gestures first, then many hands; of equals the stricter pair, which is tried first.
    std::tuple<double, double> best{-2, 0};
    for (int below = steps - 1; below >= 0; --below) {
        for (int above = 1; above <= steps; ++above) {
            const float reject_above = static_cast<float>(above) / steps;
            const float reject_below = static_cast<float>(below) / steps;
            const Outcome outcome = outcome_of(sets, reject_above, reject_below);
            const std::tuple<double, double> merit{-std::max(0.0, outcome.worst_false - most_false), outcome.right};
            if (merit <= best) continue;
            best = merit;
            decision.reject_above = reject_above;
            decision.reject_below = reject_below;
        }
    }
    return decision;
}

}  // namespace mllab::gestures_evaluation
