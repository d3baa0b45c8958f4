#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdio>
#include <format>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "support/message.hpp"
#include "training/datasets/hands/tar.hpp"
#include "training/files/files.hpp"

using mllab::datasets::members_of_tar;
using mllab::files::FileError;
using mllab::testing::MessageWith;
using Bytes = std::vector<std::uint8_t>;

namespace {

void set(Bytes& header, std::size_t at, const std::string& text) {
    std::ranges::copy(text, header.begin() + static_cast<std::ptrdiff_t>(at));
}

Bytes member(const std::string& name, const std::string& content, char kind = '0', const std::string& prefix = "") {
    Bytes block(512);
    set(block, 0, name);
    set(block, 124, std::format("{:011o}", content.size()));
    set(block, 148, "        ");
    block[156] = static_cast<std::uint8_t>(kind);
    set(block, 257, "ustar");
    set(block, 345, prefix);
    unsigned sum = 0;
    for (const std::uint8_t byte : block) sum += byte;
    set(block, 148, std::format("{:06o}", sum));
    block[154] = 0;
    block.insert(block.end(), content.begin(), content.end());
    block.resize((block.size() + 511) / 512 * 512);
    return block;
}

Bytes archive() {
    Bytes all = member("faces/", "", '5');
    for (const Bytes& more : {member("faces/a.jpg", "first"), member("b.jpg", std::string(700, 'x'), '0', "far/away"),
                              member("empty", ""), Bytes(1024)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

TEST_CASE("regular files of an archive are found, with their bytes") {
    const Bytes bytes = archive();
    const auto members = members_of_tar(bytes, "faces.tar");
    REQUIRE(members.size() == 3);
    CHECK(members[0].name == "faces/a.jpg");
    CHECK(std::string(members[0].bytes.begin(), members[0].bytes.end()) == "first");
    CHECK(members[1].name == "far/away/b.jpg");
    CHECK(members[1].bytes.size() == 700);
    CHECK(members[2].bytes.empty());
    CHECK(members_of_tar({}, "nothing").empty());
}

TEST_CASE("cut and broken archives are refused by name") {
    const Bytes whole = archive();
    for (const std::size_t length : {1UL, 511UL, 600UL, 1024UL, 1100UL, 2000UL, whole.size() - 1024}) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        CHECK_THROWS_MATCHES(members_of_tar(part, "faces.tar"), FileError, MessageWith({"faces.tar"}));
    }
    mllab::core::Random random(8);
    for (int k = 0; k < 500; ++k) {
        Bytes bytes = whole;
        bytes[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
        try {
            for (const auto& one : members_of_tar(bytes, "faces.tar")) CHECK(one.bytes.size() <= bytes.size());
        } catch (const FileError& error) {
            CHECK(std::string(error.what()).starts_with("faces.tar"));
        }
    }
    // A size of 8 GB less one, with a right checksum.
    Bytes liar = member("a", "");
    set(liar, 124, "77777777777");
    set(liar, 148, "        ");
    unsigned sum = 0;
    for (const std::uint8_t byte : liar) sum += byte;
    set(liar, 148, std::format("{:06o}", sum));
    liar[154] = 0;
    liar.resize(2048);
    CHECK_THROWS_MATCHES(members_of_tar(liar, "faces.tar"), FileError, MessageWith({"faces.tar", "breaks off"}));
}
