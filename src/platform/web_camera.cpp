#include "platform/web_camera.hpp"

#include <stdexcept>

#include "platform/page.hpp"
#include "platform/web_host.hpp"

namespace mllab::platform {

WebCamera::WebCamera(WebHost& host, int id, int longest_side) : host_(host), id_(id), longest_side_(longest_side) {
    if (longest_side < 1) throw std::invalid_argument("a camera's frames need at least one pixel");
}

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

std::optional<CameraFrame> WebCamera::take() {
    if (!fresh_) return std::nullopt;
    fresh_ = false;
    const auto [width, height] = page::camera_take(id_, longest_side_);
    if (width < 1 || height < 1) return std::nullopt;
    CameraFrame frame{.picture = image::RgbaImage(width, height), .number = frames_};
    page::camera_pixels(frame.picture.pixels.data());
    return frame;
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
