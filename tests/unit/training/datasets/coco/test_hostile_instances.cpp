#include <catch_amalgamated.hpp>
#include <filesystem>
#include <format>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "support/message.hpp"
#include "training/datasets/coco/instances_text.hpp"
#include "training/files/files.hpp"

using namespace mllab;
using testing::parsed;
using testing::small_coco;
using testing::with;

namespace {

void refused(const std::string& text, std::vector<std::string> parts) {
    parts.emplace_back("made-up.json");
    CHECK_THROWS_MATCHES(parsed(text), files::FileError, testing::MessageWith(parts));
}

}  // namespace

TEST_CASE("what is no instances file is refused") {
    for (const char* text : {"", "{", "nonsense", "{\"images\": [}", "\xff\xfe", "{} {}"}) refused(text, {"no JSON"});
    for (const char* text : {"[]", "3", "null", "\"images\""}) refused(text, {"no JSON object"});
    refused("{}", {"categories", "missing"});
    refused(with("\"images\": [\n", "\"pictures\": [\n"), {"images", "missing"});
    refused(with("\"annotations\"", "\"annotation\""), {"annotations", "missing"});
    refused(std::string(small_coco) + "]", {"no JSON"});
}

TEST_CASE("lists that are none, and entries that are none, are refused") {
    for (const char* other : {"3", "null", "{}", "\"\"", "{\"id\": 1}"}) {
        refused(R"({"images": [], "annotations": [], "categories": )" + std::string(other) + "}",
                {"categories", "no list"});
    }
    for (const char* entry : {"3", "null", "[]", "[{}]", "\"\""})
        refused(R"({"images": [)" + std::string(entry) + R"(], "annotations": [], "categories": []})",
                {"images[0]", "no object"});
    refused(R"({"images": [], "images": [], "annotations": [], "categories": []})", {"images", "twice"});
    refused(with("\"licenses\": []", "\"categories\": []"), {"categories", "twice"});
}

TEST_CASE("entries without what they need are refused by list and number") {
    refused(with("\"id\": 3, \"name\"", "\"name\""), {"categories[0]", "id", "missing"});
    refused(with("\"name\": \"car\"", "\"name\": 3"), {"categories[0]", "name", "no text"});
    refused(with("\"name\": \"person\"", "\"name\": \"\""), {"categories[1]", "name", "no text"});
    refused(with(", \"width\": 640", ""), {"images[0]", "width", "missing"});
    refused(with("\"image_id\": 7", "\"image\": 7"), {"annotations[0]", "image_id", "missing"});
    refused(with("\"bbox\": [10, 20, 30.5, 40], ", ""), {"annotations[0]", "bbox", "missing"});
}

TEST_CASE("numbers that cannot be are refused") {
    for (const char* id : {"7.5", "\"7\"", "null", "true", "1e3", "18446744073709551615", "9223372036854775808",
                           "99999999999999999999999"})
        refused(with("\"id\": 7", "\"id\": " + std::string(id)), {"images[1]", "id", "64 bits"});
    for (const char* width : {"0", "-100", "65536", "9223372036854775807"})
        refused(with("\"width\": 100", "\"width\": " + std::string(width)), {"images[1]", "width"});
    for (const char* box : {"[10, 20, 30]", "[10, 20, 30, 40, 50]", "{}", "3", "[[10], 20, 30, 40]",
                            "[10, 20, \"30\", 40]", "[10, 20, null, 40]", "[10, 20, -30, 40]"})
        refused(with("[10, 20, 30.5, 40]", box), {"annotations[0]", "bbox"});
    for (const char* box : {"[-3, 20, 30, 40]", "[10, 20, 93, 40]", "[10, -2.5, 30, 40]", "[10, 20, 30, 183]",
                            "[1e308, 20, 1e308, 40]", "[-1e308, 20, 1e308, 40]"})
        refused(with("[10, 20, 30.5, 40]", box), {"annotation 5", "leaves its picture"});
    refused(with("[10, 20, 30.5, 40]", "[10, 20, 1e999, 40]"), {"no JSON"});
    refused(with("600.25", "-1"), {"annotations[0]", "area"});
    refused(with("600.25", "\"large\""), {"annotations[0]", "area"});
    refused(with("\"iscrowd\": 1", "\"iscrowd\": 2"), {"annotations[1]", "iscrowd"});
}

TEST_CASE("ids that are used twice or lead nowhere are refused") {
    refused(with("\"id\": 6", "\"id\": 5"), {"annotations[2]", "5", "twice"});
    refused(with("\"id\": 10000000000", "\"id\": 7"), {"images[1]", "7", "twice"});
    refused(with("\"id\": 3, \"name\"", "\"id\": 1, \"name\""), {"categories[1]", "1", "twice"});
    refused(with("\"image_id\": 7", "\"image_id\": 8"), {"annotation 5", "no picture 8"});
    refused(with("\"category_id\": 3", "\"category_id\": 2"), {"annotation 5", "no category 2"});
    // Of 10,000,000,000 these are the lower 32 bits.
    refused(with("\"image_id\": 7", "\"image_id\": 1410065408"), {"no picture 1410065408"});
}

TEST_CASE("a file's name cannot lead out of the photos' folder") {
    for (const char* name : {"../../etc/passwd", "/etc/passwd", "a/b.jpg", "..", ".", "..\\\\b.jpg", "a\\u0000.jpg"})
        refused(with("000000000007.jpg", name), {"images[1]", "file_name"});
    CHECK(parsed(with("000000000007.jpg", "..jpg")).pictures[0].file == std::filesystem::path("photos") / "..jpg");
}

TEST_CASE("nesting does not use up the stack") {
    const std::string deep(200'000, '[');
    refused(with("[[10, 20, 40, 20, 40, 60]]", deep), {"nested too deeply"});
    refused("{\"info\": " + deep, {"nested too deeply"});
    refused(deep, {"no JSON object"});
}

TEST_CASE("too many entries are refused before they fill the memory") {
    std::string text = R"({"images": [], "annotations": [], "categories": [)";
    for (int i = 0; i < 4097; ++i) text += std::format(R"({}{{"id": {}, "name": "c"}})", i == 0 ? "" : ",", i);
    refused(text + "]}", {"categories[4096]", "4096", "too many"});
}

TEST_CASE("a damaged file is read or refused, whatever byte is changed, left out or repeated") {
    core::Random random(101);
    int read = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string text(small_coco);
        for (std::size_t times = 1 + random.below(3); times > 0; --times) {
            const std::size_t at = random.below(text.size());
            switch (random.below(4)) {
                case 0:
                    text[at] = static_cast<char>(random.below(256));
                    break;
                case 1:
                    text.erase(at, 1 + random.below(20));
                    break;
                case 2:
                    text.insert(at, text.substr(random.below(text.size()), random.below(40)));
                    break;
                default:
                    text[at] = "0123456789-.e\"[]{},:"[random.below(20)];
            }
        }
        try {
            for (const auto& picture : parsed(text).pictures) {
                REQUIRE(picture.file.parent_path() == "photos");
                for (const auto& object : picture.objects) REQUIRE(geometry::is_sound(object.box));
            }
            ++read;
        } catch (const files::FileError&) {
            continue;
        }
    }
    // Numbers and names that changed, spaces that went.
    CHECK(read > 100);
    CHECK(read < 2900);
}
