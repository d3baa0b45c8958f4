// Before the libraries, which are compiled here and nowhere else.
#include <cstdlib>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include "training/pictures/stb.hpp"

namespace mllab::pictures {

void* bounded_malloc(std::size_t bytes) { return bytes > allocation_limit_bytes ? nullptr : std::malloc(bytes); }

void* bounded_realloc(void* memory, std::size_t bytes) {
    return bytes > allocation_limit_bytes ? nullptr : std::realloc(memory, bytes);
}

}  // namespace mllab::pictures
