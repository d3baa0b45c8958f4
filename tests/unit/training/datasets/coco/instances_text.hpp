// A small file in COCO's format, of which tests change a part.
#pragma once

#include <catch_amalgamated.hpp>
#include <string>
#include <string_view>

#include "training/datasets/coco/instances.hpp"

namespace mllab::testing {

// Two photos, the second without objects, listed first; annotations come before what they refer to, as in no official
// file, and one of the objects is a crowd with an outline in run lengths and an id beyond 32 bits.
inline constexpr std::string_view small_coco = R"({
"info": {"year": 2017, "images": [{"not": "these"}]},
"annotations": [
 {"id": 5, "image_id": 7, "category_id": 3, "bbox": [10, 20, 30.5, 40], "area": 600.25, "iscrowd": 0,
  "segmentation": [[10, 20, 40, 20, 40, 60]]},
 {"id": 900100000007, "image_id": 7, "category_id": 1, "bbox": [0, 0, 100, 50], "area": 4000, "iscrowd": 1,
  "segmentation": {"counts": [1, 2, 3], "size": [200, 100]}},
 {"id": 6, "image_id": 7, "category_id": 1, "bbox": [90, 190, 10.5, 10]}],
"images": [
 {"id": 10000000000, "file_name": "000000000009.jpg", "width": 640, "height": 480},
 {"id": 7, "file_name": "000000000007.jpg", "width": 100, "height": 200, "license": 3}],
"categories": [{"id": 3, "name": "car", "supercategory": "vehicle"}, {"id": 1, "name": "person"}],
"licenses": []})";

inline datasets::CocoInstances parsed(std::string_view text) {
    return datasets::parse_coco(text, "photos", "made-up.json");
}

// The small file with one part changed.
inline std::string with(std::string_view part, std::string_view by) {
    std::string text(small_coco);
    const std::size_t at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), by);
}

}  // namespace mllab::testing
