// A network that tells the shade of what it sees, and the loop around it.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "experiments/viewfinder/watching.hpp"
#include "pictures.hpp"

namespace mllab::fake {

// Answers with the frame's shade; the shade 13 cannot be encoded.
inline viewfinder::Way<int> shade_way(const inference::ModelCard& card) {
    const int side = card.preprocessing.contains("side_px") ? static_cast<int>(card.preprocessing_value("side_px")) : 8;
    return {
        .encode =
            [](const image::RgbaImage& frame) {
                if (shade_of(frame) == 13) throw std::invalid_argument("Thirteen.");
                const auto shade = static_cast<float>(shade_of(frame));
                inference::RunRequest request;
                request.inputs.push_back({"shade", core::Tensor({1}, std::vector{shade})});
                return viewfinder::Question{.request = std::move(request), .input = frame};
            },
        .decode = [](const inference::Outputs& outputs,
                     const image::RgbaImage&) { return static_cast<int>(outputs.tensor("shade").as<float>().at(0)); },
        .need = [side] { return viewfinder::need_of_square(side); }};
}

struct Watch : CameraPage {
    platform::Launch launch{.experiment = "made_up",
                            .model = "small",
                            .models_url = "models/",
                            .cards = {{"large", card("large", R"(["yes"])", R"({"side_px": 48})", "{}")},
                                      {"small", card("small", R"(["yes"])", R"({"side_px": 24})", "{}")}}};
    std::optional<viewfinder::Watching<int>> watching;

    Watch() {
        runtime.answer_at_once = false;
        // The large model knows shades from a thousand on.
        runtime.network = [](const Run& run) {
            const float shade = std::get<core::Tensor>(run.request.inputs.at(0).value).as<float>().at(0);
            const float found = run.model == "large" ? 1000 + shade : shade;
            return inference::Outputs({{"shade", core::Tensor({1}, std::vector{found})}}, 3);
        };
        watching.emplace(
            twin, launch,
            viewfinder::Subject<int>{
                .sources = {}, .way_of = shade_way, .model_names = {{"small", "Small"}, {"large", "Large"}}});
        twin.follow([this] { watching->update(); },
                    [this] {
                        platform::PageState page;
                        watching->add_to(page);
                        page.result.value = watching->reading() ? std::to_string(watching->reading()->answer) : "";
                        return page;
                    });
        watching->start();
    }
    void press(const std::string& id) {
        watching->command(twin.command(id));
        twin.page();
    }
    void run_camera() {
        press("camera");
        camera().allow();
        twin.page();
    }
    void give(std::uint8_t shade) {
        camera().give(grey(8, 6, shade));
        twin.page();
    }
    void open(std::uint8_t shade) {
        watching->picture(grey(5, 5, shade), "made up");
        twin.page();
    }
    [[nodiscard]] std::string value() { return twin.result().value; }
    [[nodiscard]] platform::State state() { return twin.page().state; }
};

}  // namespace mllab::fake
