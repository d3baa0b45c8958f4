// The five steps of a detector that learns from photos with boxes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "training/nn/backbone.hpp"
#include "training/recipes/object_detection/detection_fit.hpp"
#include "training/recipes/object_detection/samples/sampler.hpp"
#include "training/recipes/recipe.hpp"
#include "training/report/card.hpp"

namespace mllab::recipes {

struct DetectionSettings {
    std::string id;
    std::string name;
    std::string source;  // the recipe's file, for the card
    geometry::SsdLayout layout;
    image::Normalisation normalisation;
    bool letterbox = false;  // whole pictures with bars; else stretched to the square
    float score = 0;         // where the page begins
    float overlap = 0;
    std::int64_t epochs = 0;
    std::int64_t batch_size = 0;
    double learning_rate = 0;
    double weight_decay = 0;
    double slower = 1;  // each of the backbone's layers learns so much slower than the one behind it
    std::size_t blocks_that_stay = 0;
    bool bfloat16 = false;
    DetectionLossSettings loss = {};
    object_detection_samples::Variation variation = {};
    std::vector<nn::NamedLayer> (*backbone)() = nullptr;
    report::Origin origin;  // of its weights
};

// Own options: "samples" of an epoch, else each photo once; "blocks" of the backbone that stay as they are.
class DetectionRecipe final : public Recipe {
 public:
    explicit DetectionRecipe(DetectionSettings settings) : settings_(std::move(settings)) {}

    void load_data(const Context& context) override;
    void make_network(const Context& context) override;
    fit::Result fit(const Context& context) override;
    void publish(const Context& context, const fit::Result& result) override;
    publish::Measured evaluate(const publish::Published& model, const Options& options, datasets::Split split) override;
    [[nodiscard]] std::string folder(const Options&) const override { return settings_.id; }

 private:
    [[nodiscard]] DetectionFitSettings fit_settings(const Options& options) const;
    [[nodiscard]] DetectionSource source(const object_detection_samples::Sampler& sampler) const;
    // What the page does to a picture, and what a network has to say of its things then.
    object_detection_samples::Targets shown(const object_detection_samples::BoxedPicture& picture,
                                            std::span<float> planes) const;

    DetectionSettings settings_;
    object_detection_samples::BoxedPhotos photos_;
    object_detection::Parameters parameters_;
    std::shared_ptr<Ssdlite> network_;
};

}  // namespace mllab::recipes
