// A card with everything on it, and what tests change of it.
#pragma once

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "support/message.hpp"
#include "training/report/card.hpp"

namespace mllab::testing {

inline report::Card some_card() {
    report::Card card;
    card.id = "digits_cnn";
    card.name = "Digits, convolutional network";
    card.file = {.name = "digits_cnn.onnx", .bytes = 123456, .sha256 = std::string(64, 'a')};
    card.architecture = {.summary = "Six convolutions.",
                         .layers = {{.name = "conv 3×3, 16", .output = {16, 28, 28}, .parameters = 160}},
                         .parameters = 98765,
                         .weights_stored_as = "float16"};
    card.inputs = {{.name = "image", .type = "float32", .shape = {-1, 1, 28, 28}, .meaning = "ink 1 on paper 0"}};
    card.outputs = {{.name = "logits", .type = "float32", .shape = {-1, 11}, .meaning = "…"}};
    card.labels = {"0", "1", "no digit"};
    card.preprocessing = {{"size_px", 28}, {"ink_box_px", 20}, {"pen_width_px", 2.2}};
    card.decision = {{"temperature", 1.1}, {"reject_above", 0.5}};
    card.data = {{.name = "MNIST",
                  .source = "address",
                  .licence = "CC BY-SA 3.0",
                  .attribution = "LeCun et al.",
                  .samples = {{"train", 55000}, {"validation", 5000}, {"test", 10000}}}};
    card.training = {.recipe = "training/recipes/digits/digits_cnn.cpp",
                     .command = "npm run train -- train digits_cnn",
                     .augmentation = "one sentence",
                     .epochs = 40,
                     .batch = 128,
                     .learning_rate = 0.002,
                     .seed = std::numeric_limits<std::uint64_t>::max(),
                     .threads = 1,
                     .seconds = 1234.5};
    card.origin = {.package = "npm @mediapipe/objectron",
                   .version = "0.4",
                   .file = "assets.data",
                   .sha256 = std::string(64, 'b'),
                   .licence = "Apache-2.0",
                   .trained = "By somebody, on something.",
                   .changed = "Weights only.",
                   .compared = ""};
    card.limits = {"Less often right about gloves."};
    card.metrics = {{.name = "accuracy", .data = "MNIST", .split = "validation", .value = 0.9957, .samples = 5000}};
    card.parity = {.probabilities = 1e-7, .logits = 1e-6, .inputs = 512};
    card.rounding = {.data = "MNIST", .split = "validation", .accuracy_change = -0.0001, .samples = 5000};
    card.confusion = {.data = "MNIST", .split = "test", .labels = {"0", "1"}, .counts = {{980, 0}, {0, 1135}}};
    card.mistakes = {.data = "sums",
                     .split = "train",
                     .samples = 100,
                     .wrong = 2,
                     .listed = {{.input = "7+8", .answer = "14", .truth = "15"}}};
    card.curve = {{.epoch = 1, .train_loss = 0.5, .validation_loss = 0.2, .validation_accuracy = 0.95},
                  {.epoch = 2, .train_loss = 1.0 / 3, .validation_loss = 0.1, .validation_accuracy = 1}};
    return card;
}

inline report::Card changed(const std::function<void(report::Card&)>& change) {
    report::Card card = some_card();
    change(card);
    return card;
}

inline std::string changed_json(const std::function<void(nlohmann::ordered_json&)>& change) {
    auto json = nlohmann::ordered_json::parse(some_card().to_json());
    change(json);
    return json.dump();
}

inline void check_refused(const std::function<void(report::Card&)>& change, const std::string& words) {
    const report::Card card = changed(change);
    CHECK_THROWS_MATCHES(card.to_json(), report::CardError, MessageWith({"model card: ", words}));
}

}  // namespace mllab::testing
