// The five steps of all recipes that read digits.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "training/nn/layered_network.hpp"
#include "training/recipes/digits/data/sources.hpp"
#include "training/recipes/recipe.hpp"

namespace mllab::recipes {

// What differs between them.
struct DigitsSettings {
    std::string id;
    std::string name;
    std::string source;  // the recipe's file, for the card
    std::int64_t epochs = 0;
    std::int64_t batch_size = 0;
    double learning_rate = 0;
    double weight_decay = 0;
    std::shared_ptr<nn::LayeredNetwork> (*network)() = nullptr;
    std::string teacher = {};  // a published model of the same frame that it learns from, too; or empty
};

class DigitsRecipe final : public Recipe {
 public:
    explicit DigitsRecipe(DigitsSettings settings) : settings_(std::move(settings)) {}

    void load_data(const Context& context) override;
    void make_network(const Context& context) override;
    fit::Result fit(const Context& context) override;
    void publish(const Context& context, const fit::Result& result) override;
    publish::Measured evaluate(const publish::Published& model, const Options& options, datasets::Split split) override;
    [[nodiscard]] std::string folder(const Options&) const override { return settings_.id; }

 private:
    DigitsSettings settings_;
    digits_data::Folders folders_;
    digits_data::SplitData train_, validation_;
    digits_data::Negatives negatives_;
    ink::InkFrame frame_;  // its pen is fitted to the data
    std::shared_ptr<nn::LayeredNetwork> network_;
    std::string teacher_;  // for the card
};

}  // namespace mllab::recipes
