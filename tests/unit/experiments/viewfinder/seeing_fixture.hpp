// What the tests of experiments that see share: a visitor before the controller, and the whole view at every width.
#pragma once

#include <catch_amalgamated.hpp>
#include <optional>
#include <string>
#include <utility>

#include "pictures.hpp"
#include "stage.hpp"

namespace mllab::fake {

// `World`: a CameraPage with the experiment's pretend networks.
template <typename World, typename Controller>
struct Watched : World {
    std::optional<Controller> controller;

    template <typename... More>
    void begin(const platform::Launch& launch, More&&... more) {
        controller.emplace(this->twin, launch, std::forward<More>(more)...);
        this->follow(*controller);
        controller->start();
        this->twin.page();
    }
    void press(const std::string& id, std::string text = "") {
        controller->command(this->twin.command(id, std::move(text)));
        this->twin.page();
    }
    // A picture of this shade.
    void open(std::uint8_t shade, int width = 32, int height = 32) {
        controller->picture(grey(width, height, shade), "made up");
        this->twin.page();
    }
    // The camera is on; its first frame is still to come.
    void run_camera() {
        press("camera");
        this->camera().allow();
        this->twin.page();
    }
    [[nodiscard]] std::string text() { return this->twin.result().text; }
};

template <typename World, typename View>
struct Drawn : World {
    using Bare = Stage<View>;
    ui::Faces faces;

    void fits_everywhere(Bare& stage) {
        draw_everywhere(this->twin, stage, [&](float height, float width) {
            CAPTURE(width);
            CHECK(height == Catch::Approx(stage.drawn_height));
            CHECK(height > 300);
            CHECK(height < 2600);
            CHECK(areas_are_tidy(this->twin, width, height));
        });
    }
};

}  // namespace mllab::fake
