// A training in phases, each of which begins with the weights that the one before it leaves: new layers alone first,
// then all of them; small pictures first, then larger ones.
#pragma once

#include <span>
#include <string>

#include "training/fit/classifier.hpp"

namespace mllab::fit {

struct Phase {
    std::string folder;  // of its checkpoints, below the training's; empty: that one itself
    SampleSource source;
    LabelledBatch validation;
    ClassifierSettings settings;  // to `beginning` is added what came before
};

// One after another; curve, steps and seconds of all of them together. Where the training is only taken up, the phases
// that have a checkpoint. Forgets all of its checkpoints first if `afresh`. Throws what fit_classifier throws.
[[nodiscard]] Result fit_phases(nn::Classifier& network, std::span<const Phase> phases, const Run& run, bool afresh);

}  // namespace mllab::fit
