// The sketch recipes: what differs between them. sketch_training.hpp does the rest for both.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "ink/strokes.hpp"
#include "training/nn/picture_network.hpp"

namespace mllab::recipes {

struct SketchRecipe {
    std::string id;
    std::string name;
    std::string source;  // the recipe's file, for the card
    ink::InkFrame frame;
    std::int64_t epochs = 0;
    std::int64_t samples_per_category = 0;  // an epoch's
    std::int64_t batch = 0;
    double learning_rate = 0;
    double weight_decay = 0;
    double label_smoothing = 0;
    std::function<SketchRecipe()> teacher =
        nullptr;  // learns from this one's answers, too; it must have the same frame
    std::function<std::shared_ptr<PictureNetwork>(std::int64_t categories)> make;
};

[[nodiscard]] SketchRecipe sketches_cnn();
[[nodiscard]] SketchRecipe sketches_mlp();

}  // namespace mllab::recipes
