// The trainer of the 200 classes as a person runs it, on made-up pictures and with a made-up teacher.

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <filesystem>
#include <format>

#include "experiments/image_classification/pipeline/pipeline.hpp"
#include "image/image.hpp"
#include "support/tiny_imagenet.hpp"
#include "trainer_bench.hpp"
#include "training/files/sha256.hpp"
#include "training/onnx/graph_builder.hpp"
#include "training/pictures/pictures.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using testing::Finished;

namespace {

constexpr const char* recipe = "image_classification_mobilenet_v2";
constexpr const char* teacher = "image_classification_1000";

// A picture in a colour of its class.
files::Bytes jpeg(int label, const std::string& /*name*/) {
    image::RgbaImage picture(16, 16);
    const std::array<int, 4> colour{label, 255 - label, label * 37 % 256, 255};
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = static_cast<std::uint8_t>(colour[i % 4]);
    return pictures::as_jpeg(picture, 90);
}

class Bench : public testing::TrainerBench {
 public:
    Bench() {
        const auto folder = path("data") / "tiny_imagenet";
        testing::write_all(folder, testing::lists());
        testing::write_all(folder, testing::training_part(10, jpeg));
        testing::write_all(folder, testing::validation_part(60, jpeg));
    }

    // It says how much red, green and blue there is.
    void write_teacher(float times = 1) {
        onnx_writer::GraphBuilder graph(teacher);
        const auto x = graph.input("image", onnx_writer::DType::float32, {onnx_writer::dynamic("N"), 3, 16, 16});
        const auto means = graph.reduce_mean(x, {2, 3});
        graph.output("logits", graph.mul(means, graph.scalar(times)));
        std::filesystem::create_directories(path("models"));
        const auto file = path("models") / (std::string(teacher) + ".onnx");
        graph.write(file);
        files::write_atomically(
            path("models") / (std::string(teacher) + ".json"),
            std::string_view(std::format(
                R"({{"format": 1, "id": "{0}", "name": "Teacher", "file": {{"name": "{0}.onnx", "bytes": {1}, )"
                R"("sha256": "{2}"}}, "architecture": {{"parameters": 0}}, "labels": ["red", "green", "blue"], )"
                R"("preprocessing": {{"side_px": 16, "mean": 0.5, "deviation": 0.5, "crop": 0.875}}, )"
                R"("decision": {{"temperature": 1, "reject_below": 0}}}})",
                teacher, std::filesystem::file_size(file), files::sha256_hex_of_file(file))));
    }
};

const std::vector<std::string> short_training{"--epochs", "1", "--batch", "16", "--samples", "64"};

void need_package() {
    if (!std::filesystem::exists(testing::source_folder() / "node_modules/@mediapipe/objectron"))
        SKIP("needs the npm package @mediapipe/objectron");
}

}  // namespace

