#include <catch_amalgamated.hpp>
#include <string>

#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/npy.hpp"
#include "training/files/gzip.hpp"

namespace datasets = mllab::datasets;
namespace files = mllab::files;
using datasets::bitmap_pixels;
using files::Bytes;
using files::FileError;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

namespace {

Bytes some_pixels(std::size_t rows) {
    Bytes pixels(rows * bitmap_pixels);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7 + i / bitmap_pixels);
    return pixels;
}

// A file with any header text, as hostile as a test wants it.
Bytes file_with(const std::string& header, std::size_t data_bytes, unsigned major = 1) {
    Bytes bytes{0x93, 'N', 'U', 'M', 'P', 'Y', static_cast<std::uint8_t>(major), 0};
    const unsigned length_bytes = major == 1 ? 2 : 4;
    for (unsigned i = 0; i < length_bytes; ++i)
        bytes.push_back(static_cast<std::uint8_t>((header.size() >> (8 * i)) & 0xFFU));
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.resize(bytes.size() + data_bytes);
    return bytes;
}

std::string header_of(const std::string& descr, const std::string& order, const std::string& shape) {
    return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

void check_refused(const Bytes& bytes, const std::string& words) {
    CHECK_THROWS_MATCHES(datasets::parse_npy(bytes, "cat.npy"), FileError, MessageWith({"cat.npy: ", words}));
}

void check_header_refused(const std::string& header, const std::string& words) {
    CAPTURE(header);
    check_refused(file_with(header, 2 * bitmap_pixels), words);
}

}  // namespace

TEST_CASE("bitmaps are read as they were written, plain and packed") {
    const TemporaryFolder folder;
    const Bytes pixels = some_pixels(3);
    files::write_atomically(folder / "cat.npy", datasets::npy_bytes(pixels));
    files::write_atomically(folder / "cat.npy.gz", files::gzip(datasets::npy_bytes(pixels)));
    for (const std::string name : {"cat.npy", "cat.npy.gz"}) {
        const auto bitmaps = datasets::read_npy(folder / name);
        CHECK(bitmaps.count == 3);
        CHECK(bitmaps.pixels == pixels);
        CHECK(bitmaps.image(2)[0] == pixels[2 * bitmap_pixels]);
    }
}

TEST_CASE("what is written begins its data at a multiple of 64, as NumPy does") {
    const auto header = datasets::parse_npy_header(datasets::npy_bytes(some_pixels(2)), "x");
    CHECK(header.bytes == 128);
    CHECK(header.rows == 2);
    CHECK(datasets::parse_npy(datasets::npy_bytes({}), "x").count == 0);
    CHECK_THROWS_AS(datasets::npy_bytes(Bytes(783)), std::invalid_argument);
}

TEST_CASE("all three versions are read, in any order of the keys and with either quotes") {
    const std::string usual = header_of("'|u1'", "False", "(2, 784)");
    for (const unsigned version : {1U, 2U, 3U})
        CHECK(datasets::parse_npy(file_with(usual, 2 * bitmap_pixels, version), "x").count == 2);
    for (const std::string header :
         {R"({"shape":(2,784),"descr":"<u1","fortran_order":False})",
          "{ 'shape' : ( 2 , 784 , ) , 'fortran_order' : False , 'descr' : '|u1' }       \n"}) {
        CAPTURE(header);
        CHECK(datasets::parse_npy(file_with(header, 2 * bitmap_pixels), "x").count == 2);
    }
    for (const unsigned version : {0U, 4U, 255U})
        check_refused(file_with(usual, 2 * bitmap_pixels, version), "version");
    Bytes minor = file_with(usual, 2 * bitmap_pixels);
    minor[7] = 1;
    check_refused(minor, "version 1.1");
}

TEST_CASE("a file of bitmaps cut anywhere is refused, packed as well") {
    const TemporaryFolder folder;
    const Bytes whole = datasets::npy_bytes(some_pixels(1));
    for (std::size_t n = 0; n < whole.size(); ++n) {
        CAPTURE(n);
        CHECK_THROWS_MATCHES(datasets::parse_npy(std::span(whole).first(n), "cat.npy"), FileError,
                             MessageWith({"cat.npy", n < 6 ? "does not start" : "truncated"}));
    }
    const Bytes packed = files::gzip(whole);
    for (std::size_t n = 0; n < packed.size(); n += 7) {
        CAPTURE(n);
        files::write_atomically(folder / "cat.npy.gz", std::span(packed).first(n));
        CHECK_THROWS_MATCHES(datasets::read_npy(folder / "cat.npy.gz"), FileError, MessageWith({"cat.npy.gz"}));
    }
}

