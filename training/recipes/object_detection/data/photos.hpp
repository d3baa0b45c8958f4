// Photos with boxes on which detectors are measured: COCO's validation photos (Lin et al. 2014), all of them where they
// were fetched, else a sample of them.
#pragma once

#include <string>

#include "training/datasets/coco/instances.hpp"
#include "training/datasets/data_folder.hpp"

namespace mllab::detection_data {

struct MeasuredPhotos {
    std::string name;  // on the card
    datasets::CocoInstances instances;
};

// The photos themselves are not opened. Throws files::FileError that lists where it looked, and where an annotation
// file is not as it ought to be.
[[nodiscard]] MeasuredPhotos load_photos(const datasets::Places& places);

}  // namespace mllab::detection_data
