#include "platform/web_camera.hpp"

#include <utility>

#include "platform/page.hpp"
#include "platform/web_host.hpp"

namespace mllab::platform {

WebCamera::~WebCamera() {
    page::camera_close(id_);
    host_.forget_camera(id_);
}

void WebCamera::start(Facing facing) {
    const bool at_it = status_.state == CameraState::asking || status_.state == CameraState::running ||
                       status_.state == CameraState::paused;
    if (at_it && status_.facing == facing) return;
    status_.facing = facing;
    status_.state = CameraState::asking;
    forget_picture();
    page::camera_start(id_, facing);
    announce();
}

void WebCamera::stop() {
    if (status_.state == CameraState::off) return;
    page::camera_stop(id_);
    status_.state = CameraState::off;
    forget_picture();
    announce();
}

void WebCamera::report(CameraStatus now) {
    now.facing = status_.facing;
    if (now == status_) return;
    status_ = now;
    if (now.state != CameraState::running) forget_picture();
    announce();
}

void WebCamera::frame() {
    if (status_.state != CameraState::running) return;
    ++frames_;
    fresh_ = true;
    if (picture_) {
        picture_->refill();
    } else {
        picture_ = host_.make_camera_texture(id_);
    }
    announce();
}

std::optional<CameraFrame> WebCamera::take(int longest_side) {
    if (!std::exchange(fresh_, false)) return std::nullopt;
    auto picture = still(longest_side);
    if (!picture) return std::nullopt;
    return CameraFrame{.picture = std::move(*picture), .number = frames_};
}

std::optional<image::RgbaImage> WebCamera::still(int longest_side) const {
    if (!picture_) return std::nullopt;
    const auto [width, height] = page::camera_take(id_, longest_side);
    if (width < 1 || height < 1) return std::nullopt;
    image::RgbaImage picture(width, height);
    page::camera_pixels(picture.pixels.data());
    return picture;
}

void WebCamera::announce() {
    host_.request_frames(1);
    host_.wake();
}

void WebCamera::forget_picture() {
    status_.mirrored = false;
    status_.width = status_.height = 0;
    status_.frames_per_second = 0;
    picture_.reset();
    fresh_ = false;
}

}  // namespace mllab::platform
