// The 200 classes of Tiny ImageNet: which pictures train, which validate, which test.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "training/datasets/data_folder.hpp"
#include "training/datasets/splits.hpp"
#include "training/datasets/tiny_imagenet/tiny_imagenet.hpp"

namespace mllab::image_classification_data {

// Pictures as their files have them: decoding one takes a tenth of a millisecond, all of them half a gigabyte.
using Pictures = std::vector<datasets::ImagenetPicture>;

struct Data {
    std::vector<std::string> names;  // of the classes, sorted by their WordNet number
    // The official training pictures, every tenth of each class held back for choosing; and the official validation
    // pictures, which nobody chooses by.
    Pictures train, validation, test;
    std::string fingerprint;  // of all that trains

    [[nodiscard]] const Pictures& of(datasets::Split split) const;
};

// Decodes every picture once, so that none fails in the middle of a training. Throws files::FileError,
// pictures::PictureError.
[[nodiscard]] Data load(const datasets::Places& places);

[[nodiscard]] image::RgbaImage decoded(const datasets::ImagenetPicture& picture);

}  // namespace mllab::image_classification_data
