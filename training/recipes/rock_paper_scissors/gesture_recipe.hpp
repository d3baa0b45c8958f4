// The five steps of both recipes for gestures.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"
#include "training/fit/phases.hpp"
#include "training/recipes/recipe.hpp"
#include "training/recipes/rock_paper_scissors/data/data.hpp"
#include "training/recipes/rock_paper_scissors/gesture_network.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

// A training before the training, which begins with the weights that this one leaves.
struct FirstPhase {
    std::string id;      // for messages, and in the settings
    std::string folder;  // of its checkpoints, in the recipe's
    std::int64_t epochs = 0;
    double learning_rate = 0;
    std::optional<fit::Rates> rates = std::nullopt;
};

// What differs between the two.
struct GestureSettings {
    std::string id;
    std::string name;
    std::string source;  // the recipe's file, for the card
    int side_px = 0;     // of what the network sees
    image::Normalisation normalisation;
    std::int64_t epochs = 0;
    // Of a whole cycle of the learning rate before that one, of the same kind; 0: there is none. A warm restart
    // (Loshchilov, Hutter 2017).
    std::int64_t epochs_before = 0;
    std::int64_t epoch_samples = 0;
    std::int64_t batch_size = 0;
    double learning_rate = 0;
    double weight_decay = 0;
    double label_smoothing = 0;
    bool bfloat16 = false;
    int sampled_px = 0;  // the side of the samples, before they become what the network sees
    double spoilt = 1;   // the share of samples that a camera may spoil
    std::optional<FirstPhase> first = std::nullopt;
    std::optional<fit::Rates> rates = std::nullopt;       // after it
    std::string teacher = {};                             // a published model that it learns from, too; or empty
    std::optional<report::Origin> origin = std::nullopt;  // of weights that somebody else trained
    std::function<std::shared_ptr<GestureNetwork>()> network;
};

class GestureRecipe final : public Recipe {
 public:
    explicit GestureRecipe(GestureSettings settings) : settings_(std::move(settings)) {}

    void load_data(const Context& context) override;
    void make_network(const Context& context) override;
    fit::Result fit(const Context& context) override;
    void publish(const Context& context, const fit::Result& result) override;
    publish::Measured evaluate(const publish::Published& model, const Options& options, datasets::Split split) override;
    void calibrate(publish::Published& model, const Options& options) override;
    [[nodiscard]] std::string folder(const Options&) const override { return settings_.id; }

 private:
    [[nodiscard]] rock_paper_scissors::Parameters parameters() const;

    GestureSettings settings_;
    gestures_data::Data data_;
    fit::LabelledBatch validation_;
    std::shared_ptr<GestureNetwork> network_;
    std::string teacher_;  // for the card
};

}  // namespace mllab::recipes
