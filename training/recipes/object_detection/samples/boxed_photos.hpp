// Photos with boxes to learn from, whichever data set they are of: the photos stay files, what is in them is known.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "geometry/box.hpp"
#include "training/datasets/data_folder.hpp"

namespace mllab::object_detection_samples {

struct Thing {
    geometry::Box box{};     // in 0..1 of its picture
    std::size_t label = 0;   // index in BoxedPhotos::labels
    bool unsettled = false;  // a crowd, or hardly to be seen: neither to be found nor to be taken for background
    bool operator==(const Thing&) const = default;
};

struct BoxedPhoto {
    std::filesystem::path file;
    std::vector<Thing> things;
};

struct BoxedPhotos {
    std::string data_set;             // its id: "coco", "voc2007", "coco_train"
    std::vector<std::string> labels;  // as people say them: "potted plant"
    std::vector<BoxedPhoto> training;
    std::vector<BoxedPhoto> validation;  // to watch a training by, apart from what detectors are measured on
    std::string fingerprint;             // of files' names, boxes and labels
};

// Of the data sets that detectors can learn from the first one that is there: COCO's training photos, the photos that
// VOC 2007 trains with, or coco_train, a few COCO photos. Photos without anything that is wanted are left out. About a
// twentieth of them, drawn by a hash of the file's name, validates. Throws files::FileError: none is there, or what is
// there is broken.
[[nodiscard]] BoxedPhotos load(const datasets::Places& places);

}  // namespace mllab::object_detection_samples
