#include <catch_amalgamated.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "archives.hpp"
#include "local_server.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/fetch/fetch.hpp"
#include "training/files/gzip.hpp"
#include "training/files/sha256.hpp"

namespace datasets = mllab::datasets;
namespace fetch = mllab::fetch;
namespace files = mllab::files;
using fetch::FileError;
using mllab::testing::Answer;
using mllab::testing::bytes_of;
using mllab::testing::compressed;
using mllab::testing::LocalServer;
using mllab::testing::MessageWith;
using mllab::testing::Request;
using mllab::testing::serve_file;
using mllab::testing::TemporaryFolder;
using mllab::testing::zip_of;

namespace {

std::string text_of(const files::Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

// A folder to fetch into, and a server with files that a test may change.
class Scene {
 public:
    std::map<std::string, std::string> served;
    std::size_t stop_after = SIZE_MAX;
    TemporaryFolder folder;
    LocalServer server{[this](const Request& r) {
        const auto found = served.find(r.path);
        if (found == served.end()) return Answer{.status = 404, .headers = {}, .body = "no"};
        Answer answer = serve_file({.body = found->second}, r);
        answer.stop_after = stop_after;
        return answer;
    }};

    [[nodiscard]] datasets::SourceFile file(const std::string& content_sha256 = "") const {
        return {.file = "set/labels.gz",
                .addresses = {server.address("/labels.gz")},
                .content_sha256 = content_sha256,
                .members = {}};
    }
    [[nodiscard]] fetch::Fetched run(const datasets::SourceFile& source) const {
        const datasets::DataSet set{
            .id = "set", .name = "A set", .homepage = "", .licence = "", .attribution = "", .files = {source}};
        return fetch::fetch(set, folder.path(), {.timeouts = {}}, {});
    }
    [[nodiscard]] bool has(const std::string& name) const { return std::filesystem::exists(folder / name); }
    [[nodiscard]] std::string text(const std::string& name) const { return text_of(files::read(folder / name)); }
};

}  // namespace

TEST_CASE("a set is fetched once, recorded, and then left alone") {
    Scene scene;
    scene.served["/labels.gz"] = text_of(files::gzip(bytes_of("the labels")));
    const auto first = scene.run(scene.file(files::sha256_hex(bytes_of("the labels"))));
    CHECK(first.downloaded == std::vector<std::string>{"set/labels.gz"});
    CHECK(scene.text("set/labels.gz") == scene.served["/labels.gz"]);
    CHECK_FALSE(scene.has("set/labels.gz.part"));
    CHECK_FALSE(scene.has("set/labels.gz.part.json"));
    const auto lock = nlohmann::json::parse(scene.text("ml-lab.lock.json"));
    CHECK(lock["files"]["set/labels.gz"]["sha256"] == files::sha256_hex(bytes_of(scene.served["/labels.gz"])));
    CHECK(lock["files"]["set/labels.gz"]["address"] == scene.server.address("/labels.gz"));

    const auto second = scene.run(scene.file());
    CHECK(second.downloaded.empty());
    CHECK(second.kept == std::vector<std::string>{"set/labels.gz"});
    CHECK(scene.server.requests().size() == 1);
}

TEST_CASE("other content than the list promises is set aside and named") {
    Scene scene;
    scene.served["/labels.gz"] = text_of(files::gzip(bytes_of("forged")));
    CHECK_THROWS_MATCHES(
        scene.run(scene.file(files::sha256_hex(bytes_of("the labels")))), FileError,
        MessageWith({scene.server.address("/labels.gz"), files::sha256_hex(bytes_of("forged")), "labels.gz.rejected"}));
    CHECK_FALSE(scene.has("set/labels.gz"));
    CHECK(scene.text("set/labels.gz.rejected") == scene.served["/labels.gz"]);
    CHECK_FALSE(scene.has("ml-lab.lock.json"));
}

TEST_CASE("where no hash is known the first download decides, and a later one must be the same") {
    Scene scene;
    scene.served["/labels.gz"] = text_of(files::gzip(bytes_of("first")));
    (void)scene.run(scene.file());
    std::filesystem::remove(scene.folder / "set/labels.gz");
    scene.served["/labels.gz"] = text_of(files::gzip(bytes_of("second")));
    CHECK_THROWS_MATCHES(scene.run(scene.file()), FileError, MessageWith({"ml-lab.lock.json", "first download"}));
    CHECK_FALSE(scene.has("set/labels.gz"));
    CHECK(scene.has("set/labels.gz.rejected"));
    scene.served["/labels.gz"] = text_of(files::gzip(bytes_of("first")));
    CHECK(scene.run(scene.file()).downloaded.size() == 1);
}

TEST_CASE("a file that changed on the disk is noticed") {
    Scene scene;
    scene.served["/labels.gz"] = text_of(files::gzip(bytes_of("first")));
    (void)scene.run(scene.file());
    files::write_atomically(scene.folder / "set/labels.gz", files::gzip(bytes_of("edited")));
    CHECK_THROWS_MATCHES(scene.run(scene.file()), FileError, MessageWith({"labels.gz", "Remove it"}));
}

TEST_CASE("a file that somebody put there is kept if its content is right") {
    Scene scene;
    std::filesystem::create_directory(scene.folder / "set");
    files::write_atomically(scene.folder / "set/labels.gz", files::gzip(bytes_of("the labels")));
    const std::string right = files::sha256_hex(bytes_of("the labels"));
    CHECK(scene.run(scene.file(right)).kept.size() == 1);
    CHECK(scene.server.requests().empty());
    const std::string other = files::sha256_hex(bytes_of("other labels"));
    CHECK_THROWS_AS(scene.run(scene.file(other)), FileError);
}

TEST_CASE("a broken connection leaves nothing under the file's own name and is gone on with") {
    Scene scene;
    files::Bytes noise(100'000);
    for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<std::uint8_t>((i * i) >> 3U);
    scene.served["/labels.gz"] = text_of(files::gzip(noise));
    scene.stop_after = 1000;
    CHECK_THROWS_MATCHES(scene.run(scene.file()), FileError, MessageWith({"run the same command again"}));
    CHECK_FALSE(scene.has("set/labels.gz"));
    CHECK(std::filesystem::file_size(scene.folder / "set/labels.gz.part") == 1000);
    scene.stop_after = SIZE_MAX;
    CHECK(scene.run(scene.file()).downloaded.size() == 1);
    CHECK(scene.text("set/labels.gz") == scene.served["/labels.gz"]);
    CHECK(scene.server.requests().back().headers.at("range") == "bytes=1000-");
}

TEST_CASE("gzip that ends early is refused even where the server told no length") {
    Scene scene;
    const std::string whole = text_of(files::gzip(bytes_of("the labels, rather more of them")));
    scene.served["/labels.gz"] = whole.substr(0, whole.size() - 5);
    CHECK_THROWS_MATCHES(scene.run(scene.file()), FileError, MessageWith({"truncated", ".rejected"}));
    CHECK_FALSE(scene.has("set/labels.gz"));
}

TEST_CASE("the next address is tried where one gives nothing, and all reasons are told where none does") {
    Scene scene;
    auto source = scene.file();
    source.addresses = {scene.server.address("/gone"), scene.server.address("/labels.gz")};
    CHECK_THROWS_MATCHES(scene.run(source), FileError,
                         MessageWith({"set/labels.gz could not be fetched", "/gone: the server answered 404",
                                      "/labels.gz: the server answered 404"}));
    scene.served["/labels.gz"] = text_of(files::gzip(bytes_of("x")));
    CHECK(scene.run(source).downloaded.size() == 1);
}

TEST_CASE("members of an archive are unpacked, .Z included, and the archive is not kept") {
    Scene scene;
    const files::Bytes strokes = bytes_of(".SEGMENT and so on, .SEGMENT and so on");
    scene.served["/a.zip"] = text_of(zip_of({{"names", bytes_of("?")}, {"pen.tra.Z", compressed(strokes)}}));
    datasets::SourceFile source{.file = "set/a.zip",
                                .addresses = {scene.server.address("/a.zip")},
                                .content_sha256 = "",
                                .members = {{.name = "pen.tra.Z", .file = "set/pen.tra", .content_sha256 = ""}}};
    SECTION("and kept the second time") {
        CHECK(scene.run(source).downloaded == std::vector<std::string>{"set/pen.tra"});
        CHECK(files::read(scene.folder / "set/pen.tra") == strokes);
        CHECK_FALSE(scene.has("set/a.zip"));
        CHECK_FALSE(scene.has("set/a.zip.part"));
        CHECK(scene.run(source).kept == std::vector<std::string>{"set/pen.tra"});
        CHECK(scene.server.requests().size() == 1);
        files::write_atomically(scene.folder / "set/pen.tra", std::string_view("edited"));
        CHECK_THROWS_AS(scene.run(source), FileError);
    }
    SECTION("but not if one is not what was expected") {
        source.members[0].content_sha256 = files::sha256_hex(bytes_of("else"));
        CHECK_THROWS_MATCHES(scene.run(source), FileError, MessageWith({"pen.tra.Z", "a.zip.rejected"}));
        CHECK_FALSE(scene.has("set/pen.tra"));
    }
    SECTION("and one that is missing is an error") {
        source.members.push_back({.name = "absent", .file = "set/absent", .content_sha256 = ""});
        CHECK_THROWS_MATCHES(scene.run(source), FileError, MessageWith({"no member absent", "a.zip.rejected"}));
        CHECK_FALSE(scene.has("set/pen.tra"));
    }
}

TEST_CASE("a folder of an archive is unpacked once, and its archive is not kept") {
    Scene scene;
    scene.served["/photos.zip"] =
        text_of(zip_of({{"photos/1.jpg", bytes_of("one")}, {"photos/more/2.jpg", bytes_of("two")}, {"readme", {}}}));
    const std::string right = files::sha256_hex(bytes_of(scene.served["/photos.zip"]));
    datasets::SourceFile source{.file = "set/photos.zip",
                                .addresses = {scene.server.address("/photos.zip")},
                                .content_sha256 = "",
                                .members = {},
                                .tree = datasets::Tree{.name = "photos", .folder = "set/train"},
                                .sha256 = right};
    SECTION("and kept the second time") {
        CHECK(scene.run(source).downloaded == std::vector<std::string>{"set/train"});
        CHECK(scene.text("set/train/1.jpg") == "one");
        CHECK(scene.text("set/train/more/2.jpg") == "two");
        CHECK_FALSE((scene.has("set/photos.zip") || scene.has("set/photos.zip.part") || scene.has("set/train.part")));
        CHECK(nlohmann::json::parse(scene.text("ml-lab.lock.json"))["files"]["set/photos.zip"]["sha256"] == right);
        CHECK(scene.run(source).kept == std::vector<std::string>{"set/train"});
        CHECK(scene.server.requests().size() == 1);
    }
    SECTION("but not if it is not the published archive, or has no such folder") {
        source.sha256 = files::sha256_hex(bytes_of("else"));
        CHECK_THROWS_MATCHES(scene.run(source), FileError, MessageWith({"published is", "photos.zip.rejected"}));
        source.sha256 = right;
        source.tree->name = "pictures";
        CHECK_THROWS_MATCHES(scene.run(source), FileError,
                             MessageWith({"no files in pictures", "photos.zip.rejected"}));
        CHECK_FALSE((scene.has("set/train") || scene.has("set/train.part")));
    }
}

TEST_CASE("an archive that is published as large may be larger than other files") {
    Scene scene;
    scene.served["/photos.zip"] = text_of(zip_of({{"photos/1.jpg", bytes_of("one")}}));
    datasets::SourceFile source{.file = "set/photos.zip",
                                .addresses = {scene.server.address("/photos.zip")},
                                .content_sha256 = "",
                                .members = {},
                                .tree = datasets::Tree{.name = "photos", .folder = "set/train"}};
    const auto fetch_small = [&] {
        const datasets::DataSet set{
            .id = "set", .name = "A set", .homepage = "", .licence = "", .attribution = "", .files = {source}};
        return fetch::fetch(set, scene.folder.path(), {.timeouts = {}, .limit_bytes = 40}, {});
    };
    CHECK_THROWS_MATCHES(fetch_small(), FileError, MessageWith({"limit of 40 bytes"}));
    source.bytes = scene.served["/photos.zip"].size();
    REQUIRE(source.bytes > 40);
    const auto fetched = fetch_small();
    CHECK(fetched.downloaded.size() == 1);
}

TEST_CASE("a lock file that cannot be read stops the fetching before it begins") {
    Scene scene;
    for (const std::string text : {"", "{", "[]", "{\"format\":2,\"files\":{}}", "{\"format\":1}",
                                   "{\"format\":1,\"files\":{\"x\":{\"sha256\":7}}}", "{\"format\":1,\"files\":[1]}"}) {
        CAPTURE(text);
        files::write_atomically(scene.folder / "ml-lab.lock.json", text);
        CHECK_THROWS_MATCHES(scene.run(scene.file()), FileError, MessageWith({"ml-lab.lock.json"}));
    }
    CHECK(scene.server.requests().empty());
}

TEST_CASE("a folder that cannot be made is an error that names it") {
    Scene scene;
    files::write_atomically(scene.folder / "set", std::string_view("a file in the folder's place"));
    CHECK_THROWS_MATCHES(scene.run(scene.file()), FileError, MessageWith({"set"}));
}
