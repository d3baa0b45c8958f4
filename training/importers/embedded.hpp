// The files beside this one as the program holds them in itself (embedded.cpp.in). Private to this room.
#pragma once

#include <span>
#include <string_view>

namespace mllab::importers {

struct EmbeddedFile {
    std::string_view name, text;
};
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();
// Throws ImportError where there is none of this name.
[[nodiscard]] std::string_view embedded_file(std::string_view name);

}  // namespace mllab::importers
