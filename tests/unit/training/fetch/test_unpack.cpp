#include <catch_amalgamated.hpp>
#include <string>

#include "archives.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/fetch/unpack.hpp"

namespace fetch = mllab::fetch;
namespace files = mllab::files;
using mllab::testing::bytes_of;
using mllab::testing::compressed;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;
using mllab::testing::zip_of;

namespace {

constexpr std::size_t limit = 1 << 20;

files::Bytes lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(i * 7919L) + "\n";
    return bytes_of(text);
}

}  // namespace

TEST_CASE("a member comes out of an archive as it went in") {
    const TemporaryFolder folder;
    files::write_atomically(folder / "a.zip", zip_of({{"first", lines(10)}, {"second", lines(5000)}, {"empty", {}}}));
    CHECK(fetch::unzip_member(folder / "a.zip", "second", limit) == lines(5000));
    CHECK(fetch::unzip_member(folder / "a.zip", "first", limit) == lines(10));
    CHECK(fetch::unzip_member(folder / "a.zip", "empty", limit).empty());
    CHECK_THROWS_MATCHES(fetch::unzip_member(folder / "a.zip", "third", limit), files::FileError,
                         MessageWith({"a.zip", "no member third"}));
}

TEST_CASE("an archive cut anywhere gives the whole member or an error that names it") {
    const TemporaryFolder folder;
    const files::Bytes member = lines(400);
    const files::Bytes whole = zip_of({{"member", member}});
    for (std::size_t n = 0; n < whole.size(); n += 7) {
        CAPTURE(n);
        files::write_atomically(folder / "cut.zip", std::span(whole).first(n));
        try {
            const files::Bytes found = fetch::unzip_member(folder / "cut.zip", "member", limit);
            CHECK(found == member);
        } catch (const files::FileError& error) {
            CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("cut.zip"));
        }
    }
    files::write_atomically(folder / "cut.zip", std::span(whole).first(whole.size() / 2));
    CHECK_THROWS_AS(fetch::unzip_member(folder / "cut.zip", "member", limit), files::FileError);
}

TEST_CASE("a flipped byte in a member's data is found") {
    const TemporaryFolder folder;
    const files::Bytes member = lines(400);
    files::Bytes broken = zip_of({{"member", member}});
    for (std::size_t i = 100; i < 200; i += 9) {
        CAPTURE(i);
        broken[i] ^= 0x10U;
        files::write_atomically(folder / "b.zip", broken);
        CHECK_THROWS_MATCHES(fetch::unzip_member(folder / "b.zip", "member", limit), files::FileError,
                             MessageWith({"b.zip"}));
        broken[i] ^= 0x10U;
    }
}

TEST_CASE("what is no archive is refused: a page, nothing, a folder") {
    const TemporaryFolder folder;
    files::write_atomically(folder / "page.zip", std::string_view("<!DOCTYPE html><p>Sign in, please"));
    files::write_atomically(folder / "nothing.zip", std::string_view(""));
    std::filesystem::create_directory(folder / "folder.zip");
    for (const std::string name : {"page.zip", "nothing.zip", "folder.zip", "missing.zip"})
        CHECK_THROWS_MATCHES(fetch::unzip_member(folder / name, "member", limit), files::FileError,
                             MessageWith({name}));
}

TEST_CASE("a zip bomb is stopped at the limit") {
    const TemporaryFolder folder;
    files::write_atomically(folder / "bomb.zip", zip_of({{"member", files::Bytes(std::size_t{32} << 20)}}));
    CHECK_THROWS_MATCHES(fetch::unzip_member(folder / "bomb.zip", "member", limit), files::FileError,
                         MessageWith({"bomb.zip", "limit"}));
}

TEST_CASE(".Z data unpacks to what was packed, at any size") {
    for (const int count : {1, 10, 1000, 60000}) {
        CAPTURE(count);
        CHECK(fetch::uncompress(compressed(lines(count)), "x.Z", limit) == lines(count));
    }
}

TEST_CASE("what is no .Z data is refused, and a .Z bomb is stopped") {
    for (const auto& bytes : {bytes_of(""), bytes_of("x"), bytes_of("plain text that is long enough"), lines(500)})
        CHECK_THROWS_MATCHES(fetch::uncompress(bytes, "x.Z", limit), files::FileError, MessageWith({"x.Z"}));
    const files::Bytes bomb = compressed(files::Bytes(std::size_t{8} << 20));
    CHECK_THROWS_MATCHES(fetch::uncompress(bomb, "bomb.Z", limit), files::FileError, MessageWith({"bomb.Z", "limit"}));
}

namespace {

// How many bytes come out; 0 where the data is refused, with a message that names it.
std::size_t unpacked_size(std::span<const std::uint8_t> packed) {
    try {
        return fetch::uncompress(packed, "x.Z", limit).size();
    } catch (const files::FileError& error) {
        CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("x.Z"));
        return 0;
    }
}

}  // namespace

TEST_CASE(".Z data cut or flipped anywhere never gives more than was packed and never crashes") {
    const files::Bytes whole = compressed(lines(300));
    for (std::size_t n = 0; n < whole.size(); n += 5) {
        CAPTURE(n);
        CHECK(unpacked_size(std::span(whole).first(n)) < lines(300).size());
        files::Bytes flipped = whole;
        flipped[n] ^= 0xFFU;
        CHECK(unpacked_size(flipped) <= limit);
    }
}
