// Which confidence is enough to name a class: temperature and threshold, chosen on labelled pictures.
#pragma once

#include "training/recipes/image_classification/evaluation/answers.hpp"

namespace mllab::classification_evaluation {

struct Decision {
    float temperature = 1;
    float reject_below = 0;
};

// The temperature with the least cross-entropy (Guo et al. 2017); then, in hundredths, the lowest threshold at which
// most is gained, a right name counting 1 and a wrong one -1: where naming is right more often than not, it is worth
// it. A name is right where the class or one of its kin is (image_classification::kin_among). `parameters`: the kin is
// theirs; their temperature and threshold do not count.
[[nodiscard]] Decision choose_decision(const Answers& validation, const image_classification::Parameters& parameters);

}  // namespace mllab::classification_evaluation
