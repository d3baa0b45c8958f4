// A training in phases, each of which begins with the weights that the one before it leaves: new layers alone first,
// then all of them; small pictures first, then larger ones.
#pragma once

#include <functional>
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

// The same where something else than a classifier is fitted.
struct Part {
    std::string folder;  // as a phase's
    std::function<Result(const Run& run)> fit;
};

// One after another, each with the weights that the one before leaves; curve, steps and seconds of all of them
// together. Where the training is only taken up, the parts that have a checkpoint. Forgets all of their checkpoints
// first if `afresh`. Throws what the parts throw.
[[nodiscard]] Result fit_parts(std::span<const Part> parts, const Run& run, bool afresh);

// Phases as parts. Throws what fit_classifier throws.
[[nodiscard]] Result fit_phases(nn::Classifier& network, std::span<const Phase> phases, const Run& run, bool afresh);

}  // namespace mllab::fit
