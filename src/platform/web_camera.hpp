// A camera of the page: what camera.mjs reports, its frames on the graphics card and, small, in memory.
#pragma once

#include <memory>

#include "platform/camera.hpp"
#include "platform/web_texture.hpp"

namespace mllab::platform {

class WebHost;

class WebCamera final : public Camera {
 public:
    WebCamera(WebHost& host, int id) : host_(host), id_(id) {}
    ~WebCamera() override;

    void start(Facing facing) override;
    void stop() override;
    [[nodiscard]] const CameraStatus& status() const override { return status_; }
    [[nodiscard]] std::shared_ptr<Texture> picture() const override { return picture_; }
    [[nodiscard]] std::optional<CameraFrame> take(int longest_side) override;
    [[nodiscard]] std::optional<image::RgbaImage> still(int longest_side) const override;

    // The page's side. `now` says everything but the facing, which is known here.
    void report(CameraStatus now);
    void frame();  // another one is there, of the size that was reported

 private:
    void announce();  // something changed
    void forget_picture();

    WebHost& host_;
    int id_;
    CameraStatus status_;
    std::shared_ptr<CameraTexture> picture_;
    bool fresh_ = false;
    std::uint64_t frames_ = 0;
};

}  // namespace mllab::platform
