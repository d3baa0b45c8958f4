#include <catch_amalgamated.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "local_server.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/npy.hpp"
#include "training/datasets/quickdraw.hpp"
#include "training/fetch/fetch.hpp"
#include "training/fetch/head.hpp"
#include "training/files/sha256.hpp"

namespace datasets = mllab::datasets;
namespace fetch = mllab::fetch;
namespace files = mllab::files;
using fetch::FileError;
using mllab::testing::Answer;
using mllab::testing::LocalServer;
using mllab::testing::MessageWith;
using mllab::testing::Request;
using mllab::testing::serve_file;
using mllab::testing::TemporaryFolder;

namespace {

std::string lines(std::size_t count, char word = 'a') {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += std::string(R"({"word":")") + word + R"(","key_id":")" + std::to_string(i + 1) +
                R"(","drawing":[[[1,2],[3,4]]]})" + "\n";
    return text;
}

files::Bytes pixels(std::size_t rows) {
    files::Bytes bytes(rows * datasets::bitmap_pixels);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i / datasets::bitmap_pixels);
    return bytes;
}

std::string text_of(const files::Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

class Scene {
 public:
    std::map<std::string, std::string> served;
    std::size_t stop_after = SIZE_MAX;
    bool tell_length = true;
    TemporaryFolder folder;
    LocalServer server{[this](const Request& r) {
        const auto found = served.find(r.path);
        if (found == served.end()) return Answer{.status = 404, .headers = {}, .body = lines(100)};
        Answer answer = serve_file({.body = found->second}, r);
        answer.stop_after = stop_after;
        answer.tell_length = tell_length;
        return answer;
    }};

    [[nodiscard]] std::string head(const std::string& path, std::size_t count) const {
        return text_of(fetch::download_head(server.address(path), count, {.timeouts = {}, .on_progress = {}}));
    }
    [[nodiscard]] fetch::Fetched run(std::size_t first, const std::string& name = "cat.ndjson") const {
        const datasets::DataSet set{.id = "quickdraw",
                                    .name = "Sketches",
                                    .homepage = "",
                                    .licence = "",
                                    .attribution = "",
                                    .files = {{.file = "quickdraw/" + name,
                                               .addresses = {server.address("/" + name)},
                                               .content_sha256 = "",
                                               .members = {},
                                               .first = first}}};
        return fetch::fetch(set, folder.path(), {.timeouts = {}}, {});
    }
    [[nodiscard]] bool has(const std::string& name) const { return std::filesystem::exists(folder / name); }
    [[nodiscard]] std::string text(const std::string& name) const { return text_of(files::read(folder / name)); }
};

}  // namespace

TEST_CASE("the first lines of a long file are brought, and not the rest") {
    Scene scene;
    scene.served["/cat.ndjson"] = lines(1'000'000);  // 60 MB
    CHECK(scene.head("/cat.ndjson", 1) == lines(1));
    CHECK(scene.head("/cat.ndjson", 500) == lines(500));
    std::uint64_t received = 0;
    (void)fetch::download_head(scene.server.address("/cat.ndjson"), 1000,
                               {.timeouts = {}, .on_progress = [&](std::uint64_t n, std::uint64_t) { received = n; }});
    CHECK(received < 1'000'000);
}

TEST_CASE("a file that has no more lines than wanted is brought whole") {
    Scene scene;
    scene.served["/cat.ndjson"] = lines(5);
    CHECK(scene.head("/cat.ndjson", 5) == lines(5));
    CHECK(scene.head("/cat.ndjson", 6) == lines(5));
    scene.served["/cat.ndjson"].pop_back();  // without a line feed at its end
    CHECK(scene.head("/cat.ndjson", 6) == scene.served["/cat.ndjson"]);
}

TEST_CASE("the first bitmaps get a header that says how many they are") {
    Scene scene;
    scene.served["/cat.npy"] = text_of(datasets::npy_bytes(pixels(5000)));
    for (const std::size_t count : {std::size_t{1}, std::size_t{100}, std::size_t{4999}}) {
        CAPTURE(count);
        const auto bitmaps = datasets::parse_npy(
            fetch::download_head(scene.server.address("/cat.npy"), count, {.timeouts = {}, .on_progress = {}}), "x");
        CHECK(bitmaps.count == count);
        CHECK(bitmaps.pixels == pixels(count));
    }
    for (const std::size_t count : {std::size_t{5000}, std::size_t{5001}, SIZE_MAX})
        CHECK(scene.head("/cat.npy", count) == scene.served["/cat.npy"]);
}

