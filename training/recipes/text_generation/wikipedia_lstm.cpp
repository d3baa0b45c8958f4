// Wikipedia: thirty million characters of articles, more than the network can overfit. No dropout: it underfits
// as it is.

#include "training/datasets/texts.hpp"
#include "training/recipes/text_generation/recipes.hpp"
#include "training/recipes/text_generation/text_recipe.hpp"

namespace mllab::recipes {

namespace {

text_generation::Alphabet alphabet_of(const std::filesystem::path&) {
    return {datasets::wikipedia_alphabet(), datasets::wikipedia_alphabet_size - 1};
}

TextPart load(const std::filesystem::path& folder, const text_generation::Alphabet& alphabet, datasets::Split split) {
    TextPart part;
    for (const datasets::Article& article : datasets::read_wikipedia(folder))
        if (datasets::split_of_title(article.title) == split) append(part, article.text, alphabet);
    return part;
}

}  // namespace

std::unique_ptr<Recipe> wikipedia_lstm() {
    return std::make_unique<TextRecipe>(
        TextSettings{.id = "wikipedia_lstm",
                     .name = "Wikipedia, character by character",
                     .source = "training/recipes/text_generation/wikipedia_lstm.cpp",
                     .data_set = "wikipedia",
                     .data_name = "Wikipedia",
                     .shape = {.embedding = 64,
                               .units = 512,
                               .layers = 2,
                               .dropout = 0,
                               .weight_dropout = 0,
                               .context_length = 2000,
                               .key = 64},
                     .cycles = {{.epochs = 60, .batch_size = 32, .learning_rate = 3e-3, .pointer = false},
                                {.epochs = 30, .batch_size = 64, .learning_rate = 2e-3, .pointer = false},
                                {.epochs = 6, .batch_size = 64, .learning_rate = 1.5e-3}},
                     .steps_per_epoch = 250,
                     .window = 100,
                     .replacement_written = false,
                     .validation_characters = 100'000,
                     .test_batch_size = 32,
                     .alphabet = &alphabet_of,
                     .load = &load});
}

}  // namespace mllab::recipes
