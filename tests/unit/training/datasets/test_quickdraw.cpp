#include <catch_amalgamated.hpp>
#include <string>

#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/quickdraw.hpp"
#include "training/files/gzip.hpp"

namespace datasets = mllab::datasets;
namespace files = mllab::files;
using datasets::parse_quickdraw;
using files::FileError;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

namespace {

const std::string cat = R"({"word":"cat","countrycode":"VE","timestamp":"2017-03-02 23:25:10 UTC","recognized":false,)"
                        R"("key_id":"5201136883597312","drawing":[[[130,113,0],[72,40,255]],[[7],[9]]]})";

std::string with_drawing(const std::string& drawing) { return R"({"key_id":"1","drawing":)" + drawing + "}"; }

// Refused in the second line, with a message that says so.
void check_refused(const std::string& line, const std::string& words) {
    CAPTURE(line.substr(0, 200));
    CHECK_THROWS_MATCHES(parse_quickdraw(cat + "\n" + line + "\n" + cat, "cat.ndjson"), FileError,
                         MessageWith({"cat.ndjson, line 2: ", words}));
}

}  // namespace

TEST_CASE("a simplified drawing comes with word, key and strokes") {
    const auto drawings = parse_quickdraw(cat + "\n", "x");
    REQUIRE(drawings.size() == 1);
    const auto& drawing = drawings[0];
    CHECK(drawing.word == "cat");
    CHECK(drawing.key_id == "5201136883597312");
    CHECK_FALSE(drawing.recognized);
    CHECK_FALSE(drawing.raw);
    REQUIRE(drawing.strokes.size() == 2);
    REQUIRE(drawing.strokes[0].size() == 3);
    CHECK(drawing.strokes[0][2].x == 0);
    CHECK(drawing.strokes[0][2].y == 255);
    CHECK(drawing.strokes[0][2].t_ms == 0);
    CHECK(drawing.strokes[1].size() == 1);
}

TEST_CASE("a raw drawing is told by its third list, which is the time") {
    const auto drawings = parse_quickdraw(
        with_drawing("[[[1021.5,1019.75,-3],[2000.25,4e4,7],[0,16.5,20000]],[[1],[2],[25000]]]") + "\n" + cat, "x");
    REQUIRE(drawings.size() == 2);
    CHECK(drawings[0].raw);
    CHECK(drawings[0].strokes[0][0].x == 1021.5F);
    CHECK(drawings[0].strokes[0][1].y == 4e4F);
    CHECK(drawings[0].strokes[0][1].t_ms == 16.5F);
    CHECK(drawings[0].strokes[1][0].t_ms == 25000);
    CHECK_FALSE(drawings[1].raw);
}

TEST_CASE("the facts beside a drawing may be missing or odd, the drawing may not") {
    const auto drawings = parse_quickdraw(R"({"word":7,"key_id":8,"recognized":"no","drawing":[[[1],[2]]]})", "x");
    REQUIRE(drawings.size() == 1);
    CHECK(drawings[0].word.empty());
    CHECK(drawings[0].key_id.empty());
    CHECK(drawings[0].recognized);
    check_refused(R"({"word":"cat","key_id":"1"})", "“drawing” is missing");
    check_refused("{}", "“drawing” is missing");
}

TEST_CASE("reading stops after as many drawings as were asked for") {
    const std::string text = cat + "\n\n \r\n" + cat + "\nnot JSON";
    CHECK(parse_quickdraw(text, "x", 2).size() == 2);
    CHECK(parse_quickdraw(text, "x", 0).empty());
    CHECK(parse_quickdraw("", "x").empty());
    CHECK_THROWS_MATCHES(parse_quickdraw(text, "x", 3), FileError, MessageWith({"x, line 5"}));
}

TEST_CASE("lines that are no JSON objects are refused and named") {
    for (const std::string line : {"x", "[]", "7", "null", "\"drawing\"", "{\"drawing\":", "\xFF\xFE", "{} {}"})
        check_refused(line, "no JSON object");
    check_refused(cat.substr(0, cat.size() - 1), "no JSON object");
    check_refused("{\"word\":\"\xC3\x28\",\"drawing\":[[[1],[2]]]}", "no JSON object");
}

TEST_CASE("a line cut anywhere is refused") {
    for (std::size_t n = 1; n < cat.size(); ++n) {
        CAPTURE(n);
        CHECK_THROWS_MATCHES(parse_quickdraw(cat.substr(0, n), "cat.ndjson"), FileError,
                             MessageWith({"cat.ndjson, line 1"}));
    }
}