TEST_CASE("MobileNetV2 learns 200 classes in phases, from a teacher, too") {
    need_package();
    Bench bench;
    bench.write_teacher();
    const Finished trained = bench.run("train", recipe, short_training);
    INFO(trained.output);
    REQUIRE(trained.exit_code == 0);
    for (const char* phase : {"new layer", "small pictures", "taught"}) CHECK(trained.output.contains(phase));
    const report::Card card = bench.card(recipe);
    CHECK(card.curve.size() == 3);
    CHECK(card.labels.at(3) == "thing 3");
    CHECK(card.parity->probabilities <= 1e-5);
    CHECK(card.file.bytes <= 4'000'000);
    CHECK(card.file.sha256 == files::sha256_hex(bench.model(recipe)));
    REQUIRE(card.origin);
    CHECK(card.origin->licence == "Apache-2.0");
    CHECK(card.training.teacher.contains(
        files::sha256_hex_of_file(bench.path("models") / (std::string(teacher) + ".onnx"))));
    REQUIRE(card.outputs.size() == 2);
    CHECK(card.outputs[0].name == "logits");
    CHECK(card.outputs[1].name == "class_activation");
    CHECK(card.outputs[1].shape == std::vector<std::int64_t>{-1, 200, 4, 4});
    const auto parameters = image_classification::Parameters::from(inference::ModelCard::parse(card.to_json()));
    CHECK(parameters.side_px == 128);
    CHECK(parameters.labels.size() == 200);

    // Nothing is learnt or asked again, and the file is the same.
    const Finished again = bench.run("export", recipe, short_training);
    INFO(again.output);
    REQUIRE(again.exit_code == 0);
    CHECK_FALSE(again.output.contains("asked the teacher"));
    CHECK(bench.card(recipe).file.sha256 == card.file.sha256);

    const Finished evaluated = bench.run("evaluate", recipe, {"--split", "test"});
    INFO(evaluated.output);
    REQUIRE(evaluated.exit_code == 0);
    const report::Card tested = bench.card(recipe);
    for (const char* name : {"accuracy", "top_5_accuracy", "calibration_error"}) {
        const auto found = std::ranges::find_if(
            tested.metrics, [&](const report::Metric& m) { return m.name == name && m.split == "test"; });
        REQUIRE(found != tested.metrics.end());
        CHECK(found->samples == 60);
    }

    // Another teacher is asked anew, and makes another training.
    bench.write_teacher(2);
    const Finished other = bench.run("train", recipe, short_training);
    CHECK(other.exit_code != 0);
    CHECK(other.output.contains("asked the teacher"));
    CHECK(other.output.contains("belongs to another training"));
}

TEST_CASE("EfficientNet-Lite0 learns 200 classes from its own weights for 1,000") {
    const char* cache = std::getenv("ML_LAB_CACHE");
    if (cache == nullptr ||
        !std::filesystem::exists(std::filesystem::path(cache) / "packages" / "efficientnet-lite0-57934424.pth"))
        SKIP("needs the Python package with EfficientNet-Lite0");
    constexpr const char* lite0 = "image_classification_efficientnet_lite0";
    Bench bench;
    bench.write_teacher();
    const Finished trained = bench.run("train", lite0, short_training);
    INFO(trained.output);
    REQUIRE(trained.exit_code == 0);
    for (const char* phase : {"new layer", "taught"}) CHECK(trained.output.contains(phase));
    const report::Card card = bench.card(lite0);
    CHECK(card.curve.size() == 2);
    CHECK(card.parity->probabilities <= 1e-5);
    CHECK(card.file.bytes <= 4'000'000);
    REQUIRE(card.origin);
    CHECK(card.origin->licence == "Apache-2.0");
    CHECK(card.origin->sha256 == "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db");
    const auto parameters = image_classification::Parameters::from(inference::ModelCard::parse(card.to_json()));
    CHECK(parameters.labels.size() == 200);
    CHECK(card.outputs.at(1).shape ==
          std::vector<std::int64_t>{-1, 200, parameters.side_px / 32, parameters.side_px / 32});
}

TEST_CASE("without its pictures a training of the 200 classes says what is missing") {
    Bench bench;
    std::filesystem::remove_all(bench.path("data") / "tiny_imagenet");
    const Finished without = bench.run("train", recipe, short_training);
    CHECK(without.exit_code != 0);
    CHECK(without.output.contains("fetch tiny_imagenet"));
}

TEST_CASE("evaluating on other classes is refused") {
    need_package();
    Bench bench;
    bench.write_teacher();
    REQUIRE(bench.run("train", recipe, short_training).exit_code == 0);
    testing::Members words = testing::lists();
    std::string text(words[1].second.begin(), words[1].second.end());
    text.replace(text.find("thing 3"), 7, "other 3");
    testing::write_all(bench.path("data") / "tiny_imagenet", {{testing::top + "words.txt", testing::bytes(text)}});
    const Finished evaluated = bench.run("evaluate", recipe, {"--split", "test"});
    CHECK(evaluated.exit_code != 0);
    CHECK(evaluated.output.contains("are not the classes of the pictures here"));
}
