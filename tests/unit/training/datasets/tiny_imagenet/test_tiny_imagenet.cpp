#include <algorithm>
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "packed.hpp"
#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "support/tiny_imagenet.hpp"
#include "training/datasets/tiny_imagenet/tiny_imagenet.hpp"

using namespace mllab;
using datasets::read_tiny_imagenet;
using files::FileError;
using testing::MessageWith;
using testing::Packed;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const files::Bytes& bytes) { files::write_atomically(file, bytes); }

testing::Members whole() {
    return testing::joined(testing::joined(testing::lists(), testing::training_part(2)), testing::validation_part(30));
}

void write_parts(const fs::path& folder, const files::Bytes& train, const files::Bytes& val) {
    testing::write_all(folder, testing::lists(), true);
    write(folder / "train.tar.gz", train);
    write(folder / "val.tar.gz", val);
}

void check(const datasets::TinyImagenet& set) {
    REQUIRE(set.wnids.size() == 200);
    CHECK(std::ranges::is_sorted(set.wnids));
    CHECK(set.names.at(3) == "thing 3");
    REQUIRE(set.train.size() == 400);
    // By class, and in a class by number, whatever the archive's order.
    CHECK(set.train[2].name == "n00000001_0.JPEG");
    CHECK(set.train[3].name == "n00000001_7.JPEG");
    for (const auto& picture : set.train) {
        CHECK(picture.name.starts_with(set.wnids.at(picture.label)));
        CHECK(std::string(picture.jpeg.begin(), picture.jpeg.end()) == picture.name);
    }
    REQUIRE(set.validation.size() == 30);
    for (std::size_t i = 0; i < 30; ++i) {
        CHECK(set.validation[i].name == "val_" + std::to_string(i) + ".JPEG");
        CHECK(set.validation[i].label == i * 13 % 200);
    }
}

// The archive of training pictures with one more member.
void refused(const std::string& member, const std::string& message) {
    const testing::TemporaryFolder folder;
    testing::write_all(folder.path(), whole());
    testing::write_all(folder.path(), {{testing::top + member, testing::bytes("x")}});
    CHECK_THROWS_MATCHES(read_tiny_imagenet(folder.path()), FileError, MessageWith({message}));
}

}  // namespace

TEST_CASE("the three forms of Tiny ImageNet give the same pictures") {
    const testing::TemporaryFolder folder;
    SECTION("tar archives") {
        write_parts(folder.path(), testing::archive_of(testing::training_part(2), Packed::tar_gz),
                    testing::archive_of(testing::validation_part(30), Packed::tar_gz));
    }
    SECTION("the official zip") {
        write(folder.path() / "tiny-imagenet-200.zip", testing::archive_of(whole(), Packed::zip));
    }
    SECTION("unpacked") { testing::write_all(folder.path(), whole()); }
    check(read_tiny_imagenet(folder.path()));
}

TEST_CASE("an archive that is cut off, altered or none is refused by its name") {
    const testing::TemporaryFolder folder;
    const auto train = testing::archive_of(testing::training_part(2), Packed::tar_gz);
    const auto val = testing::archive_of(testing::validation_part(30), Packed::tar_gz);
    const auto fails = [&](const files::Bytes& archive, const std::string& name) {
        write_parts(folder.path(), archive, val);
        CHECK_THROWS_MATCHES(read_tiny_imagenet(folder.path()), FileError, MessageWith({name}));
    };
    fails({}, "train.tar.gz");
    fails(testing::bytes("these are no pictures, and this is no archive, either, however long it may be"),
          "train.tar.gz: is neither a .tar nor a .zip archive");
    for (const std::size_t part : {2U, 3U, 5U, 10U})
        fails({train.begin(), train.end() - static_cast<std::ptrdiff_t>(train.size() / part)}, "train.tar.gz");
    auto altered = train;
    for (std::size_t i = altered.size() / 2; i < altered.size() / 2 + 64; ++i) altered[i] ^= 0x5A;
    fails(altered, "train.tar.gz");
}

TEST_CASE("any byte of an archive may be another one") {
    const testing::TemporaryFolder folder;
    const auto zip = testing::archive_of(
        testing::joined(testing::lists(), testing::joined(testing::training_part(1), testing::validation_part(3))),
        Packed::zip);
    const fs::path file = folder.path() / "tiny-imagenet-200.zip";
    for (std::size_t k = 0; k < 40; ++k) {
        auto altered = zip;
        const std::size_t at = (k * 7919) % altered.size();
        altered[at] = static_cast<std::uint8_t>(altered[at] + 1 + k % 255);
        write(file, altered);
        // A byte that nobody looks at (a time, say) may go by; nothing worse than a message may happen.
        try {
            const auto set = read_tiny_imagenet(folder.path());
            CHECK(set.wnids.size() == 200);
        } catch (const FileError&) {
            SUCCEED();
        }
    }
}

