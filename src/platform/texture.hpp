// Pictures on the graphics card.
#pragma once

#include <cstdint>

namespace mllab::platform {

// Survives the loss of the graphics context; freed with its last owner.
class Texture {
 public:
    virtual ~Texture() = default;
    [[nodiscard]] virtual std::uintptr_t handle() const = 0;  // what ImGui draws with
    Texture() = default;
    Texture(const Texture&) = delete;
    Texture& operator=(const Texture&) = delete;
};
enum class Sampling : std::uint8_t { nearest, linear };

}  // namespace mllab::platform
