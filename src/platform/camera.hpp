// Cameras, as a stage sees them: asked for, seen, taken from, put out. The page's body is web_camera.cpp with
// camera.mjs; TwinCamera (twin_camera.hpp) is what tests play frames with.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "image/image.hpp"
#include "platform/texture.hpp"

namespace mllab::platform {

enum class Facing : std::uint8_t {
    front,  // the visitor
    back,   // the world; where no camera faces it, another one than for `front`, if there is one
};

enum class CameraState : std::uint8_t {
    off,          // nobody asked, or it was stopped
    asking,       // the browser asks the visitor, or the camera starts
    running,      // the light is on; the first frame may still be on its way
    paused,       // the page is hidden: the light is out, and it goes on by itself when the page is seen again
    refused,      // the visitor, the browser's settings or the system's said no
    absent,       // there is none
    taken,        // another program has it, or it does not start
    lost,         // it was unplugged or ended while it ran
    unsupported,  // the browser gives none to this page: too old, or no secure address
};

struct CameraStatus {
    CameraState state = CameraState::off;
    Facing facing = Facing::front;  // as asked for last
    bool mirrored = false;          // it faces the visitor: displays turn it round, models do not
    int cameras = 0;            // how many there are; 0 until it is known, which is not before the visitor allowed one
    int width = 0, height = 0;  // pixels of the frame that came last, which may change; 0 before the first
    double frames_per_second = 0;  // measured; 0 while it is not known, and where none come
    bool operator==(const CameraStatus&) const = default;
};

struct CameraFrame {
    image::RgbaImage picture;  // as the world is, upright and not mirrored
    std::uint64_t number = 0;  // of this camera's frames, from 1; those in between were never looked at
};

class Camera {
 public:
    virtual ~Camera() = default;  // the light goes out
    Camera() = default;
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;

    // Asks for the camera; only on a visitor's press. While another one runs it switches; while this one runs, starts
    // or is paused nothing happens. After a failure it tries again. What becomes of it is said by the status, later or
    // at once.
    virtual void start(Facing facing) = 0;
    // The light goes out at once, also while the browser still asks.
    virtual void stop() = 0;
    // As it is now; ask again rather than keep it.
    [[nodiscard]] virtual const CameraStatus& status() const = 0;
    // What it shows, straight on the graphics card; nullptr unless it runs and a frame came. The same texture as long
    // as it runs.
    [[nodiscard]] virtual std::shared_ptr<Texture> picture() const = 0;
    // The newest frame, if one came since the last call, made smaller where its longer side has more pixels than
    // `longest_side`, which is at least 1. Costs a copy of that size, so whoever is busy does not ask.
    [[nodiscard]] virtual std::optional<CameraFrame> take(int longest_side) = 0;
    // The frame that is seen at this moment, whether it was taken or not: to be kept. Nothing where `picture` is
    // nullptr.
    [[nodiscard]] virtual std::optional<image::RgbaImage> still(int longest_side) const = 0;
};

}  // namespace mllab::platform
