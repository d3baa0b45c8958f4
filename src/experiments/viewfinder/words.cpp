#include "experiments/viewfinder/words.hpp"

namespace mllab::viewfinder {

using platform::CameraState;

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
    return "The camera goes on only when you press “Use the camera”, and off when you hide or leave this page. Its "
           "picture "
           "never leaves this device: the network runs in your browser, and nothing is recorded.";
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
            return "The camera was not allowed. Allow it for this page in the browser’s site settings, beside the "
                   "address, and in the settings of your device; then press “Use the camera” again. Pictures work "
                   "without it: open one, or take an example.";
        case CameraState::absent:
            return "No camera was found. Connect one and press “Use the camera” again. Pictures work without it: open "
                   "one, or take an example.";
        case CameraState::taken:
            return "The camera did not start; probably another program is using it. Close that program, a video call "
                   "perhaps, and press “Use the camera” again. Pictures work without it: open one, or take an example.";
        case CameraState::lost:
            return "The camera went away: it was unplugged, or something switched it off. Connect it and press “Use "
                   "the camera” again, or open a picture.";
        case CameraState::unsupported:
            return "This browser gives the page no camera. Open a picture or take an example instead, or come back "
                   "with a current browser and an address that begins with https.";
    }
    return "";
}

}  // namespace mllab::viewfinder
