#include <fcntl.h>
#include <sys/file.h>

#include <catch_amalgamated.hpp>
#include <string>

#include "local_server.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/fetch/download.hpp"
#include "training/files/descriptor.hpp"

namespace fetch = mllab::fetch;
namespace files = mllab::files;
using mllab::testing::Answer;
using mllab::testing::LocalServer;
using mllab::testing::MessageWith;
using mllab::testing::Request;
using mllab::testing::serve_file;
using mllab::testing::ServedFile;
using mllab::testing::TemporaryFolder;

namespace {

std::string long_body(char seed = 'a') {
    std::string body(300'000, ' ');
    for (std::size_t i = 0; i < body.size(); ++i)
        body[i] = static_cast<char>(seed + static_cast<char>((i * 7 + i / 251) % 26));
    return body;
}

std::string part_text(const std::filesystem::path& target) {
    const files::Bytes bytes = files::read(fetch::part_of(target));
    return {bytes.begin(), bytes.end()};
}

fetch::DownloadOptions quick() {
    return {.timeouts = {.connect = std::chrono::seconds(5), .stall = std::chrono::seconds(1)}, .on_progress = {}};
}

}  // namespace

TEST_CASE("a file arrives whole, with progress that ends at its size") {
    const ServedFile file{.body = long_body()};
    const LocalServer server([&](const Request& r) { return serve_file(file, r); });
    const TemporaryFolder folder;
    std::uint64_t received = 0;
    auto options = quick();
    options.on_progress = [&](std::uint64_t now, std::uint64_t total) {
        CHECK(now > received);
        CHECK(total == file.body.size());
        received = now;
    };
    fetch::download(server.address("/file"), folder / "file", options);
    CHECK(part_text(folder / "file") == file.body);
    CHECK(received == file.body.size());
    CHECK(server.requests().size() == 1);
    CHECK_FALSE(server.requests()[0].headers.contains("range"));
}

TEST_CASE("an empty file is a file") {
    const LocalServer server([&](const Request& r) { return serve_file({.body = ""}, r); });
    const TemporaryFolder folder;
    fetch::download(server.address("/file"), folder / "file", quick());
    CHECK(part_text(folder / "file").empty());
}

TEST_CASE("a connection that breaks keeps what has come, and the next attempt asks only for the rest") {
    const ServedFile file{.body = long_body()};
    std::size_t stop_after = 100'000;
    const LocalServer server([&](const Request& r) {
        Answer answer = serve_file(file, r);
        answer.stop_after = stop_after;
        return answer;
    });
    const TemporaryFolder folder;
    const auto address = server.address("/file");
    CHECK_THROWS_MATCHES(fetch::download(address, folder / "file", quick()), fetch::FileError,
                         MessageWith({address, "100000 of 300000", "run the same command again"}));
    CHECK(part_text(folder / "file") == file.body.substr(0, 100'000));
    CHECK_THROWS_MATCHES(fetch::download(address, folder / "file", quick()), fetch::FileError,
                         MessageWith({"200000 of 300000"}));
    stop_after = SIZE_MAX;
    fetch::download(address, folder / "file", quick());
    CHECK(part_text(folder / "file") == file.body);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 3);
    CHECK(requests[1].headers.at("range") == "bytes=100000-");
    CHECK(requests[1].headers.at("if-range") == "\"one\"");
    CHECK(requests[2].headers.at("range") == "bytes=200000-");
}

TEST_CASE("a server that knows no ranges sends the file from its beginning, and nothing is doubled") {
    const ServedFile file{.body = long_body(), .ranges = false};
    std::size_t stop_after = 100'000;
    const LocalServer server([&](const Request& r) {
        Answer answer = serve_file(file, r);
        answer.stop_after = stop_after;
        return answer;
    });
    const TemporaryFolder folder;
    CHECK_THROWS_AS(fetch::download(server.address("/file"), folder / "file", quick()), fetch::FileError);
    stop_after = SIZE_MAX;
    fetch::download(server.address("/file"), folder / "file", quick());
    CHECK(part_text(folder / "file") == file.body);
}

TEST_CASE("a file that changed between two parts is downloaded anew") {
    ServedFile file{.body = long_body('a'), .etag = "\"one\""};
    std::size_t stop_after = 100'000;
    bool honours_if_range = true;
    const LocalServer server([&](const Request& r) {
        Request asked = r;
        if (!honours_if_range) asked.headers.erase("if-range");
        Answer answer = serve_file(file, asked);
        answer.stop_after = stop_after;
        return answer;
    });
    const TemporaryFolder folder;
    CHECK_THROWS_AS(fetch::download(server.address("/file"), folder / "file", quick()), fetch::FileError);
    file = {.body = long_body('A'), .etag = "\"two\""};
    SECTION("by a server that honours If-Range") { honours_if_range = true; }
    SECTION("by a server that sends the range all the same") { honours_if_range = false; }
    stop_after = SIZE_MAX;
    fetch::download(server.address("/file"), folder / "file", quick());
    CHECK(part_text(folder / "file") == file.body);
}

TEST_CASE("without a strong validator nothing is resumed") {
    ServedFile file{.body = long_body()};
    SECTION("none at all") { file.etag = ""; }
    SECTION("a weak one") { file.etag = "W/\"one\""; }
    std::size_t stop_after = 100'000;
    const LocalServer server([&](const Request& r) {
        Answer answer = serve_file(file, r);
        answer.stop_after = stop_after;
        return answer;
    });
    const TemporaryFolder folder;
    CHECK_THROWS_AS(fetch::download(server.address("/file"), folder / "file", quick()), fetch::FileError);
    stop_after = SIZE_MAX;
    fetch::download(server.address("/file"), folder / "file", quick());
    CHECK(part_text(folder / "file") == file.body);
    CHECK_FALSE(server.requests()[1].headers.contains("range"));
}

TEST_CASE("a part of another address, or with a note that cannot be read, is not gone on with") {
    const ServedFile file{.body = long_body()};
    const LocalServer server([&](const Request& r) { return serve_file(file, r); });
    const TemporaryFolder folder;
    files::write_atomically(folder / "file.part", std::string_view("something else"));
    SECTION("another address") {
        files::write_atomically(folder / "file.part.json",
                                std::string_view(R"({"address":"http://127.0.0.1/x","validator":"\"one\""})"));
    }
    SECTION("no note") {}
    SECTION("a broken note") { files::write_atomically(folder / "file.part.json", std::string_view("{\"addr")); }
    SECTION("a note of other types") {
        files::write_atomically(folder / "file.part.json", std::string_view(R"({"address":7,"validator":[]})"));
    }
    SECTION("a note that is no object") { files::write_atomically(folder / "file.part.json", std::string_view("[1]")); }
    fetch::download(server.address("/file"), folder / "file", quick());
    CHECK(part_text(folder / "file") == file.body);
}

TEST_CASE("a part that is whole already is recognised (416), one that is too long is thrown away") {
    ServedFile file{.body = long_body()};
    const LocalServer server([&](const Request& r) { return serve_file(file, r); });
    const TemporaryFolder folder;
    fetch::download(server.address("/file"), folder / "file", quick());
    SECTION("whole") {}
    SECTION("too long") { file.body.resize(200'000); }
    fetch::download(server.address("/file"), folder / "file", quick());
    CHECK(part_text(folder / "file") == file.body);
}

TEST_CASE("a file that is not there is an error with the address and the status, and no page of the server is kept") {
    const LocalServer server([](const Request& r) {
        return Answer{.status = r.path == "/missing" ? 404 : 500, .headers = {}, .body = "<h1>sorry</h1>"};
    });
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(fetch::download(server.address("/missing"), folder / "file", quick()), fetch::Unavailable,
                         MessageWith({server.address("/missing"), "404", "no such file"}));
    CHECK_THROWS_MATCHES(fetch::download(server.address("/broken"), folder / "file", quick()), fetch::Unavailable,
                         MessageWith({"500"}));
    CHECK(part_text(folder / "file").empty());
}

TEST_CASE("where no server answers, the message says so") {
    std::string address;
    {
        const LocalServer server([](const Request&) { return Answer{}; });
        address = server.address("/file");
    }
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(fetch::download(address, folder / "file", quick()), fetch::Unavailable,
                         MessageWith({address}));
}

TEST_CASE("a part of a file that nobody asked for is refused") {
    const LocalServer server([](const Request&) { return Answer{.status = 206, .headers = {}, .body = "part"}; });
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(fetch::download(server.address("/file"), folder / "file", quick()), fetch::FileError,
                         MessageWith({"nobody asked for"}));
    CHECK(part_text(folder / "file").empty());
}

TEST_CASE("a server that stops talking is given up after the stall time, and the part is kept") {
    const std::string body = long_body();
    const LocalServer server([&](const Request& r) {
        Answer answer = serve_file({.body = body}, r);
        answer.stall_ms = 60'000;
        return answer;
    });
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(fetch::download(server.address("/file"), folder / "file", quick()), fetch::FileError,
                         MessageWith({"150000 of 300000", "run the same command again"}));
    CHECK(part_text(folder / "file").size() == 150'000);
}

TEST_CASE("a file above the limit is refused, whether the server tells its size or not") {
    const std::string body = long_body();
    bool tell_length = true;
    const LocalServer server([&](const Request& r) {
        Answer answer = serve_file({.body = body}, r);
        answer.tell_length = tell_length;
        return answer;
    });
    const TemporaryFolder folder;
    auto options = quick();
    options.limit_bytes = 200'000;
    SECTION("told") {}
    SECTION("not told") { tell_length = false; }
    CHECK_THROWS_MATCHES(fetch::download(server.address("/file"), folder / "file", options), fetch::FileError,
                         MessageWith({"larger than the limit of 200000"}));
    CHECK(part_text(folder / "file").size() <= 200'000);
}

TEST_CASE("redirects are followed, but only to http and https, and not for ever") {
    const std::string body = long_body();
    const LocalServer server([&](const Request& r) {
        const auto to = [](const std::string& where) {
            return Answer{.status = 302, .headers = {{"Location", where}}, .body = ""};
        };
        if (r.path == "/old") return to("/new");
        if (r.path == "/loop") return to("/loop");
        if (r.path == "/local") return to("file:///etc/passwd");
        return serve_file({.body = body}, r);
    });
    const TemporaryFolder folder;
    fetch::download(server.address("/old"), folder / "file", quick());
    CHECK(part_text(folder / "file") == body);
    for (const std::string path : {"/loop", "/local"}) {
        CAPTURE(path);
        CHECK_THROWS_AS(fetch::download(server.address(path), folder / "other", quick()), fetch::FileError);
        CHECK(part_text(folder / "other").empty());
    }
}

TEST_CASE("only http and https addresses are taken") {
    const TemporaryFolder folder;
    for (const std::string address :
         {"file:///etc/passwd", "ftp://127.0.0.1/x", "", "no address", "gopher://127.0.0.1"}) {
        CAPTURE(address);
        CHECK_THROWS_MATCHES(fetch::download(address, folder / "file", quick()), fetch::FileError,
                             MessageWith({"is not an http or https address"}));
    }
}

TEST_CASE("two programs do not write one part") {
    const LocalServer server([](const Request& r) { return serve_file({.body = "x"}, r); });
    const TemporaryFolder folder;
    const auto other = files::Descriptor::open(folder / "file.part", O_RDWR | O_CREAT);
    REQUIRE(::flock(other.number(), LOCK_EX) == 0);
    CHECK_THROWS_MATCHES(fetch::download(server.address("/file"), folder / "file", quick()), fetch::FileError,
                         MessageWith({"another program"}));
    CHECK(server.requests().empty());
}
