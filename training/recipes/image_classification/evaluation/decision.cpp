#include "training/recipes/image_classification/evaluation/decision.hpp"

#include <algorithm>

#include "training/recipes/image_classification/evaluation/naming.hpp"

namespace mllab::classification_evaluation {

Decision choose_decision(const Answers& validation, const image_classification::Parameters& parameters) {
    Decision decision;
    decision.temperature = evaluation::best_temperature([&](float temperature) {
        return evaluation::cross_entropy(validation.logits, validation.labels, temperature);
    });
    image_classification::Parameters all_named = parameters;
    all_named.temperature = decision.temperature;
    all_named.reject_below = 0;
    struct Name {
        float together = 0;
        bool right = false;
    };
    std::vector<Name> names;
    for (std::size_t i = 0; i < validation.labels.size(); ++i) {
        const auto answer = image_classification::decode(validation.logits[i], all_named);
        names.push_back({answer.together, names_rightly(answer, validation.labels[i], parameters)});
    }
    long best_gain = 0;
    decision.reject_below = 1;
    for (int hundredths = 100; hundredths >= 0; --hundredths) {
        const float threshold = static_cast<float>(hundredths) / 100;
        long gain = 0;
        for (const Name& name : names)
            if (name.together >= threshold) gain += name.right ? 1 : -1;
        if (gain < best_gain) continue;
        best_gain = gain;
        decision.reject_below = threshold;
    }
    return decision;
}

}  // namespace mllab::classification_evaluation
