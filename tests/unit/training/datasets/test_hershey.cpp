#include <catch_amalgamated.hpp>
#include <string>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/hershey.hpp"

namespace datasets = mllab::datasets;
namespace files = mllab::files;
using datasets::parse_hershey;
using files::FileError;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

namespace {

// A space; then two strokes: (-9, -10) to (0, 11), and the dot (9, 0).
const std::string two_glyphs = "12345  1JZ\n12345  5I[HHR] R[R\n";

void check_refused(const std::string& text, const std::string& words) {
    CAPTURE(text);
    CHECK_THROWS_MATCHES(parse_hershey(text, "face.jhf"), FileError, MessageWith({"face.jhf, glyph ", words}));
}

}  // namespace

TEST_CASE("glyphs come in order with their strokes about the letter R, y pointing down") {
    const auto glyphs = parse_hershey(two_glyphs, "x");
    REQUIRE(glyphs.size() == 2);
    CHECK(glyphs[0].index == 0);
    CHECK(glyphs[0].strokes.empty());
    CHECK(glyphs[1].index == 1);
    REQUIRE(glyphs[1].strokes.size() == 2);
    REQUIRE(glyphs[1].strokes[0].size() == 2);
    CHECK(glyphs[1].strokes[0][0].x == -10);
    CHECK(glyphs[1].strokes[0][0].y == -10);
    CHECK(glyphs[1].strokes[0][1].x == 0);
    CHECK(glyphs[1].strokes[0][1].y == 11);
    REQUIRE(glyphs[1].strokes[1].size() == 1);
    CHECK(glyphs[1].strokes[1][0].x == 9);
}

TEST_CASE("a long glyph goes on in the next line, with line ends of any system") {
    const auto whole = parse_hershey(two_glyphs, "x");
    for (const std::string text : {"12345  1JZ\r\n12345  5I[HH\r\nR] R[R\r\n", "12345  1JZ\n12345  5I[H\nHR] R[R"}) {
        CAPTURE(text);
        const auto glyphs = parse_hershey(text, "x");
        REQUIRE(glyphs.size() == 2);
        CHECK(glyphs[1].strokes.size() == whole[1].strokes.size());
        CHECK(glyphs[1].strokes[0][1].y == whole[1].strokes[0][1].y);
    }
    CHECK(parse_hershey("", "x").empty());
    CHECK(parse_hershey("\n\r\n\n", "x").empty());
}

TEST_CASE("pen lifts that follow one another, or end a glyph, make no empty strokes") {
    const auto glyphs = parse_hershey("12345  6I[ R RHH R R\n", "x");
    REQUIRE(glyphs.size() == 1);
    REQUIRE(glyphs[0].strokes.size() == 1);
    CHECK(glyphs[0].strokes[0].size() == 1);
}

TEST_CASE("a face cut inside of a glyph is refused, and the glyph named") {
    const std::size_t second = two_glyphs.find('\n') + 1;
    const std::size_t end = two_glyphs.size() - 1;
    for (std::size_t n = 1; n < end; ++n) {
        CAPTURE(n);
        const std::string cut = two_glyphs.substr(0, n);
        if (n == second || n == second - 1) {
            CHECK(parse_hershey(cut, "x").size() == 1);
        } else {
            CHECK_THROWS_MATCHES(
                parse_hershey(cut, "face.jhf"), FileError,
                MessageWith({n < second ? "face.jhf, glyph 0" : "face.jhf, glyph 1", "the file ends"}));
        }
    }
}

TEST_CASE("a count of pairs that is none is refused") {
    for (const std::string count : {"  0", " -1", "abc", "1 2", "   ", "1.5"})
        check_refused("12345" + count + "JZ\n", "the number of pairs");
    check_refused("12345999JZ\n", "ends in its strokes");
}

TEST_CASE("bytes that are no letters move the pen somewhere, never out of bounds") {
    const auto glyphs = parse_hershey(std::string("12345  3I[\xFF\x80\x7F\x01\n"), "x");
    REQUIRE(glyphs.size() == 1);
    for (const auto& point : glyphs[0].strokes.at(0)) {
        CHECK(std::abs(point.x) <= 256);
        CHECK(std::abs(point.y) <= 256);
    }
}

TEST_CASE("a missing face and one beyond all measure are errors that name the file") {
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(datasets::read_hershey(folder / "no.jhf"), FileError, MessageWith({"no.jhf"}));
    files::write_atomically(folder / "large.jhf", std::string(std::size_t{5} << 20, '\n'));
    CHECK_THROWS_MATCHES(datasets::read_hershey(folder / "large.jhf"), FileError, MessageWith({"large.jhf", "limit"}));
}

TEST_CASE("the Latin face of the package has all of ASCII, each letter with ink inside of its box") {
    const auto file = std::filesystem::path(datasets::hershey_folder) / "rowmans.jhf";
    if (!std::filesystem::exists(file)) SKIP("needs the package hershey-fonts-data: " << file.string());
    const auto glyphs = datasets::read_hershey(file);
    REQUIRE(glyphs.size() >= 95);
    CHECK(glyphs[0].strokes.empty());
    for (std::size_t i = 1; i < 95; ++i) {
        CAPTURE(i);
        const auto box = mllab::ink::bounding_box(glyphs[i].strokes);
        CHECK_FALSE(box.empty());
        CHECK(box.longer_side() < 60);
    }
    CHECK(glyphs['L' - ' '].strokes.size() == 2);
}
