// What every recipe puts on the card about its training.
#pragma once

#include <string>

#include "training/fit/engine.hpp"
#include "training/recipes/recipe.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

// `source`: the recipe's file. How samples are varied, batch, learning rate and teacher are for the recipe to fill in,
// what was measured while it learned for publish::note_training.
[[nodiscard]] inline report::TrainingFacts training_facts(const Context& context, const std::string& id,
                                                          const std::string& source) {
    report::TrainingFacts facts;
    facts.recipe = source;
    facts.command = "npm run train -- train " + id;
    facts.seed = context.options.seed;
    facts.threads = context.options.threads;
    facts.processes = context.run.group.size();
    return facts;
}

}  // namespace mllab::recipes
