// The site's own pictures, for who has no camera; below web/examples.
#pragma once

#include <array>
#include <string_view>

namespace mllab::object_detection {

struct ExamplePicture {
    std::string_view label;
    std::string_view file;
};

inline constexpr auto examples = std::to_array<ExamplePicture>({
    {.label = "Person with a dog", .file = "photos/dog.jpg"},
    {.label = "Cat", .file = "photos/cat.jpg"},
    {.label = "Bus", .file = "photos/bus.jpg"},
    {.label = "Desk", .file = "photos/laptop.jpg"},
    {.label = "Train", .file = "photos/train.jpg"},
    {.label = "Night café", .file = "photos/night_cafe.jpg"},
    {.label = "Dance in the park", .file = "photos/moulin_de_la_galette.jpg"},
});

inline constexpr std::string_view credit =
    "Example photos: by photographers on Flickr, CC BY 2.0 and CC BY-SA 2.0; paintings in the public domain.";

}  // namespace mllab::object_detection
