#include <array>
#include <catch_amalgamated.hpp>
#include <format>
#include <map>
#include <string>

#include "support/data_folder.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/splits.hpp"
#include "training/datasets/unipen.hpp"
#include "training/files/gzip.hpp"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using mllab::datasets::parse_unipen;
using mllab::datasets::PenDigit;
using mllab::files::FileError;
namespace datasets = mllab::datasets;
namespace files = mllab::files;

namespace {

const std::string two_digits =
    ".INCLUDE        dene.doc\n\n.LEXICON \"0\" \"1\"\n.HIERARCHY      DIGIT\n\n"
    ".SEGMENT DIGIT    0 ? \"8\"\n.COMMENT 8 12  224\n.PEN_DOWN\n 267  333\n 267  336\n.PEN_UP\n.DT 100\n"
    ".SEGMENT DIGIT    1 ? \"4\"\n.COMMENT 4 3  1\n.PEN_DOWN\n 0  0\n.PEN_UP\n.DT 100\n"
    ".PEN_DOWN\n 500  500\n -3  501\n.PEN_UP\n.DT 100\n";

void check_refused(const std::string& text, const std::string& words) {
    CAPTURE(text);
    CHECK_THROWS_MATCHES(parse_unipen(text, "pen.tra"), FileError,
                         MessageMatches(ContainsSubstring("pen.tra: line ") && ContainsSubstring(words)));
}

}  // namespace

TEST_CASE("digits come with label, writer and strokes, y pointing down") {
    const auto digits = parse_unipen(two_digits, "x");
    REQUIRE(digits.size() == 2);
    CHECK(digits[0].label == 8);
    CHECK(digits[0].writer == 12);
    REQUIRE(digits[0].strokes.size() == 1);
    CHECK(digits[0].strokes[0][0].x == 267);
    CHECK(digits[0].strokes[0][0].y == 500 - 333);
    CHECK(digits[0].strokes[0][1].y == 500 - 336);
    CHECK(digits[1].label == 4);
    CHECK(digits[1].writer == 3);
    REQUIRE(digits[1].strokes.size() == 2);
    CHECK(digits[1].strokes[0].size() == 1);
    CHECK(digits[1].strokes[1][1].x == -3);
    CHECK(digits[1].strokes[1][1].y == -1);
    CHECK(digits[1].strokes[1][1].t_ms == 0);
}

TEST_CASE("line ends of any system and blank lines do not matter") {
    std::string windows = two_digits;
    for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2) windows.insert(at, 1, '\r');
    CHECK(parse_unipen(windows, "x").size() == 2);
    CHECK(parse_unipen("\n\n" + two_digits + "\n \n", "x").size() == 2);
    CHECK(parse_unipen(two_digits.substr(0, two_digits.size() - 1), "x").size() == 2);
}

TEST_CASE("keywords that this set does not use are passed over, in any script") {
    CHECK(parse_unipen(".VERSION 1.0\n.PAD ünïcode 数字\n" + two_digits, "x").size() == 2);
}

TEST_CASE("a text cut anywhere is refused or gives only whole strokes that were there") {
    const auto whole = parse_unipen(two_digits, "x");
    for (std::size_t n = 0; n < two_digits.size(); ++n) {
        CAPTURE(n);
        try {
            for (const PenDigit& digit : parse_unipen(two_digits.substr(0, n), "x")) {
                CHECK((digit.label == 8 || digit.label == 4));
                CHECK((digit.writer == 12 || digit.writer == 3));
                for (const auto& stroke : digit.strokes) CHECK_FALSE(stroke.empty());
            }
        } catch (const FileError& error) {
            CHECK_THAT(error.what(), ContainsSubstring("x: line "));
        }
    }
    check_refused(two_digits.substr(0, two_digits.find(" 267  336") + 4), "two whole numbers");
    check_refused(two_digits.substr(0, two_digits.find(" 267  336")), "middle of a stroke");
    REQUIRE(whole.size() == 2);
}

TEST_CASE("what is not a file of digits is refused with the line") {
    check_refused("", "no digit");
    check_refused(".LEXICON \"0\"\n", "no digit");
    check_refused("<!DOCTYPE html>\n", "two whole numbers");
    check_refused(std::string("\0\0\0\0\n", 5), "two whole numbers");
    check_refused("\xFF\xFE\x80", "two whole numbers");
    check_refused(std::string(1'000'000, '9'), "two whole numbers");
    check_refused("1 2\n", "pen is not down");
}

