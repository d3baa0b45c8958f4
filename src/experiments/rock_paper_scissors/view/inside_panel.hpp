// The look inside the network that answered: where in the picture it saw what it says, and what the busiest channels of
// its last layer saw.
#pragma once

#include <string>
#include <vector>

#include "experiments/rock_paper_scissors/view/seeing.hpp"
#include "experiments/viewfinder/class_map.hpp"
#include "experiments/viewfinder/overlays.hpp"
#include "ui/heat_map.hpp"

namespace mllab::rock_paper_scissors {

using viewfinder::ClassMap;
using viewfinder::map_of;

// The indices of the channels of [1, channels, h, w] with the highest means, highest first. Throws
// std::invalid_argument on another shape.
[[nodiscard]] std::vector<std::size_t> busiest_channels(const core::Tensor& features, std::size_t count);

class InsidePanel {
 public:
    // Gives the height.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
               const viewfinder::Reading<Seeing>* reading, const std::vector<std::string>& labels);
    // The map over the viewfinder; empty while there is none.
    [[nodiscard]] viewfinder::HeatOverlay& overlay() { return overlay_; }

 private:
    void refresh(const viewfinder::Reading<Seeing>* reading);
    float draw_map(ui::Painter& painter, platform::Host& host, const ui::Rect& room,
                   const viewfinder::Reading<Seeing>& reading, const std::string& label);
    float draw_channels(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Seeing& seeing);

    std::shared_ptr<const image::RgbaImage> shown_;  // the input whose maps these are
    viewfinder::HeatOverlay overlay_;
    viewfinder::HeatOverlay map_;
    viewfinder::PictureTexture input_;
    ui::HeatGrid channels_{"place", ui::Scale::sequential};
    std::vector<std::size_t> busiest_;
};

}  // namespace mllab::rock_paper_scissors
