// The five steps of a recipe for photos, in phases.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/image_classification/pipeline/pipeline.hpp"
#include "image/planes.hpp"
#include "training/fit/phases.hpp"
#include "training/nn/class_head.hpp"
#include "training/recipes/image_classification/data/data.hpp"
#include "training/recipes/image_classification/data/sampler.hpp"
#include "training/recipes/image_classification/teacher.hpp"
#include "training/recipes/recipe.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

// A part of the training. Each begins with the weights that the one before it leaves.
struct PhotoPhase {
    std::string id;      // for messages, and in the settings
    std::string folder;  // of its checkpoints, in the recipe's
    int side_px = 0;
    std::int64_t epochs = 0;
    double learning_rate = 0;
    fit::Rates rates;
    bool taught = false;  // by the settings' teacher; else the labels alone tell
};

struct PhotoSettings {
    std::string id;
    std::string name;
    std::string source;  // the recipe's file, for the card
    int side_px = 0;     // of what the published network sees
    image::Normalisation normalisation;
    int detail_px = 0;  // of the pictures that it learns from: sharper ones are made as coarse first
    std::int64_t batch_size = 0;
    double weight_decay = 0;
    double label_smoothing = 0;
    std::string teacher;        // a converted model that knows ImageNet's 1000 classes, among which ours are
    double teachers_share = 0;  // of the loss, where a phase is taught
    std::vector<PhotoPhase> phases;
    report::Origin origin;
    std::shared_ptr<nn::ClassHead> (*network)() = nullptr;
};

class PhotoRecipe final : public Recipe {
 public:
    explicit PhotoRecipe(PhotoSettings settings) : settings_(std::move(settings)) {}

    void load_data(const Context& context) override;
    void make_network(const Context& context) override;
    fit::Result fit(const Context& context) override;
    void publish(const Context& context, const fit::Result& result) override;
    publish::Measured evaluate(const publish::Published& model, const Options& options, datasets::Split split) override;
    [[nodiscard]] std::string folder(const Options&) const override { return settings_.id; }

 private:
    [[nodiscard]] image_classification::Parameters parameters(int side_px) const;
    [[nodiscard]] fit::LabelledBatch validation(int side_px) const;
    [[nodiscard]] fit::Phase phase(const PhotoPhase& how, const Options& options) const;

    PhotoSettings settings_;
    image_classification_data::Data data_;
    TeachersAnswers answers_;
    std::shared_ptr<nn::ClassHead> network_;
};

}  // namespace mllab::recipes