TEST_CASE("names in an archive are only names") {
    const testing::TemporaryFolder folder;
    auto members = testing::training_part(1);
    members.emplace_back("../../escaped.JPEG", testing::bytes("x"));
    members.emplace_back("/etc/escaped", testing::bytes("x"));
    write_parts(folder.path(), testing::archive_of(members, Packed::tar_gz),
                testing::archive_of(testing::validation_part(3), Packed::tar_gz));
    CHECK(read_tiny_imagenet(folder.path()).train.size() == 200);
    CHECK_FALSE(fs::exists(folder.path().parent_path().parent_path() / "escaped.JPEG"));
    CHECK_FALSE(fs::exists("/etc/escaped"));
}

TEST_CASE("pictures that are not where and called as they should be are refused") {
    refused("train/n00000001/images/n00000002_1.JPEG",
            "n00000002_1.JPEG is not where and called as training pictures are");
    refused("train/n00000001/n00000001_1.JPEG", "is not where and called");
    refused("train/n00000001/images/n00000001_x.JPEG", "is not where and called");
    refused("train/n00000001/images/n00000001_99999999999999.JPEG", "is not where and called");
    refused("train/nothing/images/nothing_1.JPEG", "is not where and called");
    refused("train/n00000500/images/n00000500_1.JPEG", "pictures of n00000500, which wnids.txt does not have");
    refused("val/images/value.JPEG", "is not called as validation pictures are");
    refused("val/images/val_77.JPEG", "val_annotations.txt does not say what val_77.JPEG shows");
}

TEST_CASE("lists that do not hold together are refused") {
    const testing::TemporaryFolder folder;
    testing::write_all(folder.path(), whole());
    const fs::path top = folder.path() / "tiny-imagenet-200";
    const auto fails = [&](const std::string& list, const std::string& text, const std::string& message) {
        const auto before = files::read(top / list);
        write(top / list, testing::bytes(text));
        CHECK_THROWS_MATCHES(read_tiny_imagenet(folder.path()), FileError, MessageWith({message}));
        write(top / list, before);
    };
    fails("wnids.txt", "n00000001\n", "wnids.txt has 1 classes, not 200");
    fails("wnids.txt", "n00000001\nn00000001\n", "wnids.txt has a class twice");
    fails("wnids.txt", "goldfish\n", "“goldfish”, which is no number of WordNet's");
    fails("wnids.txt", "", "wnids.txt has 0 classes");
    fails("words.txt", "n00000000\tthing\n", "words.txt has no name for n00000001");
    fails("val/val_annotations.txt", "val_0.JPEG n00000001\n", "val_annotations.txt has the line");
    fails("val/val_annotations.txt", "val_0.JPEG\tn00000001\n", "does not say what val_1.JPEG shows");
    fs::remove_all(top / "train" / testing::wnid(17));
    CHECK_THROWS_MATCHES(read_tiny_imagenet(folder.path()), FileError,
                         MessageWith({"no training picture of class n00000017"}));
}

TEST_CASE("a folder without Tiny ImageNet is refused with the ways to get it") {
    const testing::TemporaryFolder folder;
    CHECK_THROWS_MATCHES(read_tiny_imagenet(folder.path()), FileError, MessageWith({"neither tiny-imagenet-200.zip"}));
    CHECK_THROWS_MATCHES(datasets::folder_with_tiny_imagenet({.chosen = folder.path(), .usual = {}}), FileError,
                         MessageWith({"npm run train -- fetch tiny_imagenet --data"}));
    fs::create_directories(folder.path() / "tiny_imagenet" / "tiny-imagenet-200");
    CHECK(datasets::folder_with_tiny_imagenet({.chosen = folder.path(), .usual = {}}) ==
          folder.path() / "tiny_imagenet");
}

TEST_CASE("names are readable, and no two are the same") {
    CHECK(datasets::readable_names({"goldfish, Carassius auratus"}) == std::vector<std::string>{"goldfish"});
    CHECK(datasets::readable_names({"crane", "crane, hoist"}) == std::vector<std::string>{"crane", "hoist"});
    CHECK(datasets::readable_names({"crane, hoist", "hoist", "crane,  hoist , "}) ==
          std::vector<std::string>{"crane", "hoist", "crane (hoist)"});
    CHECK_THROWS_MATCHES(datasets::readable_names({"crane", "crane"}), FileError, MessageWith({"no name of its own"}));
    CHECK_THROWS_MATCHES(datasets::readable_names({" , "}), FileError, MessageWith({"no name of its own"}));
}

TEST_CASE("the real pictures have readable names") {
    const fs::path folder = testing::need_data("tiny_imagenet");
    const auto set = read_tiny_imagenet(folder);
    CHECK(set.names.front() == "goldfish");
    CHECK(std::set(set.names.begin(), set.names.end()).size() == 200);
    CHECK(std::ranges::contains(set.names, std::string("Labrador retriever")));
    CHECK(set.train.size() % 200 == 0);
    CHECK(set.validation.size() % 200 == 0);
}