TEST_CASE("a digit needs a label, a writer and ink") {
    const std::string start = ".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 12 1\n";
    const std::string ink = ".PEN_DOWN\n1 2\n.PEN_UP\n";
    CHECK(parse_unipen(start + ink, "x").size() == 1);
    check_refused(start, "no ink");
    check_refused(start + start + ink, "no ink");
    check_refused(start + ".PEN_DOWN\n.PEN_UP\n", "without any point");
    check_refused(".SEGMENT DIGIT 0 ? \"8\"\n" + ink, "writer");
    check_refused(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT hello\n" + ink, "writer");
    check_refused(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 0 1\n" + ink, "writer");
    check_refused(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 -5 1\n" + ink, "writer");
    check_refused(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 99999999999999999999 1\n" + ink, "writer");
    check_refused(".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 7 12 1\n" + ink, "another label");
    for (const std::string label : {"\"10\"", "\"a\"", "8", "\"\"", "", "\"-\""})
        check_refused(std::format(".SEGMENT DIGIT 0 ? {}\n.COMMENT 8 12 1\n{}", label, ink), "label");
    check_refused(".SEGMENT WORD 0 ? \"8\"\n", "not a DIGIT");
}

TEST_CASE("the pen goes down, then up, within a digit") {
    const std::string start = ".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 12 1\n";
    check_refused(".PEN_DOWN\n1 2\n", "before the first digit");
    check_refused(start + ".PEN_DOWN\n1 2\n.PEN_DOWN\n", "twice");
    check_refused(start + ".PEN_UP\n", "without having been down");
    check_refused(start + ".PEN_DOWN\n1 2\n" + start, "middle of a stroke");
    check_refused(start + ".PEN_DOWN\n1 2\n.PEN_UP\n3 4\n", "not down");
}

TEST_CASE("coordinates are two whole numbers of a size that a tablet can have") {
    const std::string start = ".SEGMENT DIGIT 0 ? \"8\"\n.COMMENT 8 12 1\n.PEN_DOWN\n";
    for (const std::string line :
         {"1", "1 2 3", "1.5 2", "nan 1", "1 inf", "0x10 1", "1 2x", "99999999999999 1", "١ ٢"})
        check_refused(start + line + "\n.PEN_UP\n", "two whole numbers");
    check_refused(start + "100001 1\n.PEN_UP\n", "far outside");
    check_refused(start + "1 -2147483648\n.PEN_UP\n", "far outside");
}

TEST_CASE("digits written by this program are read back the same, plain and packed") {
    const mllab::testing::TemporaryFolder folder;
    const auto digits = parse_unipen(two_digits, "x");
    const std::string text = datasets::unipen_text(digits);
    std::filesystem::create_directory(folder / "pendigits");
    files::write_atomically(folder / "pendigits/pendigits-orig.tra.gz",
                            files::gzip(files::Bytes(text.begin(), text.end())));
    const auto found = datasets::read_pendigits(folder.path());
    REQUIRE(found.size() == 2);
    CHECK(datasets::unipen_text(found) == text);
    CHECK(found[1].writer == 3);
    CHECK(found[1].strokes[1][1].y == -1);
    CHECK_THROWS_MATCHES(datasets::read_pendigits(folder / "elsewhere"), FileError,
                         MessageMatches(ContainsSubstring("pendigits-orig.tra")));
}

TEST_CASE("the official training file holds 7,494 digits of 30 writers, split as splits.hpp says") {
    mllab::testing::need_data("pendigits/pendigits-orig.tra");
    const auto digits = datasets::read_pendigits(mllab::testing::real_data_folder());
    CHECK(digits.size() == 7494);
    std::map<int, int> by_writer;
    std::array<int, 10> by_label{};
    std::array<int, 3> by_split{};
    std::size_t strokes = 0;
    for (const PenDigit& digit : digits) {
        ++by_writer[digit.writer];
        ++by_label[digit.label];
        ++by_split[static_cast<std::size_t>(datasets::split_of_writer(digit.writer))];
        strokes += digit.strokes.size();
        const auto box = mllab::ink::bounding_box(digit.strokes);
        REQUIRE(box.left >= 0);
        REQUIRE(box.top >= 0);
        REQUIRE(box.right <= datasets::pen_box);
        REQUIRE(box.bottom <= datasets::pen_box);
    }
    CHECK(by_writer.size() == 30);
    CHECK(by_writer.begin()->first == 1);
    CHECK(by_writer.rbegin()->first == 30);
    CHECK(strokes == 9433);
    CHECK(by_split == std::array<int, 3>{5499, 746, 1249});
    // The counts in the set's own description (pendigits-orig.names).
    CHECK(by_label == std::array<int, 10>{780, 779, 780, 719, 780, 720, 720, 778, 719, 719});
}
