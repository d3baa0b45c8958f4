// What of stb_image and stb_image_write is used, with its memory bounded.
#pragma once

#include <cstddef>

namespace mllab::pictures {

// One allocation of the decoder: four bytes for each of Limits::pixels, twice. A small PNG can ask for a thousand times
// its size; it gets "outofmem" instead.
inline constexpr std::size_t allocation_limit_bytes = std::size_t{256} << 20;
[[nodiscard]] void* bounded_malloc(std::size_t bytes);
[[nodiscard]] void* bounded_realloc(void* memory, std::size_t bytes);

}  // namespace mllab::pictures

#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_MAX_DIMENSIONS 16384
#define STBI_MALLOC(bytes) mllab::pictures::bounded_malloc(bytes)
#define STBI_REALLOC(memory, bytes) mllab::pictures::bounded_realloc(memory, bytes)
#define STBI_FREE(memory) std::free(memory)
#define STBI_WRITE_NO_STDIO
#include <stb_image.h>
#include <stb_image_write.h>
