// Shakespeare: a million characters of plays. So few that a network soon overfits them, and most words never occur:
// hence dropout, and weights of the network that was trained on Wikipedia. What the plays alone are worth measures
// --alone; docs/experiments/text.md has what it found, which is more than was expected.

#include <set>
#include <stdexcept>

#include "training/datasets/texts.hpp"
#include "training/recipes/text_generation/recipes.hpp"
#include "training/recipes/text_generation/text_recipe.hpp"

namespace mllab::recipes {

namespace {

text_generation::Alphabet alphabet_of(const std::filesystem::path& folder) {
    const auto characters = text_generation::characters_of(datasets::read_tiny_shakespeare(folder));
    const std::set<std::string> distinct(characters.begin(), characters.end());
    std::vector<std::string> sorted(distinct.begin(), distinct.end());
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (sorted[i] == " ") return {std::move(sorted), i};
    throw std::runtime_error("the text has no spaces: is it Shakespeare's?");
}

TextPart load(const std::filesystem::path& folder, const text_generation::Alphabet& alphabet, datasets::Split split) {
    TextPart whole;
    append(whole, datasets::read_tiny_shakespeare(folder), alphabet);
    const auto range = datasets::shakespeare_range(whole.tokens.size(), split);
    const auto begin = whole.tokens.begin() + static_cast<std::ptrdiff_t>(range.begin);
    return {.tokens = {begin, begin + static_cast<std::ptrdiff_t>(range.size())}, .replaced = 0};
}

std::string all_of_wikipedia(const std::filesystem::path& folder) {
    std::string all;
    for (const datasets::Article& article : datasets::read_wikipedia(folder)) all += article.text;
    return all;
}

}  // namespace

std::unique_ptr<Recipe> shakespeare_lstm() {
    return std::make_unique<TextRecipe>(
        TextSettings{.id = "shakespeare_lstm",
                     .name = "Shakespeare, character by character",
                     .source = "training/recipes/text_generation/shakespeare_lstm.cpp",
                     .data_set = "shakespeare",
                     .data_name = "Tiny Shakespeare",
                     .shape = {.embedding = 64,
                               .units = 512,
                               .layers = 2,
                               .dropout = 0.2,
                               .weight_dropout = 0.1,
                               .context_length = 2000,
                               .key = 64},
                     .cycles = {{.epochs = 6, .batch_size = 32, .learning_rate = 2e-3}},
                     .steps_per_epoch = 0,
                     .window = 64,
                     .replacement_written = true,
                     .validation_characters = 1'000'000,
                     .test_batch_size = 1,
                     .initialised_from = "wikipedia_lstm",
                     .epochs_alone = 14,
                     .earlier_reading = {{.data_set = "wikipedia", .name = "Wikipedia", .text = &all_of_wikipedia}},
                     .alphabet = &alphabet_of,
                     .load = &load});
}

}  // namespace mllab::recipes
