// The viewfinder as one sees it: the camera's frame or the picture, the guide that says what the network sees of it,
// and an empty room that says what to do.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "experiments/viewfinder/placement.hpp"
#include "experiments/viewfinder/sources.hpp"
#include "ui/painter.hpp"

namespace mllab::viewfinder {

// A picture that is shown for a while, with its texture.
class PictureTexture {
 public:
    [[nodiscard]] const platform::Texture& of(platform::Host& host,
                                              const std::shared_ptr<const image::RgbaImage>& picture,
                                              platform::Sampling sampling);
    void clear();

 private:
    std::shared_ptr<const image::RgbaImage> picture_;
    platform::Sampling sampling_ = platform::Sampling::linear;
    std::shared_ptr<platform::Texture> texture_;
};

struct Look {
    bool guide = true;              // the network sees the square in the middle: what is around it is dimmed
    float guide_side = 1;           // of it, as a share of the picture's shorter side
    bool found = false;             // what is looked for is there: the guide's corners say so
    std::string_view hint{};        // in the guide: "Hold your hand here"
    std::string_view invitation{};  // in the empty room: what to do first
};

// What is on the stage, for those who draw over it.
struct Shown {
    Placement placement;
    ui::Rect guide;       // what the network sees, in the picture's coordinates; all of it where there is no guide
    bool live = false;    // the camera's frame of this moment
    bool paused = false;  // the last frame of a camera that is paused; where neither, a picture
};

class Finder {
 public:
    // Draws into `room`. What is shown; none while the room is empty.
    std::optional<Shown> draw(ui::Painter& painter, platform::Host& host, const Sources& sources, const ui::Rect& room,
                              const Look& look);

 private:
    PictureTexture picture_;
};

}  // namespace mllab::viewfinder
