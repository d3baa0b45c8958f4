#include "training/recipes/recipe.hpp"

#include <algorithm>
#include <stdexcept>

#include "training/recipes/digits/training.hpp"
#include "training/recipes/sketches/training.hpp"
#include "training/recipes/summation/training.hpp"
#include "training/recipes/text_generation/training.hpp"

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

Recipe summation_recipe() {
    return {.id = "summation_gru",
            .summary = "sums of two numbers from 0 to 999, character by character",
            .data_sets = {},
            .train = &train_summation,
            .export_model = &export_summation,
            .evaluate = &evaluate_summation};
}

Recipe text_recipe(TextRecipe (*make)(), std::string summary) {
    return {
        .id = make().id,
        .summary = std::move(summary),
        .data_sets = {make().data_set},
        .train = [make](const Options& options) { train_text(make(), options); },
        .export_model = [make](const Options& options) { export_text(make(), options); },
        .evaluate = [make](const Options& options, datasets::Split split) { evaluate_text(make(), options, split); }};
}

}  // namespace

const std::vector<Recipe>& all_recipes() {
    static const std::vector<Recipe> recipes{
        digit_recipe(&digits_cnn, "digits by a convolutional network, from MNIST and pen strokes"),
        digit_recipe(&digits_mlp, "digits by a multilayer perceptron, from the same"),
        sketch_recipe(&sketches_cnn, "sketches of 345 things by a convolutional network, from Quick, Draw!"),
        sketch_recipe(&sketches_mlp, "the same by a multilayer perceptron, taught by the convolutional network"),
        summation_recipe(),
        text_recipe(&shakespeare_lstm, "plays character by character by a recurrent network, from Shakespeare's"),
        text_recipe(&wikipedia_lstm, "articles character by character by a recurrent network, from Wikipedia's"),
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
