// The site's own pictures of hands, for who has no camera; below web/examples.
#pragma once

#include <array>
#include <string_view>

namespace mllab::rock_paper_scissors {

struct ExamplePicture {
    std::string_view label;
    std::string_view file;
};

inline constexpr auto examples = std::to_array<ExamplePicture>({
    {.label = "Rock", .file = "rock_paper_scissors/rock-1.jpg"},
    {.label = "Paper", .file = "rock_paper_scissors/paper-1.jpg"},
    {.label = "Scissors", .file = "rock_paper_scissors/scissors-1.jpg"},
    {.label = "Rock 2", .file = "rock_paper_scissors/rock-2.jpg"},
    {.label = "Paper 2", .file = "rock_paper_scissors/paper-2.jpg"},
    {.label = "Scissors 2", .file = "rock_paper_scissors/scissors-2.jpg"},
    {.label = "No hand", .file = "rock_paper_scissors/no-hand-1.jpg"},
});

}  // namespace mllab::rock_paper_scissors
