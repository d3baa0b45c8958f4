// The five steps of both text recipes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/text_generation/pipeline/alphabet.hpp"
#include "training/datasets/splits.hpp"
#include "training/fit/sequence.hpp"
#include "training/recipes/recipe.hpp"
#include "training/recipes/text_generation/initial_weights.hpp"
#include "training/recipes/text_generation/network.hpp"

namespace mllab::recipes {

// A text as the network reads it: places in the alphabet.
struct TextPart {
    std::vector<std::uint8_t> tokens;
    std::int64_t replaced = 0;  // characters that the alphabet does not have
};

// Appends what the alphabet makes of a text.
void append(TextPart& part, const std::string& text, const text_generation::Alphabet& alphabet);

// What differs between the two.
struct TextSettings {
    std::string id;
    std::string name;
    std::string source;     // the recipe's file, for the card
    std::string data_set;   // id
    std::string data_name;  // for figures
    TextShape shape;        // but for the number of characters
    std::vector<fit::Cycle> cycles;
    std::int64_t steps_per_epoch = 0;  // 0: one pass
    std::int64_t window = 0;
    bool replacement_written = true;         // false: the replacement is a sign of its own that must not be written
    std::int64_t validation_characters = 0;  // after each epoch, at most
    std::size_t test_batch_size = 1;         // 1: the text in order, in one piece
    // The published model (its id) from which this network is initialised; its layers must be the same. None: random
    // numbers.
    std::optional<std::string> initialised_from = std::nullopt;
    std::int64_t epochs_alone = 0;  // of a second training, --alone, that begins with random numbers all the same
    // What that network may have read, to look for the test text in it: its name for the card and its characters.
    struct EarlierReading {
        std::string data_set;  // id
        std::string name;
        std::string (*text)(const std::filesystem::path& folder) = nullptr;
    };
    std::optional<EarlierReading> earlier_reading = std::nullopt;

    // `folder` holds the data set.
    text_generation::Alphabet (*alphabet)(const std::filesystem::path& folder) = nullptr;
    TextPart (*load)(const std::filesystem::path& folder, const text_generation::Alphabet& alphabet,
                     datasets::Split split) = nullptr;
};

class TextRecipe final : public Recipe {
 public:
    explicit TextRecipe(TextSettings settings) : settings_(std::move(settings)) {}

    void load_data(const Context& context) override;
    void make_network(const Context& context) override;
    fit::Result fit(const Context& context) override;
    void publish(const Context& context, const fit::Result& result) override;
    publish::Measured evaluate(const publish::Published& model, const Options& options, datasets::Split split) override;
    [[nodiscard]] std::string folder(const Options& options) const override;

 private:
    [[nodiscard]] fit::SequenceSettings fit_settings(const Options& options) const;
    [[nodiscard]] std::vector<std::uint8_t> watched() const;  // what is looked at after each epoch
    void describe(report::Card& card, const Context& context, const fit::Result& result) const;
    // What the second training's network gets on the test text, on the published model's card; its file stays where it
    // was made.
    void note_alone(const inference::Session& session, const report::Card& own, const Options& options) const;
    [[nodiscard]] std::vector<report::Metric> figures_of(const inference::Session& session, const report::Card& card,
                                                         const TextPart& part, datasets::Split split,
                                                         const std::string& data_name) const;
    // The test text's passages that the earlier reading has, too; nothing where its data is not there.
    [[nodiscard]] std::vector<report::Metric> passages_read_before(const text_generation::Alphabet& alphabet,
                                                                   const TextPart& part, const Options& options) const;

    TextSettings settings_;
    std::optional<text_generation::Alphabet> alphabet_;
    TextPart train_, validation_;
    std::optional<InitialWeights> initial_;
    TextNetwork network_{nullptr};
};

}  // namespace mllab::recipes
