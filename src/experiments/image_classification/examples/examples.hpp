// The site's own photos and paintings; below web/examples.
#pragma once

#include <array>
#include <string_view>

namespace mllab::image_classification {

struct ExamplePicture {
    std::string_view label;
    std::string_view file;
};

inline constexpr auto examples = std::to_array<ExamplePicture>({
    {.label = "Dog", .file = "photos/dog.jpg"},
    {.label = "Cat", .file = "photos/cat.jpg"},
    {.label = "Laptop", .file = "photos/laptop.jpg"},
    {.label = "Bus", .file = "photos/bus.jpg"},
    {.label = "Train", .file = "photos/train.jpg"},
    {.label = "Sea front", .file = "photos/sea_front.jpg"},
    {.label = "Mountains", .file = "photos/mountains.jpg"},
    {.label = "Painting", .file = "photos/night_cafe.jpg"},
    {.label = "Portrait", .file = "photos/parasol.jpg"},
});

}  // namespace mllab::image_classification
