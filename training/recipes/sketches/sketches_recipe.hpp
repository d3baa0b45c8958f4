// The five steps of both sketch recipes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ink/strokes.hpp"
#include "training/fit/classifier.hpp"
#include "training/nn/layered_network.hpp"
#include "training/recipes/recipe.hpp"
#include "training/recipes/sketches/data/sketches.hpp"

namespace mllab::recipes {

// What differs between the two.
struct SketchesSettings {
    std::string id;
    std::string name;
    std::string source;  // the recipe's file, for the card
    ink::InkFrame frame;
    std::int64_t epochs = 0;
    std::int64_t samples_per_category = 0;  // an epoch's
    std::int64_t batch_size = 0;
    double learning_rate = 0;
    double weight_decay = 0;
    double label_smoothing = 0;
    SketchesSettings (*teacher)() = nullptr;  // learns from this one's answers, too; it must have the same frame
    double teachers_share = 0;                // of the loss
    bool grows = false;                       // begins as its teacher, with further blocks
    std::shared_ptr<nn::LayeredNetwork> (*network)(std::int64_t categories) = nullptr;
};

[[nodiscard]] SketchesSettings sketches_cnn_settings();  // its teacher is what it was before it grew
[[nodiscard]] SketchesSettings sketches_mlp_settings();

class SketchesRecipe final : public Recipe {
 public:
    explicit SketchesRecipe(SketchesSettings settings) : settings_(std::move(settings)) {}

    void load_data(const Context& context) override;
    void make_network(const Context& context) override;
    fit::Result fit(const Context& context) override;
    void publish(const Context& context, const fit::Result& result) override;
    publish::Measured evaluate(const publish::Published& model, const Options& options, datasets::Split split) override;
    void calibrate(publish::Published& model, const Options& options) override;
    [[nodiscard]] std::string folder(const Options&) const override { return settings_.id; }

 private:
    SketchesSettings settings_;
    sketches_data::Sketches data_;
    fit::LabelledBatch validation_;
    std::shared_ptr<nn::LayeredNetwork> network_;
};

}  // namespace mllab::recipes
