#include <algorithm>
#include <catch_amalgamated.hpp>
#include <ranges>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/voc/annotation_text.hpp"
#include "training/files/files.hpp"

using namespace mllab;
using Catch::Approx;
using testing::MessageWith;
using testing::parsed_voc;
using testing::small_voc;
using testing::voc_with;

TEST_CASE("a photo comes with its objects, but not with their parts") {
    const auto picture = parsed_voc(small_voc);
    CHECK((picture.width_px == 500 && picture.height_px == 250));
    REQUIRE(picture.objects.size() == 2);
    const datasets::VocObject& person = picture.objects[0];
    CHECK(datasets::voc_classes[person.label] == "person");
    CHECK((person.truncated && !person.difficult));
    // Pixels 101 to 200, counted from 1: 100 of 500, from the edge behind the hundredth on.
    CHECK(person.box.x == Approx(0.2));
    CHECK(person.box.w == Approx(0.2));
    CHECK(person.box.y == Approx(0.1));
    CHECK(person.box.bottom() == Approx(1));
    const datasets::VocObject& plant = picture.objects[1];
    CHECK(datasets::voc_classes[plant.label] == "pottedplant");
    CHECK((plant.difficult && !plant.truncated));
    CHECK(plant.box.right() == Approx(1));
    CHECK(plant.box.h == Approx(50.5 / 250));
}

TEST_CASE("a photo without objects has none") {
    CHECK(parsed_voc("<annotation><size><width>3</width><height>2</height></size></annotation>").objects.empty());
}

TEST_CASE("VOC's corners that lie a little outside are clipped") {
    const auto picture = parsed_voc(voc_with("<xmin>101</xmin>", "<xmin>-1</xmin>"));
    CHECK(picture.objects[0].box.x == 0);
    CHECK(picture.objects[0].box.w == Approx(0.4));
    CHECK(parsed_voc(voc_with("<ymax>250</ymax>", "<ymax>252</ymax>")).objects[0].box.bottom() == Approx(1));
}

TEST_CASE("the classes are those of the alphabet") {
    CHECK(std::ranges::is_sorted(datasets::voc_classes));
    for (const auto name : datasets::voc_classes) {
        CAPTURE(name);
        const auto picture = parsed_voc(voc_with("pottedplant", std::string(name)));
        CHECK(datasets::voc_classes[picture.objects[1].label] == name);
    }
}

TEST_CASE("lists name photos; lists of a class leave out those without it") {
    using Names = std::vector<std::string>;
    CHECK(datasets::parse_image_set("000005\n000007\n", "l.txt") == Names{"000005", "000007"});
    CHECK(datasets::parse_image_set("2008_000002  1\r\n2008_000003 -1\r\n\r\n2008_000007  0", "l.txt") ==
          Names{"2008_000002", "2008_000007"});
    CHECK(datasets::parse_image_set("", "l.txt").empty());
}

TEST_CASE("a part of VOC is read as it is unpacked") {
    const testing::TemporaryFolder folder;
    std::filesystem::create_directories(folder / "ImageSets/Main");
    std::filesystem::create_directories(folder / "Annotations");
    files::write_atomically(folder / "ImageSets/Main/trainval.txt", std::string_view("000032\n000001\n"));
    files::write_atomically(folder / "Annotations/000032.xml", small_voc);
    CHECK_THROWS_MATCHES(datasets::read_voc(folder.path(), "trainval"), files::FileError, MessageWith({"000001.xml"}));
    files::write_atomically(folder / "Annotations/000001.xml", voc_with("<width>500", "<width>600"));
    const auto pictures = datasets::read_voc(folder.path(), "trainval");
    REQUIRE(pictures.size() == 2);
    CHECK(pictures[0].id == "000032");
    CHECK(pictures[0].file == folder.path() / "JPEGImages" / "000032.jpg");
    CHECK(pictures[1].width_px == 600);
    CHECK_THROWS_MATCHES(datasets::read_voc(folder.path(), "test"), files::FileError, MessageWith({"test.txt"}));
}
