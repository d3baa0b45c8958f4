#include <catch_amalgamated.hpp>
#include <filesystem>

#include "experiments/sketches/pipeline/pipeline.hpp"
#include "tiny_sketches.hpp"
#include "trainer_bench.hpp"
#include "training/files/sha256.hpp"

using namespace mllab;
using testing::Finished;

namespace {

class Bench : public testing::TrainerBench {
 public:
    Bench() { testing::write_tiny_sketches(path("data"), 120); }
};

const std::vector<std::string> short_training{"--epochs", "6", "--batch", "32"};

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
    const report::Card card = bench.card("sketches_cnn");
    CHECK(card.labels == std::vector<std::string>{"circle", "stairs", "star"});
    CHECK(metric(card, "accuracy", "drawings, free", "validation") > 0.8);  // chance is a third
    CHECK(metric(card, "top_3_accuracy", "drawings, free", "validation") == 1);
    CHECK(metric(card, "accuracy", "drawings of which", "validation") > 0.4);
    CHECK(card.curve.size() == 12);  // before it grew and after
    CHECK(card.training.augmentation.contains("Begins with the weights of sketches_cnn_first"));
    REQUIRE(card.data.size() == 2);
    CHECK(card.parity->probabilities <= 1e-5);
    CHECK(card.file.sha256 == files::sha256_hex(bench.model("sketches_cnn")));
    const auto parameters = sketches::Parameters::from(inference::ModelCard::parse(card.to_json()));
    CHECK(parameters.frame.size_px == 40);
    CHECK(parameters.confidence.size() == sketches::confidence_terms);

    const Finished calibrated = bench.run("calibrate", "sketches_cnn");
    INFO(calibrated.output);
    REQUIRE(calibrated.exit_code == 0);
    CHECK(bench.card("sketches_cnn").decision == card.decision);  // the file and the drawings are the same

    const Finished evaluated = bench.run("evaluate", "sketches_cnn", {"--split", "test"});
    INFO(evaluated.output);
    REQUIRE(evaluated.exit_code == 0);
    const report::Card tested = bench.card("sketches_cnn");
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
    CHECK_FALSE(std::filesystem::exists(bench.model_path("sketches_cnn")));
}

TEST_CASE("a sketch file that is cut off is refused by name") {
    Bench bench;
    const auto broken = bench.path("data") / "quickdraw/numpy_bitmap/stairs.npy";
    std::filesystem::resize_file(broken, std::filesystem::file_size(broken) - 100);
    const Finished finished = bench.run("train", "sketches_cnn", short_training);
    CHECK(finished.exit_code != 0);
    CHECK(finished.output.contains("stairs.npy"));
    CHECK_FALSE(std::filesystem::exists(bench.model_path("sketches_cnn")));
}
