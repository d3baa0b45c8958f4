#include "training/recipes/object_detection/data/photos.hpp"

#include <filesystem>

#include "training/files/files.hpp"

namespace mllab::detection_data {

namespace {

constexpr const char* whole = "coco";
constexpr const char* sample = "coco_sample";

datasets::DataSet set_in(const std::string& folder) {
    return {.id = "coco",
            .name = "COCO, validation photos",
            .homepage = "https://cocodataset.org",
            .licence = "annotations CC BY 4.0; every photo has its own",
            .attribution = "COCO (Lin and others)",
            .files = {{.file = folder + "/annotations/instances_val2017.json",
                       .addresses = {},
                       .content_sha256 = "",
                       .members = {}}}};
}

}  // namespace

MeasuredPhotos load_photos(const datasets::Places& places) {
    std::filesystem::path folder;
    try {
        folder = datasets::folder_with(set_in(whole), places) / whole;
    } catch (const files::FileError&) {
        try {
            folder = datasets::folder_with(set_in(sample), places) / sample;
        } catch (const files::FileError&) {
            // What is missing is what everybody can fetch.
        }
        if (folder.empty()) throw;
    }
    return {.name = folder.filename() == whole ? "COCO val2017" : "COCO val2017, a sample",
            .instances = datasets::read_coco(folder, "val2017")};
}

}  // namespace mllab::detection_data
