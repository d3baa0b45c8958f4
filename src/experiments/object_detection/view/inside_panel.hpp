// The look inside the network that answered. By centre points: the heat of one kind, whose peaks become boxes. By
// anchors: which of them voted for a thing.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/object_detection/view/seeing.hpp"
#include "experiments/viewfinder/overlays.hpp"

namespace mllab::object_detection {

// What is looked at.
struct Focus {
    std::size_t label = 0;
    std::optional<geometry::Detection> thing{};  // one of this kind, where there is one
    float overlap = 0.5F;                        // from which on boxes are about the same thing
};

// One kind's heat of [1, classes, height, width], row by row. Throws std::invalid_argument on another shape and on a
// class that does not exist.
struct ClassHeat {
    std::vector<float> values;
    int width = 0;
    int height = 0;
    float highest = 0;
};
[[nodiscard]] ClassHeat heat_of(const core::Tensor& heat, std::size_t label);

class InsidePanel {
 public:
    // Gives the height. Without a reading, or a focus, it says what to do.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
               const viewfinder::Reading<Seeing>* reading, const std::optional<Focus>& focus);
    // The heat over the viewfinder's picture; nothing where there is none. `picture`: its size in pixels.
    void draw_over(ui::Painter& painter, platform::Host& host, const viewfinder::Placement& placement,
                   const viewfinder::Reading<Seeing>* reading, const std::optional<Focus>& focus);

 private:
    void refresh(const viewfinder::Reading<Seeing>* reading, const std::optional<Focus>& focus);
    float draw_heat(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                    const viewfinder::Reading<Seeing>& reading, const std::string& label);
    float draw_anchors(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                       const viewfinder::Reading<Seeing>& reading, const Focus& focus);

    std::shared_ptr<const image::RgbaImage> shown_;  // the input whose heat this is
    std::size_t label_ = 0;
    float highest_ = 0;
    viewfinder::HeatOverlay overlay_;
    viewfinder::HeatOverlay map_;
    viewfinder::PictureTexture input_;
};

}  // namespace mllab::object_detection
