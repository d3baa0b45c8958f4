#include <catch_amalgamated.hpp>
#include <stdexcept>
#include <string>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/sha256.hpp"
#include "training/report/checkpoint.hpp"

namespace files = mllab::files;
namespace report = mllab::report;
using files::Bytes;
using files::FileError;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

namespace {

report::Blobs some_blobs(std::uint8_t seed) {
    return {{"weights", Bytes(1000, seed)}, {"optimiser", {1, 2, seed}}, {"empty", {}}, {"ключ", {seed}}};
}

// A checkpoint whose payload is `payload`, with a header that fits it.
Bytes with_payload(const Bytes& payload) {
    Bytes file = report::encode_checkpoint({});
    file.resize(8 + 4);
    for (unsigned i = 0; i < 8; ++i) file.push_back(static_cast<std::uint8_t>(payload.size() >> (8 * i)));
    const auto digest = files::sha256(payload);
    file.insert(file.end(), digest.begin(), digest.end());
    file.insert(file.end(), payload.begin(), payload.end());
    return file;
}

std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

report::Checkpoint loaded(const report::Checkpoints& checkpoints) {
    auto found = checkpoints.load();
    if (!found) throw std::runtime_error("there is no checkpoint");
    return *std::move(found);
}

}  // namespace

TEST_CASE("blobs come back as they were saved, with their names") {
    CHECK(report::decode_checkpoint(report::encode_checkpoint(some_blobs(7)), "x") == some_blobs(7));
    CHECK(report::decode_checkpoint(report::encode_checkpoint({}), "x").empty());
}

TEST_CASE("a checkpoint cut anywhere is refused by name") {
    const Bytes whole = report::encode_checkpoint(some_blobs(7));
    for (std::size_t n = 0; n < whole.size(); ++n) {
        CAPTURE(n);
        CHECK_THROWS_MATCHES(report::decode_checkpoint(std::span(whole).first(n), "the/checkpoint"), FileError,
                             MessageWith({"the/checkpoint", n < 52 ? "header" : "truncated"}));
    }
}

TEST_CASE("a checkpoint with any byte changed, or with bytes after its end, is refused") {
    const Bytes whole = report::encode_checkpoint(some_blobs(7));
    for (std::size_t i = 0; i < whole.size(); ++i) {
        CAPTURE(i);
        Bytes broken = whole;
        broken[i] ^= 0x04U;
        CHECK_THROWS_AS(report::decode_checkpoint(broken, "x"), FileError);
    }
    Bytes longer = whole;
    longer.push_back(0);
    CHECK_THROWS_MATCHES(report::decode_checkpoint(longer, "x"), FileError, MessageWith({"too long"}));
    Bytes newer = whole;
    newer[8] = 2;
    CHECK_THROWS_MATCHES(report::decode_checkpoint(newer, "x"), FileError, MessageWith({"version 2", "version 1"}));
    CHECK_THROWS_MATCHES(report::decode_checkpoint(Bytes(100, 'x'), "x"), FileError, MessageWith({"not a checkpoint"}));
}

TEST_CASE("lengths that lie are refused even where the hash is right") {
    for (const Bytes& payload :
         {Bytes{}, Bytes{1, 0, 0}, Bytes{0xFF, 0xFF, 0xFF, 0xFF}, Bytes{1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 'a'},
          Bytes{1, 0, 0, 0, 1, 0, 0, 0, 'a', 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, Bytes{0, 0, 0, 0, 9}}) {
        CAPTURE(payload);
        CHECK_THROWS_MATCHES(report::decode_checkpoint(with_payload(payload), "x"), FileError,
                             MessageWith({"x: is broken"}));
    }
    CHECK(report::decode_checkpoint(with_payload({0, 0, 0, 0}), "x").empty());
}

TEST_CASE("the newest checkpoint is loaded, the last two are kept") {
    const TemporaryFolder folder;
    const report::Checkpoints checkpoints(folder / "made/on/demand");
    CHECK_FALSE(checkpoints.load());
    for (std::uint8_t i = 1; i <= 5; ++i) checkpoints.save(some_blobs(i));
    const report::Checkpoint found = loaded(checkpoints);
    CHECK(found.number == 5);
    CHECK(found.blobs == some_blobs(5));
    CHECK(found.warnings.empty());
    CHECK(files_in(folder / "made/on/demand") == 2);
}

TEST_CASE("numbers go on beyond the digits of the name") {
    const TemporaryFolder folder;
    const report::Checkpoints checkpoints(folder.path());
    files::write_atomically(folder / "checkpoint-999999.mllab", report::encode_checkpoint(some_blobs(1)));
    CHECK(checkpoints.save(some_blobs(2)).filename() == "checkpoint-1000000.mllab");
    CHECK(loaded(checkpoints).blobs == some_blobs(2));
}

TEST_CASE("where the newest is broken the one before it is loaded, with a warning") {
    const TemporaryFolder folder;
    const report::Checkpoints checkpoints(folder.path());
    checkpoints.save(some_blobs(1));
    const auto newest = checkpoints.save(some_blobs(2));
    const auto size = std::filesystem::file_size(newest);
    SECTION("truncated") { std::filesystem::resize_file(newest, size / 2); }
    SECTION("empty") { std::filesystem::resize_file(newest, 0); }
    SECTION("corrupt") {
        Bytes bytes = files::read(newest);
        bytes[size - 1] ^= 1U;
        files::write_atomically(newest, bytes);
    }
    SECTION("a folder") {
        std::filesystem::remove(newest);
        std::filesystem::create_directory(newest);
    }
    const report::Checkpoint found = loaded(checkpoints);
    CHECK(found.number == 1);
    CHECK(found.blobs == some_blobs(1));
    REQUIRE(found.warnings.size() == 1);
    CHECK_THAT(found.warnings[0], Catch::Matchers::ContainsSubstring(newest.string()));
}

TEST_CASE("where none is whole the training does not start over silently") {
    const TemporaryFolder folder;
    const report::Checkpoints checkpoints(folder.path());
    std::filesystem::resize_file(checkpoints.save(some_blobs(1)), 10);
    std::filesystem::resize_file(checkpoints.save(some_blobs(2)), 20);
    CHECK_THROWS_MATCHES(checkpoints.load(), FileError,
                         MessageWith({"checkpoint-000001", "checkpoint-000002", "remove them to start over"}));
    checkpoints.remove();
    CHECK_FALSE(checkpoints.load());
}

TEST_CASE("other files in the folder are neither read nor removed") {
    const TemporaryFolder folder;
    const report::Checkpoints checkpoints(folder.path());
    for (const std::string name :
         {"checkpoint-.mllab", "checkpoint-1x.mllab", "checkpoint-2", "log.jsonl", "checkpoint-000003.mllab.tmp-123",
          "checkpoint--1.mllab", "checkpoint-99999999999999999999999.mllab"})
        files::write_atomically(folder / name, std::string_view("mine"));
    CHECK_FALSE(checkpoints.load());
    for (std::uint8_t i = 1; i <= 3; ++i) checkpoints.save(some_blobs(i));
    checkpoints.remove();
    CHECK(files_in(folder.path()) == 7);
}
