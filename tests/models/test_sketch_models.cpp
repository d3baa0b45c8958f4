#include <algorithm>
#include <catch_amalgamated.hpp>

#include "experiments/sketches/pipeline/pipeline.hpp"
#include "site_models.hpp"
#include "support/data_folder.hpp"
#include "training/datasets/quickdraw_categories.hpp"
#include "training/evaluation/asking.hpp"
#include "training/recipes/sketches/evaluation/figures.hpp"

using namespace mllab;

namespace {

using Model = testing::CommittedModel<sketches::Parameters>;

Model load(const std::string& id) { return testing::open_committed<sketches::Parameters>(id); }

}  // namespace

TEST_CASE("every committed sketch model is the file that its card describes") {
    const std::string id = GENERATE("sketches_cnn", "sketches_mlp");
    const Model model = load(id);
    CHECK(model.card.id == id);
    CHECK(std::ranges::equal(model.card.labels, datasets::quickdraw_categories));
    testing::check_file(model.card);
    CHECK(model.card.file.bytes <= 1'500'000);
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
    REQUIRE(figures.size() == 6);
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
