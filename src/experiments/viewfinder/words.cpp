#include "experiments/viewfinder/words.hpp"

namespace mllab::viewfinder {

using platform::CameraState;

namespace {

const std::string without_it = "It also works with pictures: open one, or take an example.";

}  // namespace

bool in_trouble(CameraState state) {
    switch (state) {
        case CameraState::off:
        case CameraState::asking:
        case CameraState::running:
        case CameraState::paused:
            return false;
        case CameraState::refused:
        case CameraState::absent:
        case CameraState::taken:
        case CameraState::lost:
        case CameraState::unsupported:
            return true;
    }
    return false;
}

std::string camera_promise() {
    return "The camera only goes on when you press “Use the camera”, and it goes off when you hide or leave this page. "
           "What it sees never leaves this device: the network runs in your browser, and nothing is recorded.";
}

std::string words_of(CameraState state, const std::string& reason) {
    switch (state) {
        case CameraState::off:
            return reason + (reason.empty() ? "" : " ") + "Nothing is recorded or sent.";
        case CameraState::asking:
            return "Waiting for the camera. If your browser asks whether this page may use it, allow it.";
        case CameraState::running:
            return "The camera is on. Nothing is recorded or sent.";
        case CameraState::paused:
            return "The camera is off while this page is hidden. It goes on again when you come back.";
        case CameraState::refused:
            return "This page may not use the camera. You can allow it in the browser’s site settings, next to the "
                   "address, and in the settings of your device; then press “Use the camera” again. " +
                   without_it;
        case CameraState::absent:
            return "No camera was found. Connect one and press “Use the camera” again. " + without_it;
        case CameraState::taken:
            return "The camera did not start; another program is probably using it. Close that program (a video call, "
                   "perhaps) and press “Use the camera” again. " +
                   without_it;
        case CameraState::lost:
            return "The camera is gone: it was unplugged, or something switched it off. Connect it and press “Use the "
                   "camera” again, or open a picture.";
        case CameraState::unsupported:
            return "In this browser the page cannot use a camera. Open a picture or take an example instead, or come "
                   "back with an up-to-date browser and an address that begins with https.";
    }
    return "";
}

}  // namespace mllab::viewfinder
