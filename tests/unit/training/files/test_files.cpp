#include <fcntl.h>
#include <sys/stat.h>

#include <catch_amalgamated.hpp>
#include <fstream>
#include <string>

#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using mllab::files::Bytes;
using mllab::files::FileError;
namespace files = mllab::files;

TEST_CASE("what is written atomically is read back, under any name") {
    const mllab::testing::TemporaryFolder folder;
    for (const std::string name : {"plain", "with space", "ünïcode-数字-🖊", "-dash", "\xFF\xFE not utf-8"}) {
        CAPTURE(name);
        const Bytes bytes{0, 1, 2, 255, 10, 13, 0};
        files::write_atomically(folder / name, bytes);
        CHECK(files::read(folder / name) == bytes);
    }
}

TEST_CASE("writing replaces the old file and leaves nothing else behind") {
    const mllab::testing::TemporaryFolder folder;
    files::write_atomically(folder / "file", std::string_view("old"));
    files::write_atomically(folder / "file", std::string_view("new"));
    CHECK(files::read(folder / "file") == Bytes{'n', 'e', 'w'});
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a write that fails says so, keeps the target and removes its temporary file") {
    const mllab::testing::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "target");
    CHECK_THROWS_MATCHES(files::write_atomically(folder / "target", std::string_view("x")), FileError,
                         MessageMatches(ContainsSubstring("target") && ContainsSubstring("cannot be replaced")));
    CHECK(std::filesystem::is_directory(folder / "target"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    CHECK_THROWS_MATCHES(files::write_atomically(folder / "no/such/folder", std::string_view("x")), FileError,
                         MessageMatches(ContainsSubstring("no/such/folder")));
}

TEST_CASE("a missing file, a folder and a pipe are refused by name") {
    const mllab::testing::TemporaryFolder folder;
    CHECK_THROWS_MATCHES(files::read(folder / "missing"), FileError, MessageMatches(ContainsSubstring("missing")));
    CHECK_THROWS_MATCHES(files::read(folder.path()), FileError,
                         MessageMatches(ContainsSubstring("not a regular file")));
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_MATCHES(files::read(folder / "pipe"), FileError, MessageMatches(ContainsSubstring("pipe")));
    CHECK_THROWS_AS(files::sha256_hex_of_file(folder / "pipe"), FileError);
    CHECK_THROWS_AS(files::sha256_hex_of_file(folder / "missing"), FileError);
}

TEST_CASE("a file at the limit is read, one byte more is not") {
    const mllab::testing::TemporaryFolder folder;
    files::write_atomically(folder / "ten", std::string_view("0123456789"));
    CHECK(files::read(folder / "ten", 10).size() == 10);
    CHECK_THROWS_MATCHES(files::read(folder / "ten", 9), FileError, MessageMatches(ContainsSubstring("limit of 9")));
    CHECK(files::read_unpacked(folder / "ten", 10).size() == 10);
}

TEST_CASE("a file whose size the system does not tell is read whole") {
    CHECK_FALSE(files::read("/proc/self/status").empty());
    CHECK_THROWS_AS(files::read("/proc/self/status", 16), FileError);
}

TEST_CASE("SHA-256 gives the standard's values") {
    const Bytes abc{'a', 'b', 'c'};
    CHECK(files::sha256_hex(abc) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(files::sha256_hex({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const mllab::testing::TemporaryFolder folder;
    files::write_atomically(folder / "million", std::string(1'000'000, 'a'));
    CHECK(files::sha256_hex_of_file(folder / "million") ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