TEST_CASE("a head that is broken is refused with the address and what is wrong") {
    Scene scene;
    const auto refused = [&](const std::string& path, std::size_t count, const std::string& words) {
        CHECK_THROWS_MATCHES(scene.head(path, count), FileError, MessageWith({scene.server.address(path), words}));
    };
    scene.served["/cat.ndjson"] = lines(2) + "<html>\n" + lines(9);
    CHECK(scene.head("/cat.ndjson", 2) == lines(2));
    refused("/cat.ndjson", 3, "line 3: no JSON object");
    scene.served["/cat.ndjson"] = "";
    refused("/cat.ndjson", 3, "holds no drawing");
    scene.served["/cat.npy"] = "<html>";
    refused("/cat.npy", 3, "does not start as a .npy file");
    scene.served["/cat.npy"] = text_of(datasets::npy_bytes(pixels(9))).substr(0, 3000);
    refused("/cat.npy", 5, "truncated");
    refused("/cat.npy", 9, "truncated");
    scene.served["/cat.npy"] = text_of(datasets::npy_bytes(pixels(9))) + "more";
    refused("/cat.npy", 9, "4 bytes after");
    scene.served["/cat.zip"] = "PK";
    refused("/cat.zip", 9, "no file of drawings");
    CHECK_THROWS_MATCHES(scene.head("/dog.ndjson", 2), fetch::Unavailable, MessageWith({"404"}));
}

TEST_CASE("a connection that breaks off before enough has come is an error, told length or not") {
    Scene scene;
    scene.served["/cat.ndjson"] = lines(1000);
    scene.stop_after = lines(10).size() + 20;
    CHECK_THROWS_MATCHES(scene.head("/cat.ndjson", 50), FileError, MessageWith({"broke off", "Run the same command"}));
    CHECK(scene.head("/cat.ndjson", 10) == lines(10));
    scene.tell_length = false;
    CHECK_THROWS_MATCHES(scene.head("/cat.ndjson", 50), FileError, MessageWith({"line 11"}));
}

TEST_CASE("lines without end stop at the limit") {
    Scene scene;
    scene.served["/cat.ndjson"] = std::string(3'000'000, ' ');
    CHECK_THROWS_MATCHES(fetch::download_head(scene.server.address("/cat.ndjson"), 1,
                                              {.timeouts = {}, .limit_bytes = 1'000'000, .on_progress = {}}),
                         FileError, MessageWith({"limit of 1000000"}));
}

TEST_CASE("a head is recorded with its length, kept, and made longer when more is wanted") {
    Scene scene;
    scene.served["/cat.ndjson"] = lines(100);
    CHECK(scene.run(10).downloaded == std::vector<std::string>{"quickdraw/cat.ndjson"});
    CHECK(scene.text("quickdraw/cat.ndjson") == lines(10));
    CHECK_FALSE(scene.has("quickdraw/cat.ndjson.part"));
    const auto entry = nlohmann::json::parse(scene.text("ml-lab.lock.json"))["files"]["quickdraw/cat.ndjson"];
    CHECK(entry["first"] == 10);
    CHECK(entry["sha256"] == files::sha256_hex_of_file(scene.folder / "quickdraw/cat.ndjson"));

    CHECK(scene.run(10).kept.size() == 1);
    CHECK(scene.run(5).kept.size() == 1);  // there is more than is wanted
    CHECK(scene.text("quickdraw/cat.ndjson") == lines(10));
    CHECK(scene.server.requests().size() == 1);

    const auto longer = scene.run(20);
    CHECK(longer.downloaded.size() == 1);
    CHECK(longer.kept.empty());
    CHECK(scene.text("quickdraw/cat.ndjson") == lines(20));
    CHECK(scene.run(0).downloaded.size() == 1);
    CHECK(scene.text("quickdraw/cat.ndjson") == lines(100));
    CHECK(scene.run(20).kept.size() == 1);  // the whole file is enough
    CHECK_FALSE(
        nlohmann::json::parse(scene.text("ml-lab.lock.json"))["files"]["quickdraw/cat.ndjson"].contains("first"));
}

TEST_CASE("a head that changed on the disk or at its address is noticed") {
    Scene scene;
    scene.served["/cat.ndjson"] = lines(100);
    (void)scene.run(10);
    SECTION("on the disk, also when more is wanted") {
        files::write_atomically(scene.folder / "quickdraw/cat.ndjson", lines(9));
        for (const std::size_t first : {std::size_t{10}, std::size_t{20}, std::size_t{0}})
            CHECK_THROWS_MATCHES(scene.run(first), FileError, MessageWith({"cat.ndjson", "Remove it"}));
        CHECK(scene.text("quickdraw/cat.ndjson") == lines(9));
    }
    SECTION("at its address") {
        std::filesystem::remove(scene.folder / "quickdraw/cat.ndjson");
        scene.served["/cat.ndjson"] = lines(100, 'b');
        CHECK_THROWS_MATCHES(scene.run(10), FileError, MessageWith({"recorded", "cat.ndjson.rejected"}));
        CHECK_FALSE(scene.has("quickdraw/cat.ndjson"));
        CHECK(scene.text("quickdraw/cat.ndjson.rejected") == lines(10, 'b'));
        CHECK(scene.run(11).downloaded.size() == 1);  // of another length nothing is known
    }
}
