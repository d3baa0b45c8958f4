// The sketch experiment's cards and networks, as a test makes them up: twelve categories.
#pragma once

#include <format>

#include "experiments/sketches/view/view.hpp"
#include "sketchpad_fixture.hpp"

namespace mllab::fake {

inline constexpr std::array<const char*, 12> categories{
    "The Eiffel Tower", "ant", "bicycle", "cat", "dog", "guitar", "house", "octopus", "snail", "tree", "yoga", "zebra"};
inline constexpr std::size_t cat = 3;
inline constexpr std::size_t dog = 4;

// Cards of a CNN and an MLP, as the trainer would write them.
[[nodiscard]] inline platform::Launch sketches_launch(const std::string& model = "sketches_cnn") {
    std::string labels;
    for (const char* category : categories) labels += std::format("{}\"{}\"", labels.empty() ? "" : ", ", category);
    const auto made = [&](const std::string& id) {
        return card(id, "[" + labels + "]", R"({"size_px": 40, "ink_box_px": 34, "pen_width_px": 2.4})",
                    R"({"temperature": 1})");
    };
    platform::Launch launch;
    launch.experiment = "sketches";
    launch.model = model;
    launch.models_url = "models/";
    for (const char* id : {"sketches_cnn", "sketches_mlp"}) launch.cards.emplace(id, made(id));
    return launch;
}

struct SketchesFixture : Fixture {
    SketchesFixture() {
        runtime.inputs["sketches_cnn"] = runtime.inputs["sketches_mlp"] = {{"image", "float32", {-1, 1, 40, 40}}};
        runtime.outputs["sketches_cnn"] = {{"logits", "float32", {-1, 12}},
                                           {"features_1", "float32", {-1, 4, 40, 40}},
                                           {"features_2", "float32", {-1, 8, 20, 20}},
                                           {"features_3", "float32", {-1, 16, 10, 10}}};
        runtime.outputs["sketches_mlp"] = {
            {"logits", "float32", {-1, 12}}, {"hidden_1", "float32", {-1, 1024}}, {"hidden_2", "float32", {-1, 704}}};
    }
};

}  // namespace mllab::fake
