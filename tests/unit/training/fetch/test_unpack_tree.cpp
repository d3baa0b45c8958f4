#include <catch_amalgamated.hpp>
#include <string>

#include "archives.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/fetch/unpack.hpp"

namespace fetch = mllab::fetch;
namespace files = mllab::files;
using mllab::testing::bytes_of;
using mllab::testing::MessageWith;
using mllab::testing::tar_of;
using mllab::testing::TemporaryFolder;
using mllab::testing::zip_of;
using Members = std::vector<std::pair<std::string, files::Bytes>>;

namespace {

const Members photos{{"VOC/", {}},
                     {"VOC/2007/", {}},
                     {"VOC/2007/JPEGImages/1.jpg", bytes_of("one")},
                     {"VOC/2007/list.txt", bytes_of("1")},
                     {"VOC/2007/empty", {}},
                     {"VOC/20071/other", bytes_of("x")},
                     {"VOC/readme", bytes_of("x")}};

class Scene {
 public:
    TemporaryFolder folder;

    std::size_t unpack(const files::Bytes& archive, const fetch::TreeLimits& limits = {}) const {
        files::write_atomically(folder / "a.tar", archive);
        return fetch::unpack_tree(folder / "a.tar", "VOC/2007", folder / "set/trainval", limits);
    }
    // Refused for this reason, and nothing is left.
    void refused(const files::Bytes& archive, const std::string& why, const fetch::TreeLimits& limits = {}) const {
        CHECK_THROWS_MATCHES(unpack(archive, limits), files::FileError, MessageWith({"a.tar", why}));
        CHECK_FALSE(std::filesystem::exists(folder / "set/trainval"));
        CHECK_FALSE(std::filesystem::exists(folder / "set/trainval.part"));
    }
};

}  // namespace

TEST_CASE("a folder comes out of an archive as it lies in it") {
    const Scene scene;
    CHECK(scene.unpack(GENERATE(true, false) ? tar_of(photos) : zip_of(photos)) == 3);
    const auto to = scene.folder / "set/trainval";
    CHECK(files::read(to / "JPEGImages/1.jpg") == bytes_of("one"));
    CHECK(files::read(to / "list.txt") == bytes_of("1"));
    CHECK(files::read(to / "empty").empty());
    CHECK_FALSE(std::filesystem::exists(to / "other"));
    CHECK_FALSE(std::filesystem::exists(scene.folder / "set/trainval.part"));
}

TEST_CASE("what an earlier attempt left is not mixed in") {
    const Scene scene;
    std::filesystem::create_directories(scene.folder / "set/trainval.part");
    files::write_atomically(scene.folder / "set/trainval.part/old", std::string_view("x"));
    CHECK(scene.unpack(tar_of(photos)) == 3);
    CHECK_FALSE(std::filesystem::exists(scene.folder / "set/trainval/old"));
}

TEST_CASE("names that lead elsewhere, links and doubles are refused") {
    const Scene scene;
    const auto with = [](const std::string& name) {
        Members members = photos;
        members.insert(members.begin() + 3, {name, bytes_of("x")});
        return tar_of(members);
    };
    for (const std::string name :
         {"VOC/2007/../../evil", "VOC/2007/a/../b", "VOC/2007/./b", "VOC/2007//b", "VOC/2007/a\\b", "VOC/2007/.."})
        scene.refused(with(name), "no name for a file");
    scene.refused(with("VOC/2007/link -> /etc/passwd"), "neither a file nor a folder");
    scene.refused(with("VOC/2007/list.txt"), "list.txt is there twice");
    // Elsewhere in the archive they are nobody's business.
    CHECK(scene.unpack(with("VOC/link -> /etc/passwd")) == 3);
}

TEST_CASE("what is no archive, has no such folder, or too much of it") {
    const Scene scene;
    scene.refused(bytes_of("<!DOCTYPE html><p>Sign in, please"), "");
    scene.refused(bytes_of(""), "");
    scene.refused(tar_of({{"VOC2007/1.jpg", bytes_of("one")}}), "no files in VOC/2007");
    scene.refused(tar_of(photos), "more than 2 files", {.files = 2});
    scene.refused(tar_of(photos), "the limit of 3 bytes", {.bytes = 3});
    scene.refused(zip_of({{"VOC/2007/bomb", files::Bytes(std::size_t{2} << 20)}}), "the limit", {.bytes = 1 << 20});
    CHECK(scene.unpack(tar_of(photos), {.files = 3, .bytes = 4}) == 3);
}

TEST_CASE("an archive cut anywhere gives the whole folder or nothing") {
    for (const bool zip : {true, false}) {
        const files::Bytes whole = zip ? zip_of(photos) : tar_of(photos);
        for (std::size_t n = 0; n < whole.size(); n += zip ? 23 : 256) {
            CAPTURE(zip, n);
            const Scene scene;
            try {
                const auto files = scene.unpack({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)});
                // Tape that ends between two files is as good as tape: only its length or hash tells.
                CHECK((files == 3 || (!zip && n % 512 == 0)));
            } catch (const files::FileError& error) {
                CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("a.tar"));
                CHECK_FALSE(std::filesystem::exists(scene.folder / "set/trainval"));
            }
        }
    }
}
