// Sources with two examples, and the twin's camera behind them.
#pragma once

#include <array>
#include <string>

#include "experiments/viewfinder/sources.hpp"
#include "pictures.hpp"

namespace mllab::fake {

inline constexpr auto tricks = std::to_array<viewfinder::PictureTrick>(
    {{{"A dark one", "rock", "paper", "It never saw one."}, "hands/rock.jpg", image::Change::dark},
     {{"A corner", "paper", "", "It sees too little."},
      "hands/paper.jpg",
      image::Change::none,
      {.width = 0.5, .height = 0.5}}});

struct Sight : Page {
    viewfinder::FrameNeed need{.longer_px = 32};
    viewfinder::Sources sources{twin,
                                {.reason = "The network looks at your hand.",
                                 .examples = {{"Rock", "hands/rock.jpg"}, {"Paper", "hands/paper.jpg"}},
                                 .tricks = tricks,
                                 .credit = "Hands by somebody."}};
    platform::TwinCamera& camera = *twin.cameras.at(0);

    Sight() {
        twin.follow([this] { sources.update(); },
                    [this] {
                        platform::PageState page;
                        sources.add_to(page);
                        return page;
                    });
    }
    bool press(const std::string& id) { return sources.command(twin.command(id)); }
    void run(int cameras = 1) {
        press("camera");
        camera.allow(cameras);
        sources.update();
    }
    // The shade of what is handed out; −1 where nothing is.
    int take() {
        const auto seen = sources.take(need);
        return seen ? shade_of(*seen->picture) : -1;
    }
    [[nodiscard]] bool pressed() { return twin.action("camera")->pressed.value(); }
    [[nodiscard]] std::string note() { return twin.page().source_note; }
};

}  // namespace mllab::fake
