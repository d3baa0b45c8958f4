// The trainer of rock, paper, scissors as a person runs it, on made-up hands.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <filesystem>

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"
#include "tiny_hands.hpp"
#include "trainer_bench.hpp"
#include "training/files/sha256.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using testing::Finished;

namespace {

// A bench with hands in it.
class Bench : public testing::TrainerBench {
 public:
    Bench() { testing::write_tiny_hands(path("data")); }
};

const std::vector<std::string> short_training{"--epochs", "1", "--batch", "16", "--samples", "64"};
constexpr const char* cnn = "rock_paper_scissors_cnn";
constexpr const char* mobilenet = "rock_paper_scissors_mobilenet_v2";

void need_package() {
    if (!std::filesystem::exists(testing::source_folder() / "node_modules/@vladmandic/human"))
        SKIP("needs the npm package @vladmandic/human");
}

}  // namespace

TEST_CASE("MobileNetV2 learns gestures, its new layer first, and teaches them to the network from scratch") {
    need_package();
    Bench bench;
    const Finished trained = bench.run("train", mobilenet, short_training);
    INFO(trained.output);
    REQUIRE(trained.exit_code == 0);
    CHECK(trained.output.contains("rock_paper_scissors_mobilenet_v2, new layers"));
    const report::Card teacher = bench.card(mobilenet);
    REQUIRE(teacher.origin);
    CHECK(teacher.origin->licence == "Apache-2.0");
    CHECK(teacher.origin->sha256.size() == 64);
    CHECK(teacher.parity->probabilities <= 1e-5);
    CHECK(teacher.file.bytes <= 4'000'000);
    CHECK(teacher.curve.size() == 3);  // an epoch of the new layer, and of each cycle

    // All three are finished: nothing is learnt again, and the file is the same.
    REQUIRE(bench.run("train", mobilenet, short_training).exit_code == 0);
    CHECK(bench.card(mobilenet).file.sha256 == teacher.file.sha256);

    const Finished taught = bench.run("train", cnn, short_training);
    INFO(taught.output);
    REQUIRE(taught.exit_code == 0);
    const report::Card card = bench.card(cnn);
    CHECK(card.labels == rock_paper_scissors::labels());
    CHECK(card.parity->probabilities <= 1e-5);
    CHECK_FALSE(card.origin);
    CHECK(card.file.sha256 == files::sha256_hex(bench.model(cnn)));
    REQUIRE(card.outputs.size() == 3);
    CHECK(card.outputs[0].name == "features_last");
    CHECK(card.outputs[1].name == "logits");
    CHECK(card.outputs[2].name == "class_activation");
    const auto parameters = rock_paper_scissors::Parameters::from(inference::ModelCard::parse(card.to_json()));
    CHECK(parameters.side_px == 128);

    const Finished evaluated = bench.run("evaluate", cnn, {"--split", "test"});
    INFO(evaluated.output);
    REQUIRE(evaluated.exit_code == 0);
    const report::Card tested = bench.card(cnn);
    const auto measured = [&](const std::string& name, const std::string& split) {
        return std::ranges::count_if(tested.metrics,
                                     [&](const report::Metric& m) { return m.name == name && m.split == split; });
    };
    CHECK(measured("balanced_accuracy", "validation") == 2);  // webcam and green screen
    CHECK(measured("balanced_accuracy", "test") == 2);
    CHECK(measured("false_gesture", "test") == 1);
    CHECK(tested.confusion->split == "test");

    // Whatever stood there, the same is chosen again; figures of the test pictures were measured with what stood there.
    report::Card moved = tested;
    for (auto& [name, number] : moved.decision) number = name == "temperature" ? 9 : 0.5;
    report::write_card(bench.path("models") / (std::string(cnn) + ".json"), moved);
    const Finished calibrated = bench.run("calibrate", cnn);
    INFO(calibrated.output);
    REQUIRE(calibrated.exit_code == 0);
    const report::Card chosen = bench.card(cnn);
    CHECK(chosen.decision == card.decision);
    CHECK(chosen.file.sha256 == card.file.sha256);
    CHECK(std::ranges::all_of(chosen.metrics, [](const report::Metric& m) { return m.split == "validation"; }));
    CHECK(chosen.confusion->split == "validation");
    CHECK(chosen.curve.size() == card.curve.size());

    // With another teacher it is another training.
    REQUIRE(
        bench.run("train", mobilenet, {"--epochs", "1", "--batch", "16", "--samples", "64", "--seed", "2", "--afresh"})
            .exit_code == 0);
    const Finished other = bench.run("train", cnn, short_training);
    CHECK(other.exit_code != 0);
    CHECK(other.output.contains("loss: the checkpoint has answers of rock_paper_scissors_mobilenet_v2"));
}

TEST_CASE("without its teacher, or without hands, a training of gestures says what is missing") {
    Bench bench;
    const Finished alone = bench.run("train", cnn, short_training);
    CHECK(alone.exit_code != 0);
    CHECK(alone.output.contains("train rock_paper_scissors_mobilenet_v2 first"));
    CHECK_FALSE(std::filesystem::exists(bench.path("work") / cnn));

    std::filesystem::remove_all(bench.path("data") / "rock_paper_scissors");
    const Finished without = bench.run("train", mobilenet, short_training);
    CHECK(without.exit_code != 0);
    CHECK(without.output.contains("no rock_paper_scissors/"));
}

TEST_CASE("a training of gestures with other samples is refused") {
    need_package();
    Bench bench;
    REQUIRE(bench.run("train", mobilenet, short_training).exit_code == 0);
    const Finished other = bench.run("train", mobilenet, {"--epochs", "1", "--batch", "16", "--samples", "80"});
    CHECK(other.exit_code != 0);
    CHECK(other.output.contains("samples per epoch: the checkpoint has 64, this training 80"));
}

TEST_CASE("a model whose answers are chosen when it is published is not calibrated by itself") {
    Bench bench;
    std::filesystem::create_directories(bench.path("models"));
    for (const char* ending : {".json", ".onnx"}) {
        const std::string name = std::string("summation_gru") + ending;
        std::filesystem::copy_file(testing::source_folder() / "models" / name, bench.path("models") / name);
    }
    const files::Bytes before = files::read(bench.path("models") / "summation_gru.json");
    const Finished refused = bench.run("calibrate", "summation_gru");
    CHECK(refused.exit_code != 0);
    CHECK(refused.output.contains("not by itself"));
    CHECK(files::read(bench.path("models") / "summation_gru.json") == before);
}
