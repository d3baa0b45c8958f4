// Pretend classifiers that know a picture by its shade, and the page around them.
#pragma once

#include <catch_amalgamated.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "experiments/image_classification/view/view.hpp"
#include "seeing_fixture.hpp"

namespace mllab::fake {

// Whole pictures of one shade, which stand for what they show.
inline constexpr std::uint8_t cat_shade = 10;
inline constexpr std::uint8_t laptop_shade = 20;
inline constexpr std::uint8_t nothing_shade = 30;

[[nodiscard]] inline image::RgbaImage photo(std::uint8_t shade, int width = 60, int height = 40) {
    return grey(width, height, shade);
}

struct Photos : CameraPage {
    static constexpr const char* labels =
        R"(["tench", "tabby cat", "Labrador retriever", "laptop", "notebook computer", "bus", "pier"])";
    static constexpr const char* few = R"(["tabby cat", "bus"])";

    Photos() {
        runtime.network = [](const Run& run) {
            const auto& input = std::get<core::Tensor>(run.request.inputs.at(0).value);
            const auto shade = static_cast<int>(std::lround(input.as<float>().at(0) * 255));
            const bool large = run.model == "image_classification_1000";
            const std::int64_t classes = large ? 7 : 2;
            std::vector<float> p(static_cast<std::size_t>(classes), 0.01F);
            if (shade == cat_shade) p[large ? 1 : 0] = 0.9F;
            if (shade == laptop_shade && large) {
                p[3] = 0.3F;
                p[4] = 0.25F;
            }
            for (float& value : p) value = std::log(value);
            std::vector<inference::NamedValue> outputs{{"logits", core::Tensor({1, classes}, p)}};
            if (run.request.fetch.size() > 1)
                outputs.push_back(
                    {"class_activation", core::Tensor({1, classes, 2, 3}, std::vector<float>(p.size() * 6, 0.5F))});
            return inference::Outputs(std::move(outputs), 4);
        };
    }
    // Those of the page's networks that were built, as many as are asked for.
    [[nodiscard]] static platform::Launch launch(std::size_t networks = 2) {
        const char* pixels = R"({"side_px": 16, "mean": 0, "deviation": 1, "crop": 0.875})";
        const char* decision = R"({"temperature": 1, "reject_below": 0.5})";
        platform::Launch launch{.experiment = "image_classification",
                                .model = "image_classification_1000",
                                .models_url = "models/",
                                .cards = {}};
        for (const char* id : {"image_classification_1000", "image_classification_mobilenet_v2",
                               "image_classification_efficientnet_lite0"})
            if (launch.cards.size() < networks)
                launch.cards.emplace(id, card(id, launch.cards.empty() ? labels : few, pixels, decision));
        return launch;
    }
};

}  // namespace mllab::fake
