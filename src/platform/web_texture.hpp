// Pictures on the graphics card of the page. Each keeps its pixels, so that a lost context can be filled again.
#pragma once

#include "platform/platform.hpp"

namespace mllab::platform {

class WebTexture final : public Texture {
 public:
    WebTexture(image::RgbaImage picture, Sampling sampling);
    ~WebTexture() override;
    [[nodiscard]] std::uintptr_t handle() const override { return name_; }
    // Puts the pixels on the card, under a new name.
    void upload();

 private:
    image::RgbaImage picture_;
    Sampling sampling_;
    unsigned name_ = 0;
};

}  // namespace mllab::platform
