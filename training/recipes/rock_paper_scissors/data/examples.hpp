// The site's example pictures: hands of the green-screen set before walls that exist nowhere, and a ball.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::gestures_data {

struct ExampleFile {
    std::string name;  // "rock-1.jpg"
    files::Bytes bytes;
};

inline constexpr int example_width = 320;
inline constexpr int example_height = 240;
inline constexpr std::size_t example_limit_bytes = 12'000;

// Two pictures a gesture, one without a hand, and credits.txt, which says whose photos were adapted and how (CC BY-SA
// 4.0 asks for that, and for the same licence). `folder` has rock_paper_scissors/; every hand is one of its test split.
// The same bytes every time. Throws pictures::PictureError where a photo is missing.
[[nodiscard]] std::vector<ExampleFile> example_files(const std::filesystem::path& folder);

}  // namespace mllab::gestures_data
