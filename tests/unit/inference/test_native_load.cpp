#include "core/random.hpp"
#include "models.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"

using namespace mllab;
using namespace mllab::inference;
using mllab::testing::FailureWith;
using mllab::testing::load;
using mllab::testing::rows;
using mllab::testing::run;

namespace {

struct ModelFile {
    testing::TemporaryFolder folder;
    std::filesystem::path path = folder / "step.onnx";
    std::string sha256;
    ModelFile() {
        testing::write_step_model(path);
        sha256 = files::sha256_hex_of_file(path);
    }
};

RunRequest any_request() {
    return {.inputs = {{"x", rows({1, 2, 3})}, {"state", rows({0, 0, 0})}}, .fetch = {}, .keep = {}};
}

}  // namespace

TEST_CASE("a model whose file has the promised hash is loaded, and every byte of it reported") {
    const ModelFile file;
    std::vector<LoadProgress> reports;
    const auto session =
        core::run_now(Session::load({.id = "step", .address = file.path.string(), .sha256 = file.sha256, .bytes = 0},
                                    [&](const LoadProgress& progress) { reports.push_back(progress); }));
    CHECK(session.loaded());
    REQUIRE(reports.size() >= 2);
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file.path));
    CHECK(reports.front().received_bytes == 0);
    CHECK(reports.back().received_bytes == size);
    CHECK(reports.back().total_bytes == size);
}

TEST_CASE("a model whose file is another than promised is refused") {
    const ModelFile file;
    auto bytes = files::read(file.path);
    bytes[bytes.size() / 2] ^= 1;
    files::write_atomically(file.path, bytes);
    CHECK_THROWS_MATCHES(load(file.path, file.sha256), ModelError,
                         FailureWith(Failure::hash_mismatch, {"step", file.sha256}));
    CHECK_THROWS_MATCHES(load(file.path, "abc"), ModelError, FailureWith(Failure::hash_mismatch, {"abc"}));
}

TEST_CASE("a hash may be written in capitals") {
    const ModelFile file;
    std::string capitals = file.sha256;
    for (char& c : capitals) c = static_cast<char>(std::toupper(c));
    CHECK(load(file.path, capitals).loaded());
}

TEST_CASE("a file that is not there, or is no file, is missing") {
    const testing::TemporaryFolder folder;
    CHECK_THROWS_MATCHES(load(folder / "none.onnx"), ModelError, FailureWith(Failure::file_missing, {"none"}));
    CHECK_THROWS_MATCHES(load(folder.path()), ModelError, FailureWith(Failure::file_missing, {}));
    CHECK_THROWS_MATCHES(load(""), ModelError, FailureWith(Failure::file_missing, {}));
    CHECK_THROWS_MATCHES(load("/dev/zero"), ModelError, FailureWith(Failure::file_missing, {}));
}

TEST_CASE("a truncated file is refused, wherever it ends") {
    const ModelFile file;
    const auto bytes = files::read(file.path);
    int refused = 0;
    for (std::size_t i = 0; i < 50; ++i) {
        files::write_atomically(file.path, std::span(bytes).first(bytes.size() * i / 50));
        try {
            const Session session = load(file.path);
        } catch (const ModelError& error) {
            if (error.kind() == Failure::wrong_bytes) ++refused;
        }
    }
    CHECK(refused == 50);
}

TEST_CASE("files of another kind are refused") {
    const testing::TemporaryFolder folder;
    for (const char* text : {"", "<!doctype html><title>404 Not Found</title>", "\x08\x08", "{}"}) {
        CAPTURE(text);
        files::write_atomically(folder / "other.onnx", std::string_view(text));
        CHECK_THROWS_MATCHES(load(folder / "other.onnx"), ModelError, FailureWith(Failure::wrong_bytes, {"other"}));
    }
}

TEST_CASE("damaged files are refused or work, and nothing else") {
    const ModelFile file;
    const auto bytes = files::read(file.path);
    core::Random random(13);
    int other = 0;
    for (int round = 0; round < 200; ++round) {
        auto damaged = bytes;
        damaged[random.below(damaged.size())] ^= static_cast<std::uint8_t>(1U << random.below(8));
        files::write_atomically(file.path, damaged);
        try {
            static_cast<void>(load(file.path));
        } catch (const ModelError& error) {
            if (error.kind() != Failure::wrong_bytes && error.kind() != Failure::runtime_error) ++other;
        }
    }
    CHECK(other == 0);
}

TEST_CASE("the same file is loaded once, and freed with its last copy") {
    const ModelFile file;
    int reads = 0;
    const auto load_counting = [&] {
        return core::run_now(
            Session::load({.id = "step", .address = file.path.string(), .sha256 = file.sha256, .bytes = 0},
                          [&](const LoadProgress& progress) { reads += progress.received_bytes > 0 ? 1 : 0; }));
    };
    {
        const Session first = load_counting();
        const Session second = load_counting();
        CHECK(reads == 1);
        CHECK(&first.inputs() == &second.inputs());
    }
    const Session third = load_counting();
    CHECK(reads == 2);
    // Loaded already, but never held against this hash.
    CHECK_THROWS_MATCHES(load(file.path, std::string(64, '0')), ModelError, FailureWith(Failure::hash_mismatch, {}));
}

TEST_CASE("a load that failed is tried anew") {
    const ModelFile file;
    const auto bytes = files::read(file.path);
    files::write_atomically(file.path, std::string_view("broken"));
    CHECK_THROWS_AS(load(file.path, file.sha256), ModelError);
    files::write_atomically(file.path, bytes);
    CHECK(run(load(file.path, file.sha256), any_request()).tensor("twice").as<float>() == std::vector<float>{2, 4, 6});
}

TEST_CASE("a session without a model says so") {
    const Session none;
    CHECK_FALSE(none.loaded());
    CHECK_THROWS_MATCHES(none.inputs(), ModelError, FailureWith(Failure::session_closed, {}));
    CHECK_THROWS_MATCHES(none.outputs(), ModelError, FailureWith(Failure::session_closed, {}));
    CHECK_THROWS_MATCHES(run(none, any_request()), ModelError, FailureWith(Failure::session_closed, {}));
}

TEST_CASE("an observer that throws stops the load with its own error") {
    const ModelFile file;
    const auto loading = [&] {
        return core::run_now(Session::load({.id = "step", .address = file.path.string(), .sha256 = "", .bytes = 0},
                                           [](const LoadProgress&) { throw std::domain_error("enough"); }));
    };
    CHECK_THROWS_AS(loading(), std::domain_error);
    CHECK(load(file.path).loaded());
}

TEST_CASE("running a model starts no threads, and so no reports to the runtime's maker") {
    const ModelFile file;
    static_cast<void>(run(load(file.path), any_request()));
    const auto threads = std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
    CHECK(threads == 1);
}

TEST_CASE("the runtime is described by name, version and threads") {
    const std::string text = runtime_description();
    CHECK(text.starts_with("ONNX Runtime 1."));
    CHECK(text.ends_with(", 1 thread"));
}
