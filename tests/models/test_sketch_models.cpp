#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdlib>

#include "experiments/sketches/pipeline/pipeline.hpp"
#include "support/data_folder.hpp"
#include "training/datasets/quickdraw_categories.hpp"
#include "training/evaluation/asking.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/recipes/sketches/evaluation/figures.hpp"

using namespace mllab;

namespace {

std::filesystem::path models_folder() {
    const char* folder = std::getenv("MLLAB_SOURCE_DIR");
    return std::filesystem::path(folder != nullptr ? folder : ".") / "models";
}

struct Model {
    report::Card card;
    sketches::Parameters parameters;
    inference::Session session;
};

Model load(const std::string& id) {
    Model model;
    model.card = report::read_card(models_folder() / (id + ".json"));
    model.parameters = sketches::Parameters::from(inference::ModelCard::parse(model.card.to_json()));
    model.session =
        core::run_now(inference::Session::load({.id = id,
                                                .address = (models_folder() / model.card.file.name).string(),
                                                .sha256 = model.card.file.sha256,
                                                .bytes = model.card.file.bytes},
                                               {}));
    return model;
}

}  // namespace

TEST_CASE("every committed sketch model is the file that its card describes") {
    const std::string id = GENERATE("sketches_cnn", "sketches_mlp");
    const Model model = load(id);
    CHECK(model.card.id == id);
    CHECK(std::ranges::equal(model.card.labels, datasets::quickdraw_categories));
    const auto bytes = files::read(models_folder() / model.card.file.name);
    CHECK(static_cast<std::int64_t>(bytes.size()) == model.card.file.bytes);
    CHECK(files::sha256_hex(bytes) == model.card.file.sha256);
    CHECK(bytes.size() <= 1'500'000U);
    REQUIRE(model.session.inputs().size() == 1);
    const std::int64_t side = model.parameters.frame.size_px;
    CHECK(model.session.inputs().front().shape == core::Shape{-1, 1, side, side});
    CHECK(model.card.parity->probabilities <= 1e-5);
    CHECK(model.card.parity->logits <= 1e-4);
    CHECK(std::ranges::any_of(model.card.metrics, [](const report::Metric& m) { return m.split == "test"; }));
}

TEST_CASE("a sketch model scores on the test drawings what its card says") {
    if constexpr (__has_feature(address_sanitizer))
        SKIP("two networks and twenty thousand drawings take minutes under sanitizers: measured without them");
    testing::need_data("quickdraw/simplified");
    testing::need_data("quickdraw/numpy_bitmap");
    const Model model = load(GENERATE("sketches_cnn", "sketches_mlp"));
    const auto data = sketches_data::load(testing::real_data_folder());
    const auto figures = sketches_evaluation::figures_of(
        sketches_evaluation::evaluate(model.session, model.parameters, data.test), model.parameters, "test");
    REQUIRE(figures.size() == 5);
    for (const auto& figure : figures) {
        INFO(model.card.id << ": " << sketches_evaluation::message(figure));
        const auto found = std::ranges::find_if(model.card.metrics, [&](const report::Metric& m) {
            return m.name == figure.name && m.data == figure.data && m.split == "test";
        });
        REQUIRE(found != model.card.metrics.end());
        CHECK(found->samples == figure.samples);
        // The same file and runtime; other processors may round a borderline case differently.
        CHECK(found->value == Catch::Approx(figure.value).margin(0.0015));
    }
}