TEST_CASE("a drawing without strokes, or with something else in their place, is refused") {
    for (const std::string drawing : {"[]", "{}", "7", "null", "\"\""})
        check_refused(with_drawing(drawing), "holds no strokes");
    for (const std::string drawing :
         {"[7]", "[[]]", "[[[1,2]]]", "[[1,2]]", "[[[1],2]]", "[[[1],{}]]", "[[[1],[2],3]]"})
        check_refused(with_drawing(drawing), "not a pair");
    check_refused(with_drawing("[[[],[]]]"), "0 x and 0 y");
}

TEST_CASE("lists of different lengths are refused with both lengths") {
    check_refused(with_drawing("[[[1,2],[3]]]"), "2 x and 1 y");
    check_refused(with_drawing("[[[1],[2,3]]]"), "1 x and 2 y");
    check_refused(with_drawing("[[[1,2],[3,4],[5]]]"), "2 x and 1 times");
    check_refused(with_drawing("[[[1],[2],[3],[4]]]"), "4 lists");
    check_refused(with_drawing("[[[1],[2],[3]],[[1],[2]]]"), "2 lists where the first has 3");
    check_refused(with_drawing("[[[1],[2]],[[1],[2],[3]]]"), "3 lists where the first has 2");
}

TEST_CASE("numbers that are no coordinates or times are refused") {
    for (const std::string x : {"\"1\"", "null", "true", "[]", "{}"})
        check_refused(with_drawing("[[[" + x + "],[2]]]"), "a coordinate is no number");
    for (const std::string x : {"100001", "-1e6", "1e300", "18446744073709551615"})
        check_refused(with_drawing("[[[1],[" + x + "]]]"), "out of range");
    check_refused(with_drawing("[[[1e999],[2]]]"), "no JSON object");  // beyond a double: JSON's reader refuses it
    check_refused(with_drawing("[[[1],[2],[\"3\"]]]"), "a time is no number");
    check_refused(with_drawing("[[[1],[2],[1e14]]]"), "the time 1e+14 is out of range");
    CHECK(parse_quickdraw(with_drawing("[[[100000],[-100000]]]"), "x").size() == 1);
}

TEST_CASE("nesting without end is refused without using the stack") {
    check_refused(with_drawing(std::string(1'000'000, '[')), "nested too deeply");
    std::string objects;
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
    check_refused(objects, "nested too deeply");
}

TEST_CASE("a huge line is refused, a long one is read") {
    std::string list = "1";
    for (int i = 1; i < 100'000; ++i) list += ",1";
    const auto drawings = parse_quickdraw(with_drawing("[[[" + list + "],[" + list + "]]]"), "x");
    CHECK(drawings.at(0).strokes.at(0).size() == 100'000);
    check_refused(with_drawing("[[[1" + std::string(std::size_t{17} << 20, ' ') + "],[2]]]"), "longer than the limit");
}

TEST_CASE("files are found by category, packed or plain, and read") {
    const TemporaryFolder folder;
    CHECK(datasets::quickdraw_files(folder.path()).empty());
    std::filesystem::create_directories(folder / "quickdraw/simplified");
    files::write_atomically(folder / "quickdraw/simplified/hot dog.ndjson", cat + "\n");
    files::write_atomically(folder / "quickdraw/simplified/cat.ndjson.gz",
                            files::gzip(files::Bytes(cat.begin(), cat.end())));
    files::write_atomically(folder / "quickdraw/simplified/dog.txt", cat);
    const auto found = datasets::quickdraw_files(folder.path());
    REQUIRE(found.size() == 2);
    CHECK(found[0].category == "cat");
    CHECK(found[1].category == "hot dog");
    for (const auto& file : found) CHECK(datasets::read_quickdraw(file.file).size() == 1);
    files::write_atomically(folder / "quickdraw/simplified/cat.ndjson.gz", std::string_view("\x1F\x8B hm"));
    CHECK_THROWS_MATCHES(datasets::read_quickdraw(found[0].file), FileError, MessageWith({"cat.ndjson.gz"}));
}

TEST_CASE("the real drawings have keys and whole coordinates of 0 to 255") {
    const auto drawings =
        datasets::read_quickdraw(mllab::testing::need_data("quickdraw/simplified/The Eiffel Tower.ndjson.gz"));
    CHECK(drawings.size() == 225);
    for (const auto& drawing : drawings) {
        CHECK(drawing.word == "The Eiffel Tower");
        CHECK_FALSE(drawing.key_id.empty());
        CHECK_FALSE(drawing.raw);
        const auto box = mllab::ink::bounding_box(drawing.strokes);
        CHECK((box.left >= 0 && box.top >= 0 && box.right <= 255 && box.bottom <= 255));
    }
}
