#include <algorithm>
#include <catch_amalgamated.hpp>
#include <format>
#include <set>

#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/coco/instances_text.hpp"
#include "training/files/files.hpp"
#include "training/files/gzip.hpp"

using namespace mllab;
using Catch::Approx;
using testing::parsed;
using testing::small_coco;

TEST_CASE("pictures come with their objects, in 0 to 1 of the picture") {
    const auto coco = parsed(small_coco);
    REQUIRE(coco.categories.size() == 2);
    CHECK(coco.categories[0].name == "person");
    CHECK(coco.categories[1].id == 3);
    REQUIRE(coco.pictures.size() == 2);
    const datasets::CocoPicture& picture = coco.pictures[0];
    CHECK(picture.id == 7);
    CHECK(picture.file == std::filesystem::path("photos") / "000000000007.jpg");
    CHECK((picture.width_px == 100 && picture.height_px == 200));
    REQUIRE(picture.objects.size() == 3);
    const datasets::CocoObject& car = picture.objects[0];
    CHECK(car.id == 5);
    CHECK(coco.categories[car.category].name == "car");
    CHECK(car.box == geometry::Box{0.1, 0.1, 0.305, 0.2});
    CHECK(car.area_px == 600.25);
    CHECK_FALSE(car.crowd);
    const datasets::CocoObject& crowd = picture.objects[1];
    CHECK(crowd.id == 900100000007);
    CHECK(crowd.crowd);
    CHECK(crowd.box == geometry::Box{0, 0, 1, 0.25});
    // The other picture has no objects, and an id that does not fit into 32 bits.
    CHECK(coco.pictures[1].id == 10'000'000'000);
    CHECK(coco.pictures[1].objects.empty());
}

TEST_CASE("a box that leaves its picture a little is clipped, and has its own area where none is told") {
    const datasets::CocoObject last = parsed(small_coco).pictures[0].objects[2];
    CHECK(last.box.right() == Approx(1));
    CHECK(last.box.w == Approx(0.1));
    CHECK(last.area_px == Approx(105));
    CHECK_FALSE(last.crowd);
    const auto before = parsed(testing::with("[0, 0, 100, 50]", "[-1.5, -2, 100, 50]")).pictures[0].objects[1];
    CHECK((before.box.x == 0 && before.box.y == 0));
    CHECK(before.box.w == Approx(0.985));
    // As a few of the official ones.
    CHECK(parsed(testing::with("[0, 0, 100, 50]", "[50, 50, 0, 10]")).pictures[0].objects[1].box.w == 0);
}

TEST_CASE("a file is read packed and plain, and photos are looked for beside it") {
    const testing::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "annotations");
    const files::Bytes bytes(small_coco.begin(), small_coco.end());
    files::write_atomically(folder / "annotations/instances_val2017.json", bytes);
    files::write_atomically(folder / "annotations/instances_train2017.json", files::gzip(bytes));
    for (const std::string part : {"val2017", "train2017"}) {
        const auto coco = datasets::read_coco(folder.path(), part);
        REQUIRE(coco.pictures.size() == 2);
        CHECK(coco.pictures[0].file == folder.path() / part / "000000000007.jpg");
    }
    CHECK_THROWS_MATCHES(datasets::read_coco(folder.path(), "test2017"), files::FileError,
                         testing::MessageWith({"instances_test2017.json"}));
}

TEST_CASE("many objects with long outlines") {
    std::string text = R"({"images": [{"id": 1, "file_name": "a.jpg", "width": 100, "height": 100}], )"
                       R"("categories": [{"id": 1, "name": "thing"}], "annotations": [)";
    for (int i = 0; i < 3000; ++i) {
        text += std::format(R"({}{{"segmentation": [[)", i == 0 ? "" : ",");
        for (int k = 0; k < 50; ++k) text += "12.5,";
        text += std::format(R"(1]], "id": {}, "image_id": 1, "category_id": 1, "bbox": [{}, 0, 1, 1]}})", i, i % 99);
    }
    const auto coco = parsed(text + "]}");
    REQUIRE(coco.pictures[0].objects.size() == 3000);
    CHECK(coco.pictures[0].objects[2999].id == 2999);
    CHECK(coco.pictures[0].objects[98].box.x == Approx(0.98));
}

TEST_CASE("COCO's photos for measuring are what the README says") {
    testing::need_data("coco_sample/annotations/instances_val2017.json");
    const auto coco = datasets::read_coco(testing::real_data_folder() / "coco_sample", "val2017");
    CHECK(coco.categories.size() == 80);
    CHECK(coco.categories.back().id == 90);
    CHECK(coco.pictures.size() == 134);
    std::size_t objects = 0;
    std::size_t crowds = 0;
    std::size_t long_ids = 0;
    std::set<std::size_t> categories;
    for (const auto& picture : coco.pictures) {
        CHECK(std::filesystem::exists(picture.file));
        objects += picture.objects.size();
        for (const auto& object : picture.objects) {
            categories.insert(object.category);
            crowds += object.crowd ? 1 : 0;
            long_ids += object.id > 0xffffffff ? 1 : 0;
            CHECK(geometry::is_sound(object.box));
            CHECK((object.box.x >= 0 && object.box.right() <= 1 + 1e-12 && object.box.area() > 0));
            CHECK((object.box.y >= 0 && object.box.bottom() <= 1 + 1e-12));
            // An outline lies in its box, but for rounding.
            CHECK(object.area_px <= object.box.area() * picture.width_px * picture.height_px * 1.05 + 5);
        }
    }
    CHECK(objects == 1132);
    CHECK(crowds == 10);
    CHECK(long_ids > 0);
    CHECK(categories.size() == 80);
}

TEST_CASE("COCO's photos for training are what the README says") {
    testing::need_data("coco_train/annotations/instances_train2017.json");
    const auto coco = datasets::read_coco(testing::real_data_folder() / "coco_train", "train2017");
    CHECK(coco.pictures.size() == 150);
    std::size_t objects = 0;
    for (const auto& picture : coco.pictures) {
        CHECK(std::filesystem::exists(picture.file));
        CHECK(std::max(picture.width_px, picture.height_px) == 320);
        objects += picture.objects.size();
    }
    CHECK(objects == 1487);
}
