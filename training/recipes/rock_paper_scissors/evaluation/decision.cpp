#include "training/recipes/rock_paper_scissors/evaluation/decision.hpp"

#include <algorithm>
#include <tuple>

#include "core/classification.hpp"

namespace mllab::gestures_evaluation {

namespace {

using rock_paper_scissors::no_hand;

constexpr int steps = 50;  // of either threshold, between 0 and 1

// What the thresholds look at.
struct Scored {
    float no_hand = 0;
    float best = 0;
    bool right = false;
    bool hand = false;
};

std::vector<Scored> scored(const Answers& answers, float temperature) {
    std::vector<Scored> scores;
    for (std::size_t i = 0; i < answers.labels.size(); ++i) {
        const auto p = core::softmax(answers.logits[i], temperature);
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

}  // namespace

Decision choose_decision(const std::vector<Answers>& validation, double most_false) {
    Decision decision;
    decision.temperature = evaluation::best_temperature([&](float temperature) {
        double loss = 0;
        for (const Answers& answers : validation)
            loss += evaluation::cross_entropy(answers.logits, answers.labels, temperature);
        return loss;
    });
    std::vector<std::vector<Scored>> sets;
    sets.reserve(validation.size());
    for (const Answers& answers : validation) sets.push_back(scored(answers, decision.temperature));

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
