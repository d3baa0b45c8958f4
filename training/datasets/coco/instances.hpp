// COCO's photos with boxes (Lin et al. 2014): instances_<part>.json as it is downloaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "geometry/box.hpp"

namespace mllab::datasets {

struct CocoCategory {
    std::int64_t id = 0;  // 1 to 90 with gaps: 80 of the 91 that the paper lists
    std::string name;
};

struct CocoObject {
    std::int64_t id = 0;       // unique in the file, up to 12 digits and more
    geometry::Box box{};       // inside of the picture; a few official ones have no width or no height
    std::size_t category = 0;  // index in CocoInstances::categories
    double area_px = 0;        // of the outline where it is told, else of the box; in pixels
    bool crowd = false;        // a region with many things of the category
};

struct CocoPicture {
    std::int64_t id = 0;
    std::filesystem::path file;
    int width_px = 0;
    int height_px = 0;
    std::vector<CocoObject> objects;  // in the file's order; some pictures have none
};

struct CocoInstances {
    std::vector<CocoCategory> categories;  // by id
    std::vector<CocoPicture> pictures;     // by id
};

// `text` is the JSON; `photos` the folder of the files that it names. Outlines and whatever else is in it are passed
// over without being kept, so that the official 450 MB need no more memory than text and result. A box that leaves its
// picture by up to two pixels is clipped. Throws files::FileError, which begins with `name` and says which entry is
// wrong: no JSON; a list that is missing; an entry without a number that it needs, or with one that cannot be; ids that
// are used twice or lead nowhere; file names that are paths; more than 2^20 pictures, 2^23 objects or 4,096 categories.
[[nodiscard]] CocoInstances parse_coco(std::string_view text, const std::filesystem::path& photos,
                                       const std::string& name);

// `folder`/annotations/instances_<part>.json, packed by gzip or not, with photos in `folder`/<part>; the photos are not
// opened. Throws files::FileError.
[[nodiscard]] CocoInstances read_coco(const std::filesystem::path& folder, const std::string& part);

}  // namespace mllab::datasets
