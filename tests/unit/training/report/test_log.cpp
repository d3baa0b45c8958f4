#include <catch_amalgamated.hpp>
#include <limits>
#include <regex>
#include <sstream>
#include <string>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/report/log.hpp"

namespace files = mllab::files;
namespace report = mllab::report;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;
using nlohmann::json;

namespace {

std::vector<json> entries(const std::filesystem::path& path) {
    const files::Bytes bytes = files::read(path);
    std::istringstream text(std::string(bytes.begin(), bytes.end()));
    std::vector<json> found;
    for (std::string line; std::getline(text, line);) found.push_back(json::parse(line));
    return found;
}

}  // namespace

TEST_CASE("each entry is one line of JSON, there as soon as it was written") {
    const TemporaryFolder folder;
    report::TrainingLog log(folder / "log.jsonl");
    log.write({{"event", "start"}, {"note", "two\nlines, “quoted”"}});
    CHECK(entries(folder / "log.jsonl").size() == 1);
    log.epoch({.epoch = 3, .train_loss = 0.5, .validation_loss = 0.25, .validation_accuracy = 0.75}, 12.5);
    const auto found = entries(folder / "log.jsonl");
    REQUIRE(found.size() == 2);
    CHECK(found[0]["note"] == "two\nlines, “quoted”");
    CHECK(found[1]["event"] == "epoch");
    CHECK(found[1]["epoch"] == 3);
    CHECK(found[1]["validation_accuracy"] == 0.75);
    CHECK(found[1]["seconds"] == 12.5);
    CHECK(std::regex_match(found[1]["time"].get<std::string>(), std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")));
}

TEST_CASE("a log is gone on with, and a line that a crash cut off does not swallow the next") {
    const TemporaryFolder folder;
    files::write_atomically(folder / "log.jsonl", std::string_view("{\"event\":\"old\"}\n{\"event\":\"cu"));
    {
        report::TrainingLog log(folder / "log.jsonl");
        log.write({{"event", "new"}});
    }
    const files::Bytes bytes = files::read(folder / "log.jsonl");
    const std::string text(bytes.begin(), bytes.end());
    CHECK(text.starts_with("{\"event\":\"old\"}\n{\"event\":\"cu\n{"));
    CHECK(json::parse(text.substr(text.rfind("\n{") + 1))["event"] == "new");
}

TEST_CASE("numbers that are not finite become null, broken text is replaced, and the line stays whole") {
    const TemporaryFolder folder;
    report::TrainingLog log(folder / "log.jsonl");
    log.write({{"loss", std::numeric_limits<double>::quiet_NaN()}, {"path", "\xFF\xFE"}});
    const auto found = entries(folder / "log.jsonl");
    REQUIRE(found.size() == 1);
    CHECK(found[0]["loss"].is_null());
}

TEST_CASE("only objects are entries") {
    const TemporaryFolder folder;
    report::TrainingLog log(folder / "log.jsonl");
    CHECK_THROWS_AS(log.write(nlohmann::ordered_json::array({1, 2})), std::invalid_argument);
    CHECK(entries(folder / "log.jsonl").empty());
}

TEST_CASE("a log that cannot be opened is an error that names it") {
    const TemporaryFolder folder;
    CHECK_THROWS_MATCHES(report::TrainingLog(folder.path()), files::FileError, MessageWith({folder.path().string()}));
    CHECK_THROWS_MATCHES(report::TrainingLog(folder / "no/log.jsonl"), files::FileError, MessageWith({"no/log.jsonl"}));
}
