// PASCAL VOC's photos with boxes (Everingham et al. 2010): an XML file a photo, and lists of the photos that train,
// validate and test.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::datasets {

// VOC's 20 classes in their usual order, which is that of the alphabet; as its files write them.
inline constexpr std::array<std::string_view, 20> voc_classes{
    "aeroplane",   "bicycle", "bird",  "boat",      "bottle", "bus",         "car",   "cat",  "chair", "cow",
    "diningtable", "dog",     "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor"};

struct VocObject {
    geometry::Box box{};     // inside of the picture, and with an area
    std::size_t label = 0;   // index in voc_classes
    bool difficult = false;  // hardly to be seen: neither asked for nor counted as wrong
    bool truncated = false;  // goes on outside of the picture or behind something
};

struct VocPicture {
    std::string id;  // "000032", or "2008_000002"
    std::filesystem::path file;
    int width_px = 0;
    int height_px = 0;
    std::vector<VocObject> objects;  // in the file's order
};

// One photo's annotation. `text` is the XML; entities of its own and whatever else a document type declares are not
// expanded. VOC's corners are pixels, counted from 1, and belong to the box; a box that leaves its picture by up to two
// pixels is clipped. Throws files::FileError, which begins with `name` and says which object is wrong: no XML; more
// than 1 MiB or 4,096 objects; a size or a box that is missing or cannot be; a class that VOC does not have.
[[nodiscard]] VocPicture parse_voc(std::string_view text, const std::string& name);

// The photos that a list names, in its order. Lists of a class ("aeroplane_train.txt") have a number behind each: -1
// are left out, 0 (difficult) and 1 are not. Throws files::FileError, which begins with `name`: a line that is no name
// of a file, a number that VOC does not write, a photo that is named twice, more than 2^20 of them.
[[nodiscard]] std::vector<std::string> parse_image_set(std::string_view text, const std::string& name);

// All photos of `folder`/ImageSets/Main/<part>.txt with `folder`/Annotations/<id>.xml; `folder`/JPEGImages/<id>.jpg are
// not opened. Throws files::FileError.
[[nodiscard]] std::vector<VocPicture> read_voc(const std::filesystem::path& folder, const std::string& part);

}  // namespace mllab::datasets
