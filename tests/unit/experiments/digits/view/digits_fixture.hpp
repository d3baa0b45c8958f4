// The digit experiment's controller, cards and networks, as a test makes them up.
#pragma once

#include "experiments/digits/pipeline/pipeline.hpp"
#include "experiments/digits/view/controller.hpp"
#include "sketchpad_fixture.hpp"

namespace mllab::fake {

// The card of a network that reads digits, as the trainer would write it.
[[nodiscard]] inline std::string digits_card(const std::string& id) {
    return card(id, R"(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "no digit"])",
                R"({"size_px": 28, "ink_box_px": 20, "pen_width_px": 2.2})",
                R"({"temperature": 1, "reject_above": 0.5, "reject_below": 0.4})");
}

// A CNN and an MLP.
[[nodiscard]] inline platform::Launch launch(const std::string& model = "digits_cnn") {
    platform::Launch launch;
    launch.experiment = "digits";
    launch.model = model;
    launch.models_url = "models/";
    for (const char* id : {"digits_cnn", "digits_mlp"}) launch.cards.emplace(id, digits_card(id));
    return launch;
}

// The same with a network that shows all its weights.
[[nodiscard]] inline platform::Launch launch_with_pocket(const std::string& model = "digits_pocket") {
    platform::Launch with = launch(model);
    with.cards.emplace("digits_pocket", digits_card("digits_pocket"));
    return with;
}

// The same with the network that finds ink in pictures.
[[nodiscard]] inline platform::Launch launch_with_ink() {
    platform::Launch with = launch();
    with.cards.emplace("digits_ink",
                       card("digits_ink", "[]", R"({"longest_side_px": 256, "step_px": 16})", R"({"ink_above": 0.5})"));
    return with;
}

// Marks what is darker than half.
[[nodiscard]] inline inference::Outputs ink_outputs(const Run& run) {
    const auto& picture = std::get<core::Tensor>(run.request.inputs.at(0).value);
    std::vector<float> ink;
    for (const float v : picture.as<float>()) ink.push_back(v < 0.5F ? 1.0F : 0.0F);
    return {{{"ink", core::Tensor(picture.shape, std::move(ink))}}, 40};
}

struct DigitsFixture : Fixture {
    DigitsFixture() {
        for (const char* id : {"digits_cnn", "digits_mlp", "digits_pocket"})
            runtime.inputs[id] = {{"image", "float32", {-1, 1, 28, 28}}};
        runtime.outputs["digits_cnn"] = {{"logits", "float32", {-1, 11}},
                                         {"features_1", "float32", {-1, 4, 28, 28}},
                                         {"features_2", "float32", {-1, 8, 14, 14}}};
        runtime.outputs["digits_mlp"] = {{"logits", "float32", {-1, 11}},
                                         {"hidden_1", "float32", {-1, 16}},
                                         {"pixel_contributions", "float32", {-1, 1, 28, 28}},
                                         {"winner_contributions", "float32", {-1, 16}}};
        runtime.outputs["digits_pocket"] = {
            {"logits", "float32", {-1, 11}},       {"features_1", "float32", {-1, 8, 28, 28}},
            {"weight_1", "float32", {8, 1, 3, 3}}, {"bias_1", "float32", {8}},
            {"weight_2", "float32", {11, 8}},      {"bias_2", "float32", {11}}};
        runtime.network = [this](const Run& run) {
            return run.model == "digits_ink" ? ink_outputs(run) : outputs_for(run, found, 8);
        };
    }
};

struct DigitsController final : digits::Controller {
    platform::Twin& twin;

    DigitsController(platform::Twin& t, const platform::Launch& launch) : digits::Controller(t, launch), twin(t) {
        start();
        twin.follow([this] { update(); }, [this] { return page(); });
    }
    ~DigitsController() override { twin.follow({}, {}); }
    DigitsController(const DigitsController&) = delete;
    DigitsController& operator=(const DigitsController&) = delete;
    // A press on the page's action.
    void action(std::string_view id) { command(twin.command(id)); }
};

}  // namespace mllab::fake
