// The list of recipes: what `trainer` can make. Knows nothing of libtorch, so that the command line does not either.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "training/datasets/splits.hpp"
#include "training/recipes/options.hpp"

namespace mllab::recipes {

struct Recipe {
    std::string id;
    std::string summary;                 // one line
    std::vector<std::string> data_sets;  // ids of what it needs
    std::function<void(const Options&)> train;
    std::function<void(const Options&)> export_model;
    std::function<void(const Options&, datasets::Split)> evaluate;
};

[[nodiscard]] const std::vector<Recipe>& all_recipes();

// Throws std::invalid_argument naming those that there are.
[[nodiscard]] const Recipe& recipe(std::string_view id);

}  // namespace mllab::recipes
