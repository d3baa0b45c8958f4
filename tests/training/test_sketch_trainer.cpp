#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>

#include "experiments/sketches/pipeline/pipeline.hpp"
#include "process.hpp"
#include "support/temporary_folder.hpp"
#include "tiny_sketches.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using testing::Finished;
using testing::Process;

namespace {

std::filesystem::path source_folder() {
    const char* folder = std::getenv("MLLAB_SOURCE_DIR");
    return folder != nullptr ? folder : ".";
}

class Bench {
 public:
    Bench() { testing::write_tiny_sketches(folder_ / "data", 120); }
    Finished run(const std::string& command, const std::string& recipe, const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{
            "--data", (folder_ / "data").string(),  "--work", (folder_ / "work").string(), command, recipe,
            "--out",  (folder_ / "models").string()};
        words.insert(words.end(), more.begin(), more.end());
        return Process(MLLAB_TRAINER_PROGRAM, words, source_folder(), folder_ / "log").wait();
    }
    std::filesystem::path path(const std::string& name) { return folder_ / name; }

 private:
    testing::TemporaryFolder folder_;
};

const std::vector<std::string> short_training{"--epochs", "3", "--batch", "32"};

double metric(const report::Card& card, const std::string& name, const std::string& data, const std::string& split) {
    for (const auto& m : card.metrics)
        if (m.name == name && m.data.starts_with(data) && m.split == split) return m.value;
    FAIL("the card has no " << name << " on " << data << ", " << split);
    return 0;
}

}  // namespace

TEST_CASE("whatever categories there are, they are learnt, balanced and written to the card") {
    Bench bench;
    const Finished trained = bench.run("train", "sketches_cnn", short_training);
    INFO(trained.output);
    REQUIRE(trained.exit_code == 0);
    const report::Card card = report::read_card(bench.path("models") / "sketches_cnn.json");
    CHECK(card.labels == std::vector<std::string>{"circle", "stairs", "star"});
    CHECK(metric(card, "accuracy", "drawings, free", "validation") > 0.8);  // chance is a third
    CHECK(metric(card, "top_3_accuracy", "drawings, free", "validation") == 1);
    CHECK(metric(card, "accuracy", "drawings of which", "validation") > 0.4);
    REQUIRE(card.data.size() == 2);
    CHECK(card.parity->probabilities <= 1e-5);
    CHECK(card.file.sha256 == files::sha256_hex(files::read(bench.path("models") / "sketches_cnn.onnx")));
    const auto parameters = sketches::Parameters::from(inference::ModelCard::parse(card.to_json()));
    CHECK(parameters.frame.size_px == 40);

    const Finished evaluated = bench.run("evaluate", "sketches_cnn", {"--split", "test"});
    INFO(evaluated.output);
    REQUIRE(evaluated.exit_code == 0);
    const report::Card tested = report::read_card(bench.path("models") / "sketches_cnn.json");
    CHECK(metric(tested, "accuracy", "drawings, free", "test") > 0.8);
    CHECK(metric(tested, "accuracy", "drawings, free", "validation") ==
          metric(card, "accuracy", "drawings, free", "validation"));
}

TEST_CASE("without sketches the trainer says where it looked and what brings them") {
    Bench bench;
    std::filesystem::remove_all(bench.path("data"));
    std::filesystem::create_directories(bench.path("data"));
    const Finished finished = bench.run("train", "sketches_cnn", short_training);
    CHECK(finished.exit_code != 0);
    CHECK(finished.output.contains("fetch quickdraw"));
    CHECK_FALSE(std::filesystem::exists(bench.path("models") / "sketches_cnn.onnx"));
}

TEST_CASE("a sketch file that is cut off is refused by name") {
    Bench bench;
    const auto broken = bench.path("data") / "quickdraw/numpy_bitmap/stairs.npy";
    std::filesystem::resize_file(broken, std::filesystem::file_size(broken) - 100);
    const Finished finished = bench.run("train", "sketches_cnn", short_training);
    CHECK(finished.exit_code != 0);
    CHECK(finished.output.contains("stairs.npy"));
    CHECK_FALSE(std::filesystem::exists(bench.path("models") / "sketches_cnn.onnx"));
}
