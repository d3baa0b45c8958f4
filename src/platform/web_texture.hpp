// Textures on the graphics card of the page. Each knows where its pixels come from, so that a lost context can be
// filled again.
#pragma once

#include "image/image.hpp"
#include "platform/texture.hpp"

namespace mllab::platform {

class WebTexture : public Texture {
 public:
    ~WebTexture() override;
    [[nodiscard]] std::uintptr_t handle() const override { return name_; }
    // Puts the pixels on the card, under a new name.
    void upload();

 protected:
    explicit WebTexture(Sampling sampling) : sampling_(sampling) {}
    void bind() const;

 private:
    // Into the texture that is bound.
    virtual void fill() const = 0;

    Sampling sampling_;
    unsigned name_ = 0;
};

// A picture that stays as it is.
class PictureTexture final : public WebTexture {
 public:
    PictureTexture(image::RgbaImage picture, Sampling sampling);

 private:
    void fill() const override;

    image::RgbaImage picture_;
};

// What a camera shows: the browser copies every frame into it. A card that lost it gets the newest frame again.
class CameraTexture final : public WebTexture {
 public:
    explicit CameraTexture(int camera);
    // With the frame that is the newest now.
    void refill() const;

 private:
    void fill() const override;

    int camera_;
};

}  // namespace mllab::platform
