// The drawing as the network gets it, coloured by what each spot did for the answer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "experiments/sketchpad/asking/explaining.hpp"
#include "ui/heat_map.hpp"

namespace mllab::sketchpad {

class HeatPanel {
 public:
    // `guess`: the class in words. Without heat about this very answer the drawing is there uncoloured. Gives the
    // height.
    float draw(ui::Painter& painter, platform::Host& host, const ui::Rect& room, const Reader& reader,
               const std::string& guess, const Heat* heat);

 private:
    std::shared_ptr<platform::Texture> texture_;
    std::string shown_;  // what the texture was made of
};

}  // namespace mllab::sketchpad
