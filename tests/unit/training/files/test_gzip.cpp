#include <catch_amalgamated.hpp>
#include <string>

#include "support/temporary_folder.hpp"
#include "training/files/gzip.hpp"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using mllab::files::Bytes;
using mllab::files::FileError;
namespace files = mllab::files;

namespace {

Bytes some_bytes(std::size_t n) {
    Bytes bytes(n);
    std::uint32_t state = 1;
    for (auto& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>((state >> 24U) % 16U);
    }
    return bytes;
}

}  // namespace

TEST_CASE("what was packed unpacks to the same bytes, at every size around the buffers") {
    for (const std::size_t n : {0UL, 1UL, 100UL, 65535UL, 65536UL, 65537UL, 131072UL, 300000UL}) {
        CAPTURE(n);
        const Bytes plain = some_bytes(n);
        CHECK(files::gunzip(files::gzip(plain), "x", n) == plain);
    }
}

TEST_CASE("packing the same bytes twice gives the same file") {
    CHECK(files::gzip(some_bytes(5000)) == files::gzip(some_bytes(5000)));
}

TEST_CASE("gzip data cut anywhere is an error that names the file") {
    const Bytes packed = files::gzip(some_bytes(3000));
    for (std::size_t n = 2; n < packed.size(); ++n) {
        CAPTURE(n);
        CHECK_THROWS_MATCHES(files::gunzip(std::span(packed).first(n), "the/file.gz", 1 << 20), FileError,
                             MessageMatches(ContainsSubstring("the/file.gz") && ContainsSubstring("truncated")));
    }
}

TEST_CASE("any flipped byte of the data or of its checksum is found") {
    const Bytes plain = some_bytes(500);
    const Bytes packed = files::gzip(plain);
    for (std::size_t i = 10; i < packed.size(); ++i) {  // the first ten bytes hold times and flags
        CAPTURE(i);
        Bytes broken = packed;
        broken[i] ^= 0x55U;
        CHECK_THROWS_AS(files::gunzip(broken, "x", 1 << 20), FileError);
    }
}

TEST_CASE("members after one another are one file, anything else after the end is an error") {
    Bytes two = files::gzip(some_bytes(10));
    const Bytes more = files::gzip(some_bytes(20));
    const std::size_t first = two.size();
    two.insert(two.end(), more.begin(), more.end());
    CHECK(files::gunzip(two, "x", 30).size() == 30);
    two.resize(first + 1);
    CHECK_THROWS_MATCHES(files::gunzip(two, "x", 30), FileError, MessageMatches(ContainsSubstring("after the end")));
    two[first] = 0;
    CHECK_THROWS_MATCHES(files::gunzip(two, "x", 30), FileError, MessageMatches(ContainsSubstring("after the end")));
}

TEST_CASE("a gzip bomb is stopped at the limit") {
    const Bytes bomb = files::gzip(Bytes(std::size_t{50} << 20));
    REQUIRE(bomb.size() < 100'000);
    CHECK_THROWS_MATCHES(files::gunzip(bomb, "bomb.gz", std::size_t{1} << 20), FileError,
                         MessageMatches(ContainsSubstring("bomb.gz") && ContainsSubstring("limit")));
    const mllab::testing::TemporaryFolder folder;
    files::write_atomically(folder / "bomb.gz", bomb);
    CHECK_THROWS_AS(files::read_unpacked(folder / "bomb.gz", std::size_t{1} << 20), FileError);
}

TEST_CASE("plain files pass through read_unpacked as they are, also very short ones") {
    const mllab::testing::TemporaryFolder folder;
    for (const Bytes& plain : {Bytes{}, Bytes{0x1F}, Bytes{1, 2, 3}}) {
        files::write_atomically(folder / "plain", plain);
        CHECK(files::read_unpacked(folder / "plain") == plain);
    }
}
