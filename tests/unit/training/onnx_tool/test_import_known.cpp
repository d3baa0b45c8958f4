// Networks of packages: converted once, taken from the cache then, left out where the package is missing.

#include <fstream>

#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/importers/centernet.hpp"
#include "training/importers/import_error.hpp"
#include "training/onnx_tool/import.hpp"
#include "training/report/card.hpp"

using namespace mllab;
using onnx_tool::import_known;
using onnx_tool::Outcome;
using onnx_tool::Places;
using testing::MessageWith;
using testing::TemporaryFolder;

namespace {

void damage(const std::filesystem::path& file) { std::ofstream(file, std::ios::app) << "more"; }

}  // namespace

TEST_CASE("a network is converted once, and again when tool or conversion is another one") {
    const TemporaryFolder folder;
    Places places{.packages = {.project = testing::centernet_package()},
                  .out = folder.path() / "out",
                  .cache = folder.path() / "cache",
                  .tool = "one"};
    const std::string id = "detection_centernet";
    REQUIRE(import_known(id, places) == Outcome::converted);
    const files::Bytes first = files::read(places.out / (id + ".onnx"));
    const report::Card card = report::read_card(places.out / (id + ".json"));
    CHECK(first.size() < 4'200'000);
    CHECK(card.file.bytes == static_cast<std::int64_t>(first.size()));
    CHECK(card.training.recipe.empty());
    REQUIRE(card.origin.has_value());
    CHECK(card.origin->licence == "MIT");
    CHECK(card.inputs.at(0).shape == std::vector<std::int64_t>{-1, 3, -1, -1});
    CHECK(card.outputs.at(0).shape == std::vector<std::int64_t>{-1, 80, -1, -1});

    damage(places.out / (id + ".onnx"));
    CHECK(import_known(id, places) == Outcome::cached);
    CHECK(files::read(places.out / (id + ".onnx")) == first);

    // What was kept is not believed.
    for (const auto& kept : std::filesystem::directory_iterator(places.cache)) damage(kept.path() / (id + ".onnx"));
    CHECK(import_known(id, places) == Outcome::converted);
    // To the byte the same.
    CHECK(files::read(places.out / (id + ".onnx")) == first);

    places.tool = "two";
    CHECK(import_known(id, places) == Outcome::converted);
}

TEST_CASE("without its package a network is left out, and nothing of earlier stays") {
    const TemporaryFolder folder;
    const Places places{
        .packages = {.project = folder.path()}, .out = folder.path() / "out", .cache = {}, .tool = "one"};
    std::filesystem::create_directories(places.out);
    for (const char* name : {"detection_centernet.json", "detection_centernet.onnx", "other.onnx"})
        damage(places.out / name);
    CHECK_THROWS_MATCHES(import_known("detection_centernet", places), importers::PackageError,
                         MessageWith({"centernet.json is missing", "npm ci", "@vladmandic/human"}));
    CHECK_FALSE(std::filesystem::exists(places.out / "detection_centernet.json"));
    CHECK_FALSE(std::filesystem::exists(places.out / "detection_centernet.onnx"));
    CHECK(std::filesystem::exists(places.out / "other.onnx"));

    // Another file than the known one.
    const auto models = folder.path() / "node_modules/@vladmandic/human/models";
    std::filesystem::create_directories(models);
    files::write_atomically(models / "centernet.json", std::string(300'000, ' '));
    CHECK_THROWS_MATCHES(import_known("detection_centernet", places), importers::PackageError,
                         MessageWith({"not the one that this project knows"}));
    CHECK_THROWS_MATCHES(import_known("image_classification_1000", places), importers::PackageError,
                         MessageWith({"is missing", "scripts/setup"}));
}
