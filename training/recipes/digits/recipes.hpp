// The digit recipes: what differs between them. digit_training.hpp does the rest for both.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "training/nn/picture_network.hpp"

namespace mllab::recipes {

struct DigitRecipe {
    std::string id;
    std::string name;
    std::string source;  // the recipe's file, for the card
    std::int64_t epochs = 0;
    std::int64_t batch = 0;
    double learning_rate = 0;
    double weight_decay = 0;
    std::function<std::shared_ptr<PictureNetwork>()> make;
};

[[nodiscard]] DigitRecipe digits_cnn();
[[nodiscard]] DigitRecipe digits_mlp();

}  // namespace mllab::recipes
