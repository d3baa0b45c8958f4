#include "platform/twin_camera.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "platform/twin.hpp"

namespace mllab::platform {

TwinCamera::TwinCamera(Twin& twin) : twin_(twin) { twin_.cameras.push_back(this); }

TwinCamera::~TwinCamera() { std::erase(twin_.cameras, this); }

void TwinCamera::require(bool possible, const char* what) const {
    if (!possible) throw std::logic_error(std::string("the twin's camera cannot ") + what + " now");
}

void TwinCamera::enter(CameraState state) {
    status_.state = state;
    if (state != CameraState::running) {
        status_.width = status_.height = 0;
        status_.frames_per_second = 0;
        status_.mirrored = false;
        picture_.reset();
        newest_.reset();
        fresh_ = false;
    }
    twin_.request_frames(1);
    twin_.wake();
}

void TwinCamera::start(Facing facing) {
    const bool at_it = status_.state == CameraState::asking || status_.state == CameraState::running ||
                       status_.state == CameraState::paused;
    if (at_it && status_.facing == facing) return;
    status_.facing = facing;
    if (hidden_) return enter(CameraState::paused);
    asked.push_back(facing);
    enter(CameraState::asking);
}

void TwinCamera::stop() {
    if (status_.state != CameraState::off) enter(CameraState::off);
}

void TwinCamera::allow(int cameras) {
    require(status_.state == CameraState::asking, "be allowed");
    status_.cameras = cameras;
    if (hidden_) return enter(CameraState::paused);
    status_.mirrored = status_.facing == Facing::front;
    enter(CameraState::running);
}

void TwinCamera::fail(CameraState why) {
    switch (why) {
        case CameraState::lost:
            require(light(), "be lost");
            break;
        case CameraState::refused:
        case CameraState::absent:
        case CameraState::taken:
        case CameraState::unsupported:
            require(status_.state == CameraState::asking, "fail");
            break;
        default:
            require(false, "fail with what is no failure");
    }
    enter(why);
}

void TwinCamera::give(image::RgbaImage now) {
    require(light(), "give a frame");
    if (!picture_) picture_ = twin_.make_texture(now, Sampling::linear);
    ++frames_;
    status_.width = now.width;
    status_.height = now.height;
    newest_ = std::move(now);
    fresh_ = true;
    twin_.request_frames(1);
    twin_.wake();
}

void TwinCamera::measure(double frames_per_second) {
    require(light(), "be measured");
    status_.frames_per_second = frames_per_second;
    twin_.request_frames(1);
    twin_.wake();
}

void TwinCamera::hide_page() {
    hidden_ = true;
    if (light()) enter(CameraState::paused);
}

void TwinCamera::show_page() {
    hidden_ = false;
    if (status_.state != CameraState::paused) return;
    asked.push_back(status_.facing);
    enter(CameraState::asking);
}

std::optional<CameraFrame> TwinCamera::take(int longest_side) {
    if (!std::exchange(fresh_, false)) return std::nullopt;
    return CameraFrame{.picture = still(longest_side).value(), .number = frames_};
}

std::optional<image::RgbaImage> TwinCamera::still(int longest_side) const {
    if (longest_side < 1) throw std::invalid_argument("a camera's frames need at least one pixel");
    if (!newest_) return std::nullopt;
    const int longer = std::max(newest_->width, newest_->height);
    if (longer <= longest_side) return newest_;
    const auto side = [&](int length) {
        return std::max(1, static_cast<int>(std::lround(static_cast<double>(length) * longest_side / longer)));
    };
    return image::resized_by_area(*newest_, side(newest_->width), side(newest_->height));
}

}  // namespace mllab::platform