TEST_CASE("a header that lies about its pictures is refused before memory is asked for") {
    const auto with_shape = [](const std::string& shape) { return header_of("'|u1'", "False", shape); };
    check_header_refused(with_shape("(3, 784)"), "truncated");
    check_header_refused(with_shape("(1, 784)"), "784 bytes after");
    check_header_refused(with_shape("(1000000000000, 784)"), "truncated");
    check_header_refused(with_shape("(18446744073709551615, 784)"), "says that it holds");
    check_header_refused(with_shape("(18446744073709551616, 784)"), "no dictionary");
    check_header_refused(with_shape("(-2, 784)"), "no dictionary");
    check_header_refused(with_shape("(2.0, 784)"), "no dictionary");
    for (const std::string shape : {"()", "(1568,)", "(784, 2)", "(2, 28, 28)", "(2, 785)"})
        check_header_refused(with_shape(shape), "(N, 784) is needed");
}

TEST_CASE("another type or order is refused and named") {
    for (const std::string type : {"'|i1'", "'<f4'", "'|u2'", "'|O'", "'u1'", "''"})
        check_header_refused(header_of(type, "False", "(2, 784)"), "the type “" + type.substr(1, type.size() - 2));
    check_header_refused(header_of("[('a', '|u1')]", "False", "(2, 784)"), "records");
    check_header_refused(header_of("'|u1'", "True", "(2, 784)"), "Fortran");
    check_header_refused(header_of("'|u1'", "0", "(2, 784)"), "no dictionary");
}

TEST_CASE("a header that is no such dictionary is refused") {
    const std::string shape = "'shape': (2, 784)";
    for (const std::string header :
         {"", "{", "}", "[]", "{'descr' '|u1'}", "{'descr': '|u1", "{'descr': '|u1' 'shape': (2, 784)}",
          "{'shape': (2, 784", "{'shape': (2 784)}", "__import__('os')"})
        check_header_refused(header, "no dictionary");
    check_header_refused(header_of("'|u1'", "False", "(2, 784)") + "x", "no dictionary");
    check_header_refused("{}", "does not say all");
    check_header_refused("{'descr': '|u1', " + shape + "}", "does not say all");
    check_header_refused("{" + shape + ", " + shape + "}", "“shape” where it should not");
    check_header_refused("{'colour': 'red'}", "“colour”");
    check_header_refused("{'" + std::string(300, '\x01') + "': 1}", "?…”");
}

TEST_CASE("a length of the header beyond reason is refused") {
    Bytes bytes = file_with("{}", 0, 2);
    bytes[8] = bytes[9] = bytes[10] = bytes[11] = 0xFF;
    check_refused(bytes, "4294967295 bytes");
    check_refused(file_with(std::string(datasets::longest_npy_header + 1, ' '), 0), "above the limit");
}

TEST_CASE("what unpacks to more than the limit is refused") {
    const TemporaryFolder folder;
    const Bytes bomb = files::gzip(datasets::npy_bytes(Bytes(1000 * bitmap_pixels)));
    CHECK(bomb.size() < 4000);
    files::write_atomically(folder / "cat.npy.gz", bomb);
    CHECK_THROWS_MATCHES(datasets::read_npy(folder / "cat.npy.gz", 100'000), FileError,
                         MessageWith({"cat.npy.gz", "limit of 100000"}));
    CHECK(datasets::read_npy(folder / "cat.npy.gz").count == 1000);
}

TEST_CASE("keys of drawings are read one a line, and a line that is none is named") {
    using Ids = std::vector<std::uint64_t>;
    CHECK(datasets::parse_key_ids("", "x").empty());
    CHECK(datasets::parse_key_ids("5321656484495360\n0\n18446744073709551615\n", "x") ==
          Ids{5321656484495360U, 0, 18446744073709551615U});
    CHECK(datasets::parse_key_ids("1\r\n2", "x") == Ids{1, 2});
    for (const std::string text :
         {"1\n\n2\n", "1\n-2\n", "1\n2x\n", "1\n 2\n", "1\n18446744073709551616\n", "1\n\xFF\n"}) {
        CAPTURE(text);
        CHECK_THROWS_MATCHES(datasets::parse_key_ids(text, "ids.txt"), FileError, MessageWith({"ids.txt: line 2"}));
    }
}

TEST_CASE("the real bitmaps have a key for each row") {
    const auto bitmaps =
        datasets::read_npy(mllab::testing::need_data("quickdraw/numpy_bitmap/The Eiffel Tower.npy.gz"));
    const auto ids = datasets::read_key_ids(mllab::testing::need_data("quickdraw/bitmap_key_ids/The Eiffel Tower.txt"));
    CHECK(bitmaps.count == 296);
    CHECK(ids.size() == bitmaps.count);
}
