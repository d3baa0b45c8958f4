#include <algorithm>
#include <catch_amalgamated.hpp>
#include <format>
#include <set>

#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/recipes/object_detection/samples/boxed_photos.hpp"
#include "training/recipes/object_detection/samples/sampler.hpp"

using namespace mllab;
using namespace mllab::object_detection_samples;
using testing::MessageWith;

namespace {

datasets::Places places(const std::filesystem::path& folder) { return {.chosen = folder, .usual = {}}; }

// Photos 1 to 60 with a cat each, the first with a crowd as well, and one with a crowd alone.
void write_coco(const std::filesystem::path& folder, double x) {
    std::string pictures;
    std::string objects;
    const auto object = [&](int id, int picture, double left, bool crowd) {
        objects +=
            std::format(R"({}{{"id":{},"image_id":{},"category_id":2,"bbox":[{},5,10,10],"area":9,"iscrowd":{}}})",
                        objects.empty() ? "" : ",", id, picture, left, crowd ? 1 : 0);
    };
    for (int i = 1; i <= 61; ++i) {
        pictures +=
            std::format(R"({}{{"id":{},"file_name":"{:012}.jpg","width":50,"height":40}})", i > 1 ? "," : "", i, i);
        object(i, i, x, i == 61);
    }
    object(1000, 1, 2, true);
    std::filesystem::create_directories(folder / "annotations");
    files::write_atomically(folder / "annotations/instances_train2017.json",
                            std::format(R"({{"images":[{}],"annotations":[{}],"categories":[{}]}})", pictures, objects,
                                        R"({"id":2,"name":"cat"},{"id":5,"name":"airplane"})"));
}

void write_voc(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "ImageSets/Main");
    std::filesystem::create_directories(folder / "Annotations");
    std::string list;
    for (int i = 0; i < 60; ++i) {
        const std::string id = std::format("{:06}", i);
        list += id + "\n";
        files::write_atomically(
            folder / "Annotations" / (id + ".xml"),
            std::format("<annotation><size><width>9</width><height>9</height></size><object><name>pottedplant</name>"
                        "<difficult>{}</difficult><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>3</ymax>"
                        "</bndbox></object></annotation>",
                        i == 7 ? 1 : 0));
    }
    files::write_atomically(folder / "ImageSets/Main/trainval.txt", list);
}

}  // namespace

TEST_CASE("COCO's photos come with their things, and those without are left out") {
    const testing::TemporaryFolder folder;
    write_coco(folder / "coco_train", 10);
    const BoxedPhotos photos = load(places(folder.path()));
    CHECK(photos.data_set == "coco_train");
    CHECK(photos.labels == std::vector<std::string>{"cat", "airplane"});
    CHECK(photos.training.size() + photos.validation.size() == 60);  // the one with a crowd alone is left out
    CHECK((!photos.validation.empty() && photos.validation.size() < 12));
    std::set<std::string> names;
    for (const auto* part : {&photos.training, &photos.validation})
        for (const BoxedPhoto& photo : *part) names.insert(photo.file.filename().string());
    CHECK(names.size() == 60);
    const auto has_crowd = [](const BoxedPhoto& photo) { return photo.things.size() == 2; };
    const auto& all = std::ranges::any_of(photos.training, has_crowd) ? photos.training : photos.validation;
    const auto first = std::ranges::find_if(all, has_crowd);
    REQUIRE(first != all.end());
    CHECK(first->things[0] == Thing{{0.2, 0.125, 0.2, 0.25}, 0, false});
    CHECK(first->things[1].unsettled);
    // The same again; and moved boxes are other data.
    CHECK(load(places(folder.path())).fingerprint == photos.fingerprint);
    write_coco(folder / "coco_train", 11);
    CHECK(load(places(folder.path())).fingerprint != photos.fingerprint);
}

TEST_CASE("VOC is taken before a few photos of COCO, and what is difficult is unsettled") {
    const testing::TemporaryFolder folder;
    write_coco(folder / "coco_train", 10);
    write_voc(folder / "voc2007/trainval");
    CHECK(load(places(folder.path())).data_set == "coco_train");  // without its other half VOC is not whole
    write_voc(folder / "voc2007/test");
    const BoxedPhotos photos = load(places(folder.path()));
    CHECK(photos.data_set == "voc2007");
    CHECK(photos.labels.size() == 20);
    CHECK(photos.labels[15] == "potted plant");
    CHECK(photos.training.size() + photos.validation.size() == 59);
}

TEST_CASE("no photos at all are an error that says how to get some") {
    const testing::TemporaryFolder folder;
    CHECK_THROWS_MATCHES(load(places(folder.path())), files::FileError,
                         MessageWith({"fetch coco", "fetch voc2007", "coco_train"}));
    std::filesystem::create_directories(folder / "coco_train/annotations");
    files::write_atomically(folder / "coco_train/annotations/instances_train2017.json", std::string_view("{}"));
    CHECK_THROWS_MATCHES(load(places(folder.path())), files::FileError, MessageWith({"instances_train2017.json"}));
}

TEST_CASE("the photos at hand can be sampled") {
    testing::need_data("coco_train/annotations/instances_train2017.json");
    const BoxedPhotos photos = load(places(testing::real_data_folder()));
    CHECK(photos.labels.size() == 80);
    if (photos.data_set == "coco_train") CHECK(photos.training.size() + photos.validation.size() <= 150);
    const Sampler sampler(photos, {.seed = 1});
    for (std::size_t i = 0; i < 20; ++i) {
        const BoxedPicture sample = sampler.sample(0, i);
        CHECK(sample.picture.width > 0);
        CHECK_FALSE(sample.things.empty());
        for (const Thing& thing : sample.things)
            CHECK((thing.box.x >= 0 && thing.box.y >= 0 && thing.box.right() <= 1 + 1e-9 &&
                   thing.box.bottom() <= 1 + 1e-9 && thing.label < 80));
    }
}
