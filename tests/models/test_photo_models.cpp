// The committed networks for photos: whole, what their cards say, and as good as that.

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <set>

#include "core/task.hpp"
#include "experiments/image_classification/pipeline/pipeline.hpp"
#include "site_models.hpp"
#include "support/data_folder.hpp"
#include "training/recipes/image_classification/data/data.hpp"
#include "training/recipes/image_classification/evaluation/answers.hpp"
#include "training/recipes/image_classification/evaluation/figures.hpp"

using namespace mllab;
namespace measured = classification_evaluation;

namespace {

constexpr const char* mobilenet = "image_classification_mobilenet_v2";

// Their ids. The network that knows 1,000 things is converted, not committed.
std::vector<std::string> committed() {
    std::vector<std::string> ids;
    for (const auto& entry : std::filesystem::directory_iterator(testing::models_folder()))
        if (entry.path().extension() == ".json" && entry.path().stem().string().starts_with("image_classification_"))
            ids.push_back(entry.path().stem().string());
    std::ranges::sort(ids);
    return ids;
}

using Model = testing::CommittedModel<image_classification::Parameters>;

Model load(const std::string& id) { return testing::open_committed<image_classification::Parameters>(id); }

inference::Outputs asked(const Model& model, const image::RgbaImage& picture) {
    inference::RunRequest request;
    const std::int64_t side = model.parameters.side_px;
    request.inputs.push_back(
        {"image", core::Tensor({1, 3, side, side}, image_classification::encode(picture, model.parameters).planes)});
    request.fetch = {"logits", "class_activation"};
    return core::run_now(model.session.run(std::move(request)));
}

}  // namespace

TEST_CASE("every committed model for photos is the file that its card describes, and small") {
    CHECK(std::ranges::contains(committed(), mobilenet));
    const Model model = load(GENERATE(from_range(committed())));
    INFO(model.card.id);
    CHECK(std::set(model.card.labels.begin(), model.card.labels.end()).size() == 200);
    CHECK(model.card.labels.front() == "goldfish");
    testing::check_file(model.card);
    CHECK(model.card.file.bytes <= (model.card.id == mobilenet ? 4'000'000 : 4'500'000));
    const std::int64_t side = model.parameters.side_px;
    REQUIRE(model.session.inputs().size() == 1);
    CHECK(model.session.inputs().front().shape == core::Shape{-1, 3, side, side});
    CHECK(model.card.parity->probabilities <= 1e-5);
    CHECK(model.card.parity->logits <= 1e-4);
    CHECK_FALSE(model.card.limits.empty());
    REQUIRE(model.card.origin);
    CHECK(model.card.origin->licence == "Apache-2.0");
    CHECK(model.card.training.teacher.contains("image_classification_1000, SHA-256"));
}

TEST_CASE("where a model for photos looked adds up to what it said") {
    const Model model = load(GENERATE(from_range(committed())));
    INFO(model.card.id);
    image::RgbaImage picture(160, 120);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = i % 4 == 3 ? 255 : static_cast<std::uint8_t>(i * 7 % 256);
    const auto biases = [&](const image::RgbaImage& of) {
        const auto outputs = asked(model, of);
        const auto activation = outputs.tensor("class_activation").view();
        std::vector<double> all;
        for (std::size_t label = 0; label < 200; ++label) {
            const auto map = activation[0][label];
            double sum = 0;
            for (const float v : map.data) sum += static_cast<double>(v);
            all.push_back(static_cast<double>(outputs.tensor("logits").view()[0].data[label]) -
                          sum / static_cast<double>(map.data.size()));
        }
        return all;
    };
    // What is left is the class's bias: the same for every picture.
    const auto one = biases(picture);
    const auto other = biases(image::RgbaImage(64, 64));
    for (std::size_t label = 0; label < 200; ++label) CHECK(one[label] == Catch::Approx(other[label]).margin(1e-3));
}

TEST_CASE("a model for photos takes whatever picture there is") {
    const Model model = load(GENERATE(from_range(committed())));
    for (const auto& [width, height] : {std::pair{1, 1}, {3, 200}, {320, 240}, {1024, 768}}) {
        INFO(model.card.id << ": " << width << " x " << height);
        image::RgbaImage picture(width, height);
        std::ranges::fill(picture.pixels, std::uint8_t{128});
        const auto outputs = asked(model, picture);
        const auto logits = outputs.tensor("logits").view().data;
        const auto answer = image_classification::decode({logits.begin(), logits.end()}, model.parameters);
        CHECK(answer.best.size() == image_classification::guesses);
        CHECK(answer.best.front().value <= 1);
    }
}

TEST_CASE("a model for photos scores on the test pictures what its card says") {
    if constexpr (__has_feature(address_sanitizer))
        SKIP("five thousand pictures take minutes under sanitizers: measured without them");
    testing::need_data("tiny_imagenet");
    const auto data = image_classification_data::load({.chosen = testing::real_data_folder(), .usual = {}});
    measured::LabelledPictures pictures{.data = "Tiny ImageNet", .labels = {}, .picture = [&](std::size_t i) {
                                            return image_classification_data::decoded(data.test.at(i));
                                        }};
    for (const auto& picture : data.test) pictures.labels.push_back(picture.label);
    for (const std::string& id : committed()) {
        const Model model = load(id);
        CHECK(model.card.labels == data.names);
        const auto figures =
            measured::figures_of(measured::ask(model.session, model.parameters, pictures), model.parameters, "test");
        CHECK(figures.size() == 6);
        for (const auto& figure : figures) {
            INFO(id << ": " << figure.name);
            const auto found = std::ranges::find_if(model.card.metrics, [&](const report::Metric& m) {
                return m.name == figure.name && m.data == figure.data && m.split == "test";
            });
            REQUIRE(found != model.card.metrics.end());
            CHECK(found->samples == figure.samples);
            // The same file and runtime; other processors may round a borderline case differently.
            CHECK(found->value == Catch::Approx(figure.value).margin(0.01));
        }
    }
}
