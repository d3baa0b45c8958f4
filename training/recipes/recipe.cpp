#include "training/recipes/recipe.hpp"

#include <algorithm>
#include <stdexcept>

#include "training/recipes/digit_training.hpp"
#include "training/recipes/sketch_training.hpp"

namespace mllab::recipes {

namespace {

Recipe digit_recipe(DigitRecipe (*make)(), std::string summary) {
    return {
        .id = make().id,
        .summary = std::move(summary),
        .data_sets = {"mnist", "pendigits"},
        .train = [make](const Options& options) { train_digits(make(), options); },
        .export_model = [make](const Options& options) { export_digits(make(), options); },
        .evaluate = [make](const Options& options, datasets::Split split) { evaluate_digits(make(), options, split); }};
}

Recipe sketch_recipe(SketchRecipe (*make)(), std::string summary) {
    return {.id = make().id,
            .summary = std::move(summary),
            .data_sets = {"quickdraw"},
            .train = [make](const Options& options) { train_sketches(make(), options); },
            .export_model = [make](const Options& options) { export_sketches(make(), options); },
            .evaluate = [make](const Options& options,
                               datasets::Split split) { evaluate_sketches(make(), options, split); }};
}

}  // namespace

const std::vector<Recipe>& all_recipes() {
    static const std::vector<Recipe> recipes{
        digit_recipe(&digits_cnn, "digits by a convolutional network, from MNIST and pen strokes"),
        digit_recipe(&digits_mlp, "digits by a multilayer perceptron, from the same"),
        sketch_recipe(&sketches_cnn, "sketches of 345 things by a convolutional network, from Quick, Draw!"),
    };
    return recipes;
}

const Recipe& recipe(std::string_view id) {
    const auto found = std::ranges::find(all_recipes(), id, &Recipe::id);
    if (found != all_recipes().end()) return *found;
    std::string known;
    for (const Recipe& r : all_recipes()) known += (known.empty() ? "" : ", ") + r.id;
    throw std::invalid_argument("there is no recipe “" + std::string(id) + "”; there are: " + known);
}

}  // namespace mllab::recipes
