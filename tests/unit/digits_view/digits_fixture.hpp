// The digit experiment's controller, cards and networks, as a test makes them up.
#pragma once

#include <format>

#include "experiments/digits/pipeline.hpp"
#include "experiments/digits/subject.hpp"
#include "fixture.hpp"

namespace mllab::fake {

// Cards of a CNN and an MLP, as the trainer would write them.
[[nodiscard]] inline platform::Launch launch(const std::string& model = "digits_cnn") {
    const auto card = [](const std::string& id) {
        return std::format(
            R"({{"format": 1, "id": "{0}", "name": "Digits", "file": {{"name": "{0}.onnx", "bytes": 147600, "sha256": "{1}"}},
                "architecture": {{"summary": "", "layers": [], "parameters": 38000, "weights_stored_as": "float16"}},
                "inputs": [], "outputs": [],
                "labels": ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "no digit"],
                "preprocessing": {{"size_px": 28, "ink_box_px": 20, "pen_width_px": 2.2}},
                "decision": {{"temperature": 1, "reject_above": 0.5, "reject_below": 0.4}}}})",
            id, std::string(64, 'a'));
    };
    return {.experiment = "digits",
            .model = model,
            .models_url = "models/",
            .cards = {{"digits_cnn", card("digits_cnn")}, {"digits_mlp", card("digits_mlp")}}};
}

struct DigitsFixture : Fixture {
    DigitsFixture() {
        runtime.inputs["digits_cnn"] = runtime.inputs["digits_mlp"] = {{"image", "float32", {-1, 1, 28, 28}}};
        runtime.outputs["digits_cnn"] = {{"logits", "float32", {-1, 11}},
                                         {"features_1", "float32", {-1, 4, 28, 28}},
                                         {"features_2", "float32", {-1, 8, 14, 14}}};
        runtime.outputs["digits_mlp"] = {{"logits", "float32", {-1, 11}},
                                         {"hidden_1", "float32", {-1, 16}},
                                         {"pixel_contributions", "float32", {-1, 1, 28, 28}},
                                         {"winner_contributions", "float32", {-1, 16}}};
    }
};

struct DigitsController final : drawing::Controller {
    DigitsController(platform::Host& host, const platform::Launch& launch)
        : drawing::Controller(host, launch, digits::subject()) {
        start();
    }
};

}  // namespace mllab::fake
