// Networks that see what a picture's shade says, and a page to look at it.
#pragma once

#include <catch_amalgamated.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "experiments/object_detection/view/view.hpp"
#include "seeing_fixture.hpp"

namespace mllab::fake {

// A dog left of the middle, two people and a dog, the same but unsure, nothing at all.
inline constexpr std::uint8_t dog_shade = 10;
inline constexpr std::uint8_t street_shade = 20;
inline constexpr std::uint8_t unsure_shade = 30;
inline constexpr std::uint8_t empty_shade = 50;

[[nodiscard]] inline image::RgbaImage street(std::uint8_t shade, int width = 32, int height = 32) {
    return grey(width, height, shade);
}

struct Street : CameraPage {
    int sides_asked = 0;  // the last one's side

    Street() {
        runtime.network = [this](const Run& run) { return answer(run); };
    }
    [[nodiscard]] platform::Launch launch(std::map<std::string, std::string> settings = {}) const {
        platform::Launch launch{.experiment = "object_detection",
                                .model = "detection_centernet",
                                .models_url = "models/",
                                .cards = {},
                                .settings = std::move(settings)};
        launch.cards["detection_centernet"] =
            card("detection_centernet", R"(["person", "dog", "skis"])",
                 R"({"side_px": 32, "side_2_px": 64, "mean": 0, "deviation": 1, "letterbox": 1, "padding": 0,
                     "stride_px": 4})",
                 R"({"score": 0.4, "overlap": 0.5})");
        launch.cards["detection_ssd_mobilenet_v2"] =
            card("detection_ssd_mobilenet_v2", R"(["dog", "car"])",
                 R"({"side_px": 32, "mean": 0, "deviation": 1, "letterbox": 0, "padding": 0, "anchor_layers": 2,
                     "anchor_first_stride_px": 16, "anchor_smallest_scale": 0.2, "anchor_largest_scale": 0.9,
                     "anchor_lowest_layer_scale": 0.1, "centre_variance": 10, "size_variance": 5})",
                 R"({"score": 0.5, "overlap": 0.5, "softmax": 0})");
        return launch;
    }
    [[nodiscard]] inference::Outputs answer(const Run& run) {
        const auto& image = std::get<core::Tensor>(run.request.inputs.at(0).value);
        CHECK(run.request.inputs.at(0).name == "image");
        sides_asked = static_cast<int>(image.shape.at(2));
        const auto middle = static_cast<std::size_t>(sides_asked * sides_asked / 2 + sides_asked / 2);
        const auto shade = static_cast<int>(std::lround(image.as<float>().at(middle) * 255));
        if (run.model == "detection_ssd_mobilenet_v2") return of_anchors(shade);
        const auto cells = static_cast<std::size_t>(sides_asked) / 4;
        std::vector<float> heat(3 * cells * cells, 0.0F);
        const auto put = [&](std::size_t label, double x, double y, float score) {
            const auto at = [&](double share) { return static_cast<std::size_t>(share * static_cast<double>(cells)); };
            heat[(label * cells + at(y)) * cells + at(x)] = score;
        };
        const float less = shade == unsure_shade ? 0.6F : 0;
        if (shade == dog_shade || shade == street_shade || shade == unsure_shade) put(1, 0.25, 0.5, 0.9F - less);
        if (shade == street_shade || shade == unsure_shade) {
            put(0, 0.75, 0.25, 0.8F - less);
            put(0, 0.75, 0.75, 0.7F - less);
        }
        const auto side = static_cast<std::int64_t>(cells);
        const std::vector<float> distances(4 * cells * cells, static_cast<float>(sides_asked) / 8);
        return {{{"heat", core::Tensor({1, 3, side, side}, std::move(heat))},
                 {"distances", core::Tensor({1, 4, side, side}, distances)}},
                5};
    }
    [[nodiscard]] static inference::Outputs of_anchors(int shade) {
        std::vector<float> logits(18 * 3, -9.0F);
        // Two anchors of one cell that agree, moved to the same box.
        if (shade != empty_shade) logits[0 * 3 + 1] = logits[1 * 3 + 1] = 3;
        return {{{"logits", core::Tensor({1, 18, 3}, std::move(logits))},
                 {"boxes", core::Tensor({1, 18, 4}, std::vector<float>(18 * 4, 0.0F))}},
                5};
    }
};

// A visitor of that page.
struct Detecting : Watched<Street, object_detection::Controller> {
    explicit Detecting(std::map<std::string, std::string> settings = {}) { begin(launch(std::move(settings))); }
    void film(std::uint8_t shade) {
        run_camera();
        frame(shade);
    }
    void frame(std::uint8_t shade) {
        twin.clock_ms += 100;
        camera().give(street(shade));
        twin.page();
    }
    [[nodiscard]] std::vector<std::string> things() {
        std::vector<std::string> labels;
        for (const auto& action : twin.page().actions)
            if (action.verb == "thing") labels.push_back(action.label);
        return labels;
    }
};

}  // namespace mllab::fake
