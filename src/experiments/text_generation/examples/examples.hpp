// Beginnings to try, for each of the networks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiments/text_generation/pipeline/pipeline.hpp"

namespace mllab::text_generation {

struct Example {
    std::string label;
    std::string prompt;
};

// `model`: the model's id. A network of unknown texts gets beginnings that any text may have.
[[nodiscard]] inline std::vector<Example> examples_for(std::string_view model) {
    std::vector<Example> examples;
    if (model.starts_with("wikipedia")) {
        for (const char* title : {"Berlin", "Chess", "Marie Curie", "Volcano", "Football"})
            examples.push_back({.label = title, .prompt = title_prompt(title)});
        examples.push_back({.label = "Made-up names",
                            .prompt = title_prompt("Quirplex") + "The Quirplex is a river in Bravundia. It "});
    } else if (model.starts_with("shakespeare")) {
        for (const char* name : {"ROMEO", "JULIET", "KING RICHARD III", "First Citizen"})
            examples.push_back({.label = name, .prompt = std::string(name) + ":\n"});
        examples.push_back({.label = "To be, or not", .prompt = "HAMLET:\nTo be, or not to be"});
        examples.push_back({.label = "Made-up names",
                            .prompt = "QUIRPLEX:\nGood morrow, Bravundo.\n\nBRAVUNDO:\nGood morrow, good Quirplex.\n\n"
                                      "QUIRPLEX:\nWhat news?\n\n"});
    } else {
        for (const char* words : {"The ", "Once ", "And "}) examples.push_back({.label = words, .prompt = words});
    }
    return examples;
}

}  // namespace mllab::text_generation
