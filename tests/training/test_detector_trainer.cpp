// The trainer of detectors as a person runs it, on made-up photos.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <filesystem>

#include "experiments/object_detection/pipeline/pipeline.hpp"
#include "tiny_photos.hpp"
#include "trainer_bench.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using testing::Finished;

namespace {

class Bench : public testing::TrainerBench {
 public:
    Bench() { testing::write_tiny_photos(path("data")); }
};

constexpr const char* ssdlite = "detection_ssdlite_mobilenet_v2";
// The whole backbone stays: that is quicker.
const std::vector<std::string> short_training{"--epochs", "1", "--batch", "16", "--samples", "64", "--blocks", "17"};

void need_package() {
    if (!std::filesystem::exists(testing::source_folder() / "node_modules/@mediapipe/objectron"))
        SKIP("needs the npm package @mediapipe/objectron");
}

}  // namespace

TEST_CASE("SSDLite learns from photos with boxes, is published with its card, and measured") {
    need_package();
    Bench bench;
    const Finished trained = bench.run("train", ssdlite, short_training);
    INFO(trained.output);
    REQUIRE(trained.exit_code == 0);
    CHECK(trained.output.contains("coco_train"));
    const report::Card card = bench.card(ssdlite);
    CHECK(card.labels == std::vector<std::string>{"sports ball", "book"});
    REQUIRE(card.origin);
    CHECK(card.origin->licence == "Apache-2.0");
    CHECK(card.parity->probabilities <= 1e-5);
    CHECK(card.curve.size() == 1);
    REQUIRE(card.outputs.size() == 2);
    CHECK(card.outputs[0].name == "boxes");
    CHECK(card.outputs[0].shape == std::vector<std::int64_t>{-1, 2034, 4});
    CHECK(card.outputs[1].name == "logits");
    CHECK(card.outputs[1].shape == std::vector<std::int64_t>{-1, 2034, 3});
    // The page can read it.
    const auto parameters = object_detection::Parameters::from(inference::ModelCard::parse(card.to_json()));
    CHECK(parameters.sides_px == std::vector{320});
    REQUIRE(std::holds_alternative<object_detection::Anchored>(parameters.head));
    const auto& head = std::get<object_detection::Anchored>(parameters.head);
    CHECK(head.softmax);
    CHECK(head.anchors.size() == 2034);

    // It is finished: nothing is learnt again, and the file is the same.
    REQUIRE(bench.run("train", ssdlite, short_training).exit_code == 0);
    CHECK(bench.card(ssdlite).file.sha256 == card.file.sha256);

    const Finished evaluated = bench.run("evaluate", ssdlite, {"--split", "validation"});
    INFO(evaluated.output);
    REQUIRE(evaluated.exit_code == 0);
    CHECK(evaluated.output.contains("6 photos, 2 things"));
    const report::Card tested = bench.card(ssdlite);
    CHECK(std::ranges::contains(tested.metrics, "average_precision_50", &report::Metric::name));
    const Finished test = bench.run("evaluate", ssdlite, {"--split", "test"});
    CHECK(test.exit_code != 0);
    CHECK(test.output.contains("--split validation"));

    // With other parts that stay it is another training.
    const Finished other =
        bench.run("train", ssdlite, {"--epochs", "1", "--batch", "16", "--samples", "64", "--blocks", "16"});
    CHECK(other.exit_code != 0);
    CHECK(other.output.contains("the checkpoint has"));
}

TEST_CASE("without photos a detector's training says what to fetch, and a batch of one is none") {
    need_package();
    Bench bench;
    const Finished batch = bench.run("train", ssdlite, {"--epochs", "1", "--batch", "1"});
    CHECK(batch.exit_code != 0);
    std::filesystem::remove_all(bench.path("data") / "coco_train");
    const Finished without = bench.run("train", ssdlite, short_training);
    CHECK(without.exit_code != 0);
    CHECK(without.output.contains("fetch coco"));
    CHECK(without.output.contains("fetch voc2007"));
}
