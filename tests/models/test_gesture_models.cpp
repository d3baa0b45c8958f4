#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <filesystem>

#include "experiments/rock_paper_scissors/pipeline/pipeline.hpp"
#include "site_models.hpp"
#include "support/data_folder.hpp"
#include "training/pictures/pictures.hpp"
#include "training/recipes/rock_paper_scissors/data/data.hpp"
#include "training/recipes/rock_paper_scissors/evaluation/figures.hpp"

using namespace mllab;

namespace {

constexpr const char* cnn = "rock_paper_scissors_cnn";
constexpr const char* mobilenet = "rock_paper_scissors_mobilenet_v2";

using Model = testing::CommittedModel<rock_paper_scissors::Parameters>;

Model load(const std::string& id) { return testing::open_committed<rock_paper_scissors::Parameters>(id); }

inference::Outputs asked(const Model& model, const image::RgbaImage& picture, std::vector<std::string> outputs) {
    inference::RunRequest request;
    const std::int64_t side = model.parameters.side_px;
    request.inputs.push_back(
        {"image", core::Tensor({1, 3, side, side}, rock_paper_scissors::encode(picture, model.parameters).planes)});
    request.fetch = std::move(outputs);
    return core::run_now(model.session.run(std::move(request)));
}

}  // namespace

TEST_CASE("every committed gesture model is the file that its card describes, and small") {
    const std::string id = GENERATE(cnn, mobilenet);
    const Model model = load(id);
    CHECK(model.card.id == id);
    CHECK(model.card.labels == rock_paper_scissors::labels());
    testing::check_file(model.card);
    CHECK(model.card.file.bytes <= (id == cnn ? 1'000'000 : 4'000'000));
    const std::int64_t side = model.parameters.side_px;
    REQUIRE(model.session.inputs().size() == 1);
    CHECK(model.session.inputs().front().shape == core::Shape{-1, 3, side, side});
    CHECK(model.card.parity->probabilities <= 1e-5);
    CHECK(model.card.parity->logits <= 1e-4);
    CHECK(model.card.confusion->split == "test");
    CHECK_FALSE(model.card.limits.empty());
    // Only one of them began with somebody else's weights.
    CHECK(model.card.origin.has_value() == (id == mobilenet));
}

TEST_CASE("where a gesture model looked adds up to what it said") {
    const Model model = load(GENERATE(cnn, mobilenet));
    image::RgbaImage picture(160, 120);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = i % 4 == 3 ? 255 : static_cast<std::uint8_t>(i * 7 % 256);
    const auto outputs = asked(model, picture, {"logits", "class_activation", "features_last"});
    const auto logits = outputs.tensor("logits").view();
    const auto activation = outputs.tensor("class_activation").view();
    const auto features = outputs.tensor("features_last").view();
    REQUIRE(activation.shape.size() == 4);
    CHECK(activation.shape[1] == 4);
    CHECK(features.shape[2] == activation.shape[2]);
    CHECK(features.shape[3] == activation.shape[3]);
    const auto mean_of = [&](const inference::Outputs& of, std::size_t label) {
        const auto map = of.tensor("class_activation").view()[0][label];
        double sum = 0;
        for (const float v : map.data) sum += static_cast<double>(v);
        return sum / static_cast<double>(map.data.size());
    };
    // What is left is the class's bias: the same for every picture.
    const image::RgbaImage other(64, 64);
    const auto of_other = asked(model, other, {"logits", "class_activation"});
    for (std::size_t label = 0; label < 4; ++label) {
        const double bias = static_cast<double>(logits[0].data[label]) - mean_of(outputs, label);
        const double again =
            static_cast<double>(of_other.tensor("logits").view()[0].data[label]) - mean_of(of_other, label);
        CHECK(bias == Catch::Approx(again).margin(1e-4));
    }
}

TEST_CASE("a gesture model takes whatever picture there is, and finds no hand in nothing") {
    const Model model = load(GENERATE(cnn, mobilenet));
    for (const auto& [width, height] : {std::pair{1, 1}, {3, 200}, {320, 240}, {1024, 768}}) {
        INFO(width << " x " << height);
        for (const int level : {0, 128, 255}) {
            image::RgbaImage picture(width, height);
            std::ranges::fill(picture.pixels, static_cast<std::uint8_t>(level));
            const auto outputs = asked(model, picture, {"logits"});
            const auto answer = rock_paper_scissors::decode(
                {outputs.tensor("logits").view().data.begin(), outputs.tensor("logits").view().data.end()},
                model.parameters);
            CHECK_FALSE(answer.gesture.has_value());
        }
    }
}

TEST_CASE("a gesture model scores on the test pictures what its card says") {
    if constexpr (__has_feature(address_sanitizer))
        SKIP("two networks and two thousand pictures take minutes under sanitizers: measured without them");
    for (const char* needed : {"rock_paper_scissors", "no_hand", "coco_train", "fer2013", "rps_webcam"})
        testing::need_data(needed);
    const auto data = gestures_data::load({.chosen = testing::real_data_folder(), .usual = {}});
    for (const char* id : {cnn, mobilenet}) {
        const Model model = load(id);
        const auto figures = gestures_evaluation::figures_of(
            gestures_evaluation::evaluate(model.session, model.parameters, data.test), model.parameters, "test");
        CHECK(figures.size() > 10);
        for (const auto& measured : figures) {
            INFO(id << ": " << gestures_evaluation::message(measured));
            const auto found = std::ranges::find_if(model.card.metrics, [&](const report::Metric& m) {
                return m.name == measured.name && m.data == measured.data && m.split == "test";
            });
            REQUIRE(found != model.card.metrics.end());
            CHECK(found->samples == measured.samples);
            // The same file and runtime; other processors may round a borderline case differently.
            CHECK(found->value == Catch::Approx(measured.value).margin(0.01));
        }
    }
}
