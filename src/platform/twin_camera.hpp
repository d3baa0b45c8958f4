// The twin's camera: a test says what the visitor and the world do, and sees whether the light is on.
#pragma once

#include <vector>

#include "platform/camera.hpp"

namespace mllab::platform {

class Twin;

class TwinCamera final : public Camera {
 public:
    explicit TwinCamera(Twin& twin);
    ~TwinCamera() override;

    // What happens to it. Each throws std::logic_error in a state in which it cannot happen.
    void allow(int cameras = 1);  // the visitor says yes, and it starts; front cameras are mirrored
    void fail(CameraState why);   // it does not start: refused, absent, taken or unsupported; or, while it runs: lost
    void give(image::RgbaImage now);  // the next frame, of any size
    void measure(double frames_per_second);
    void hide_page();
    void show_page();  // what was paused asks again

    [[nodiscard]] bool light() const { return status_.state == CameraState::running; }
    std::vector<Facing> asked;  // every time that it asked for a camera

    void start(Facing facing) override;
    void stop() override;
    [[nodiscard]] const CameraStatus& status() const override { return status_; }
    [[nodiscard]] std::shared_ptr<Texture> picture() const override { return picture_; }
    [[nodiscard]] std::optional<CameraFrame> take(int longest_side) override;
    [[nodiscard]] std::optional<image::RgbaImage> still(int longest_side) const override;

 private:
    void require(bool possible, const char* what) const;
    void enter(CameraState state);

    Twin& twin_;
    CameraStatus status_;
    bool hidden_ = false;
    std::shared_ptr<Texture> picture_;
    std::optional<image::RgbaImage> newest_;
    bool fresh_ = false;
    std::uint64_t frames_ = 0;
};

}  // namespace mllab::platform
