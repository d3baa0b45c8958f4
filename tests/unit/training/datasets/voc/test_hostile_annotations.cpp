// Annotations that nobody should write, and some that somebody will.

#include <catch_amalgamated.hpp>
#include <format>

#include "core/random.hpp"
#include "support/message.hpp"
#include "training/datasets/voc/annotation_text.hpp"
#include "training/files/files.hpp"

using namespace mllab;
using files::FileError;
using testing::MessageWith;
using testing::parsed_voc;
using testing::small_voc;
using testing::voc_with;

TEST_CASE("what is wrong with an annotation is said, and where") {
    const auto refused = [](const std::string& text, std::vector<std::string> parts) {
        CAPTURE(text);
        parts.emplace_back("a.xml");
        CHECK_THROWS_MATCHES(parsed_voc(text), FileError, MessageWith(parts));
    };
    refused("", {"no XML"});
    refused("{\"images\": []}", {"no XML"});
    refused("<html></html>", {"no <annotation>"});
    refused("<annotation></annotation>", {"<size> is missing"});
    refused(voc_with("<width>500</width>", ""), {"<width> is missing"});
    for (const std::string width : {"0", "-5", "1.5", "70000", "nan", "inf", "1e999", "500px", "", "five"})
        refused(voc_with("<width>500", "<width>" + width), {"width"});
    refused(voc_with("<name>person", "<name>unicorn"), {"object 1", "no class “unicorn”"});
    refused(voc_with("<name>person</name>", ""), {"object 1", "<name> is missing"});
    refused(voc_with("<difficult>1", "<difficult>yes"), {"object 2", "<difficult> is neither 0 nor 1"});
    refused(voc_with("<xmin>451</xmin>", ""), {"object 2", "<xmin> is missing"});
    refused(voc_with("<xmin>101", "<xmin>nan"), {"object 1", "<xmin> is no number"});
    refused(voc_with("<xmin>101", "<xmin>1e308"), {"object 1"});
    refused(voc_with("<xmin>101", "<xmin>0x65"), {"object 1", "<xmin> is no number"});
    refused(voc_with("<xmin>101", "<xmin>201"), {"object 1", "without an area"});
    refused(voc_with("<xmax>200", "<xmax>503"), {"object 1", "leaves its picture of 500 x 250"});
    refused(voc_with("<ymin>26", "<ymin>-2"), {"object 1", "leaves its picture"});
    refused(voc_with("<ymax>250</ymax>", "<ymax>-1</ymax>"), {"object 1", "without an area"});
    refused(std::string(small_voc).append(std::size_t{1} << 20U, ' '), {"larger"});
}

TEST_CASE("too many objects are too many") {
    std::string text = "<annotation><size><width>9</width><height>9</height></size>";
    for (int i = 0; i < 4097; ++i)
        text +=
            "<object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></"
            "object>";
    CHECK_THROWS_MATCHES(parsed_voc(text + "</annotation>"), FileError, MessageWith({"object 4097", "too many"}));
}

TEST_CASE("entities are not expanded and files not included") {
    const std::string laughs = R"(<!DOCTYPE annotation [<!ENTITY a "person"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c SYSTEM "file:///etc/passwd">]>)";
    CHECK(parsed_voc(laughs + small_voc).objects.size() == 2);
    for (const std::string entity : {"&a;", "&b;", "&c;"})
        CHECK_THROWS_MATCHES(parsed_voc(laughs + voc_with("<name>person", "<name>" + entity)), FileError,
                             MessageWith({"no class “" + entity + "”"}));
}

TEST_CASE("elements within elements, as deep as a file can be") {
    std::string deep;
    for (int i = 0; i < 50'000; ++i) deep += "<part>";
    CHECK_THROWS_MATCHES(parsed_voc(voc_with("<segmented>0</segmented>", deep)), FileError, MessageWith({"no XML"}));
    for (int i = 0; i < 50'000; ++i) deep += "</part>";
    CHECK(parsed_voc(voc_with("<segmented>0</segmented>", deep)).objects.size() == 2);
}

TEST_CASE("an annotation that was cut or changed anywhere is read or refused by name") {
    core::Random random(7);
    for (std::size_t i = 0; i < 3000; ++i) {
        std::string text = small_voc;
        if (i < text.size())
            text.resize(i);
        else
            for (int k = 0; k < 4; ++k) text[random.below(text.size())] = static_cast<char>(random.below(256));
        try {
            for (const auto& object : parsed_voc(text).objects) {
                CHECK(object.label < datasets::voc_classes.size());
                CHECK((geometry::is_sound(object.box) && object.box.right() <= 1 + 1e-12));
            }
        } catch (const FileError& error) {
            CHECK(std::string_view(error.what()).starts_with("a.xml"));
        }
    }
}

TEST_CASE("a list names files in its folder and nothing else") {
    const auto refused = [](const std::string& text, const std::string& part) {
        CAPTURE(text);
        CHECK_THROWS_MATCHES(datasets::parse_image_set(text, "l.txt"), FileError, MessageWith({"l.txt", part}));
    };
    refused("../../etc/passwd\n", "line 1");
    refused("000005\n..\n", "line 2");
    refused("a\\b\n", "line 1");
    refused(std::string("a\0b\n", 4), "line 1");
    refused("\x01\n", "line 1");
    refused(std::string(300, 'x'), "line 1");
    refused("000005 2\n", "neither -1, 0 nor 1");
    refused("000005 1 1\n", "neither -1, 0 nor 1");
    refused("000005\n000006\n000005\n", "000005 is there twice");
}
