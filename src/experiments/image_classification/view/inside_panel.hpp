// The look inside the network that answered: where in the picture it saw one of its five best classes.
#pragma once

#include "experiments/image_classification/view/controller.hpp"
#include "experiments/viewfinder/overlays.hpp"

namespace mllab::image_classification {

class InsidePanel {
 public:
    // Gives the height.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Controller& controller);
    // The map over the viewfinder; empty while there is none.
    [[nodiscard]] viewfinder::HeatOverlay& overlay() { return overlay_; }

 private:
    void refresh(const Controller& controller);

    std::shared_ptr<const image::RgbaImage> shown_;  // the input and the class whose map this is
    std::size_t label_ = 0;
    viewfinder::HeatOverlay overlay_;
    viewfinder::HeatOverlay map_;
    viewfinder::PictureTexture input_;
};

}  // namespace mllab::image_classification
