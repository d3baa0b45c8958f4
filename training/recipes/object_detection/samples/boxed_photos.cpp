#include "training/recipes/object_detection/samples/boxed_photos.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "training/datasets/coco/instances.hpp"
#include "training/datasets/voc/annotations.hpp"
#include "training/files/files.hpp"
#include "training/files/fingerprint.hpp"
#include "training/files/sha256.hpp"

namespace mllab::object_detection_samples {

namespace {

struct Source {
    const char* data_set;
    BoxedPhotos (*read)(const std::filesystem::path& folder);
};

void keep(BoxedPhotos& photos, BoxedPhoto photo) {
    if (std::ranges::all_of(photo.things, &Thing::unsettled)) return;
    const std::string name = photo.file.filename().string();
    constexpr unsigned validates = 13;  // of 256
    const auto digest = files::sha256(std::span(reinterpret_cast<const std::uint8_t*>(name.data()), name.size()));
    (digest[0] < validates ? photos.validation : photos.training).push_back(std::move(photo));
}

BoxedPhotos of_coco(const datasets::CocoInstances& coco) {
    BoxedPhotos photos;
    for (const auto& category : coco.categories) photos.labels.push_back(category.name);
    for (const auto& picture : coco.pictures) {
        BoxedPhoto photo{.file = picture.file, .things = {}};
        for (const auto& object : picture.objects)
            photo.things.push_back({.box = object.box, .label = object.category, .unsettled = object.crowd});
        keep(photos, std::move(photo));
    }
    return photos;
}

std::string as_people_say(std::string_view name) {
    if (name == "diningtable") return "dining table";
    if (name == "pottedplant") return "potted plant";
    if (name == "tvmonitor") return "tv";
    if (name == "aeroplane") return "airplane";
    if (name == "motorbike") return "motorcycle";
    return std::string(name);
}

BoxedPhotos of_voc(const std::filesystem::path& folder) {
    BoxedPhotos photos;
    for (const std::string_view name : datasets::voc_classes) photos.labels.push_back(as_people_say(name));
    for (const auto& picture : datasets::read_voc(folder / "voc2007/trainval", "trainval")) {
        BoxedPhoto photo{.file = picture.file, .things = {}};
        for (const auto& object : picture.objects)
            photo.things.push_back({.box = object.box, .label = object.label, .unsettled = object.difficult});
        keep(photos, std::move(photo));
    }
    return photos;
}

constexpr std::array sources{
    Source{
        "coco",
        [](const std::filesystem::path& folder) { return of_coco(datasets::read_coco(folder / "coco", "train2017")); }},
    Source{"voc2007", &of_voc}, Source{"coco_train", [](const std::filesystem::path& folder) {
                                           return of_coco(datasets::read_coco(folder / "coco_train", "train2017"));
                                       }}};

std::string fingerprint_of(const BoxedPhotos& photos) {
    files::Fingerprint all;
    for (const auto* part : {&photos.training, &photos.validation}) {
        all.add(part->size());
        for (const BoxedPhoto& photo : *part) {
            all.add(std::string_view(photo.file.filename().string()));
            for (const Thing& thing : photo.things) {
                for (const double number : {thing.box.x, thing.box.y, thing.box.w, thing.box.h}) all.add(number);
                all.add(thing.label).add(thing.unsettled ? 1 : 0);
            }
        }
    }
    for (const std::string& label : photos.labels) all.add(std::string_view(label));
    return all.text();
}

}  // namespace

BoxedPhotos load(const datasets::Places& places) {
    std::string tried;
    for (const Source& source : sources) {
        const datasets::DataSet& set = datasets::data_set(source.data_set);
        std::filesystem::path folder;
        try {
            folder = datasets::folder_with(set, places);
        } catch (const files::FileError& missing) {
            tried += std::string(tried.empty() ? "" : "\n") + missing.what();
            continue;
        }
        BoxedPhotos photos = source.read(folder);
        photos.data_set = source.data_set;
        if (photos.training.empty() || photos.validation.empty())
            throw files::FileError(set.name + " in " + folder.string() +
                                   " has too few photos with things to learn from");
        photos.fingerprint = fingerprint_of(photos);
        return photos;
    }
    throw files::FileError("there are no photos with boxes to learn from:\n" + tried);
}

}  // namespace mllab::object_detection_samples
