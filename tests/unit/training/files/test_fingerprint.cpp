#include <catch_amalgamated.hpp>
#include <vector>

#include "training/files/fingerprint.hpp"

using mllab::files::Fingerprint;
using mllab::files::Sha256;

namespace {

std::string of(const std::vector<std::vector<int>>& parts) {
    Fingerprint fingerprint;
    for (const auto& part : parts) fingerprint.add(std::span<const int>(part));
    return fingerprint.text();
}

}  // namespace

TEST_CASE("a fingerprint tells numbers, their order and where one list ends") {
    const std::string some = of({{1, 2}, {3}});
    CHECK(some.size() == 16);
    CHECK(of({{1, 2}, {3}}) == some);
    CHECK(of({{1, 2}, {4}}) != some);
    CHECK(of({{2, 1}, {3}}) != some);
    CHECK(of({{1}, {2, 3}}) != some);
    CHECK(of({{1, 2, 3}}) != some);
    CHECK(of({{1, 2}, {3}, {}}) != some);
    CHECK(Fingerprint().add("ab").add("c").text() != Fingerprint().add("a").add("bc").text());
    CHECK(Fingerprint().add(1.0).text() != Fingerprint().add(-1.0).text());
}

TEST_CASE("SHA-256 in parts is SHA-256 of all") {
    const std::vector<std::uint8_t> abc{'a', 'b', 'c'};
    Sha256 parts;
    parts.add(std::span(abc).first(1));
    parts.add({});
    parts.add(std::span(abc).subspan(1));
    CHECK(mllab::files::hex(parts.finish()) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
