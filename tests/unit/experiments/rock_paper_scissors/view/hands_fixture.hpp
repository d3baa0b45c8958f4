// A network that knows a hand by its picture's shade, and a page to play on.
#pragma once

#include <catch_amalgamated.hpp>
#include <string>

#include "core/text.hpp"
#include "experiments/rock_paper_scissors/view/view.hpp"
#include "seeing_fixture.hpp"

namespace mllab::fake {

inline constexpr std::uint8_t rock_shade = 10;
inline constexpr std::uint8_t paper_shade = 20;
inline constexpr std::uint8_t scissors_shade = 30;
inline constexpr std::uint8_t unclear_shade = 40;
inline constexpr std::uint8_t empty_shade = 50;

[[nodiscard]] inline image::RgbaImage hand(std::uint8_t shade, int width = 32, int height = 24) {
    return grey(width, height, shade);
}

struct Hands : CameraPage {
    static constexpr int side = 16;
    int inside_runs = 0;
    // Secrets of a fixed seed, so that a test knows what comes.
    std::uint64_t secrets = 0;

    Hands() {
        runtime.network = [this](const Run& run) { return answer(run); };
    }
    [[nodiscard]] platform::Launch launch(std::map<std::string, std::string> settings = {}) const {
        platform::Launch launch{.experiment = "rock_paper_scissors",
                                .model = "rock_paper_scissors_cnn",
                                .models_url = "models/",
                                .cards = {},
                                .settings = std::move(settings)};
        for (const char* id : {"rock_paper_scissors_cnn", "rock_paper_scissors_mobilenet_v2"})
            launch.cards[id] =
                card(id, R"(["rock", "paper", "scissors", "no hand"])", R"({"side_px": 16, "mean": 0, "deviation": 1})",
                     R"({"temperature": 1, "reject_above": 0.5, "reject_below": 0.5})");
        return launch;
    }
    [[nodiscard]] inference::Outputs answer(const Run& run) {
        const auto& image = std::get<core::Tensor>(run.request.inputs.at(0).value);
        CHECK(run.request.inputs.at(0).name == "image");
        CHECK(image.shape == core::Shape{1, 3, side, side});
        const auto shade = static_cast<int>(std::lround(image.as<float>().at(0) * 255));
        std::vector<float> logits(4, 0.0F);
        if (shade == unclear_shade)
            logits = {1, 0.9F, 0.8F, 0};
        else
            logits.at(shade == empty_shade ? 3 : static_cast<std::size_t>(shade / 10 - 1)) = 6;
        std::vector<inference::NamedValue> outputs{{"logits", core::Tensor({1, 4}, std::move(logits))}};
        if (run.request.fetch.size() > 1) {
            ++inside_runs;
            std::vector<float> maps(4 * 9);
            for (std::size_t i = 0; i < maps.size(); ++i) maps[i] = static_cast<float>(i);
            outputs.push_back({"class_activation", core::Tensor({1, 4, 3, 3}, std::move(maps))});
            outputs.push_back({"features_last", core::Tensor({1, 20, 3, 3}, std::vector<float>(20 * 9, 0.5F))});
        }
        return inference::Outputs(std::move(outputs), 5);
    }
    // Not from chance: the same every time, different in every round.
    [[nodiscard]] std::function<std::string()> fixed_secrets() {
        return [this] { return core::joined("secret ", ++secrets); };
    }
};

}  // namespace mllab::fake
