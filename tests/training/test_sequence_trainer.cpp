// The recipes that read and write, as a person runs them, on a text that the test makes up.

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <filesystem>

#include "core/random.hpp"
#include "process.hpp"
#include "trainer_bench.hpp"

using namespace mllab;
using testing::Finished;
using testing::Process;

namespace {

std::string made_up_text(std::size_t length) {
    constexpr std::array<const char*, 8> words{"the ", "king ",    "speaks,\n", "and ",
                                               "all ", "listen. ", "\n",        "Enter "};
    core::Random random(3);
    std::string text;
    while (text.size() < length) text += words.at(random.below(words.size()));
    text.resize(length);
    return text;
}

class Bench : public testing::TrainerBench {
 public:
    void write(const std::string& name, const std::string& text) {
        const auto file = path("data") / name;
        std::filesystem::create_directories(file.parent_path());
        files::write_atomically(file, text);
    }
    // A model of this project, as if it had been made here.
    void copy_published(const std::string& model) {
        const auto models = testing::source_folder() / "models";
        std::filesystem::create_directories(path("models"));
        for (const char* ending : {".json", ".onnx"})
            std::filesystem::copy_file(models / (model + ending), path("models") / (model + ending));
    }
};

double metric(const report::Card& card, const std::string& name, const std::string& split) {
    for (const auto& m : card.metrics)
        if (m.name == name && m.split == split) return m.value;
    FAIL("the card has no " << name << ", " << split);
    return 0;
}

const std::vector<std::string> short_training{"--epochs", "2", "--batch", "8"};

}  // namespace

TEST_CASE("a text is learnt, measured in nats and bits, and the card says how it was read") {
    Bench bench;
    bench.write("text/tinyshakespeare.txt", made_up_text(12'000));
    const Finished too_early = bench.run("train", "shakespeare_lstm", short_training);
    CHECK(too_early.exit_code != 0);
    CHECK(too_early.output.contains("wikipedia_lstm.json"));  // from which it is initialised
    bench.copy_published("wikipedia_lstm");
    const Finished trained = bench.run("train", "shakespeare_lstm", short_training);
    INFO(trained.output);
    REQUIRE(trained.exit_code == 0);
    const report::Card card = bench.card("shakespeare_lstm");
    const double nats = metric(card, "nats_per_character", "validation");
    CHECK(nats < std::log(static_cast<double>(card.labels.size())));
    CHECK(metric(card, "bits_per_character", "validation") == Catch::Approx(nats / std::log(2.0)));
    CHECK(card.labels.front() == "\n");
    CHECK(card.parity.value_or(report::Parity{.probabilities = 1}).probabilities <= 1e-5);
    CHECK(card.curve.size() == 2);
    CHECK(card.training.augmentation.contains("Initialised from the network “Wikipedia"));
    REQUIRE(card.data.size() == 2);
    CHECK(card.data[1].name == "Wikipedia");

    const Finished evaluated = bench.run("evaluate", "shakespeare_lstm", {"--split", "test"});
    INFO(evaluated.output);
    REQUIRE(evaluated.exit_code == 0);
    const report::Card tested = bench.card("shakespeare_lstm");
    // In one piece, so that there is more context than in the validation's 16.
    const double in_order = metric(tested, "nats_per_character", "test");
    CHECK(in_order > 0.05);
    CHECK(in_order < nats);
    for (const auto& m : tested.metrics)
        if (m.split == "test") CHECK(m.samples == 1200);
    CHECK(tested.data[1].samples == card.data[1].samples);  // it was measured on its own text
    CHECK(metric(tested, "nats_per_character", "validation") == nats);

    const files::Bytes model = bench.model("shakespeare_lstm");
    const Finished alone = bench.run("train", "shakespeare_lstm", {"--alone", "1", "--epochs", "2", "--batch", "8"});
    INFO(alone.output);
    REQUIRE(alone.exit_code == 0);
    const report::Card compared = bench.card("shakespeare_lstm");
    const auto second = std::ranges::find_if(compared.metrics, [](const report::Metric& m) {
        return m.name == "nats_per_character" && m.data.ends_with("by a second training that read nothing else");
    });
    REQUIRE(second != compared.metrics.end());
    CHECK(second->split == "test");
    CHECK(second->value > 0.05);
    CHECK(second->value != in_order);
    CHECK(metric(compared, "nats_per_character", "test") == in_order);
    CHECK(compared.training.augmentation == card.training.augmentation);
    CHECK(bench.model("shakespeare_lstm") == model);
}

TEST_CASE("without its text a recipe says how to bring it") {
    Bench bench;
    bench.write("readme.txt", "");
    const Finished shakespeare = bench.run("train", "shakespeare_lstm");
    CHECK(shakespeare.exit_code != 0);
    CHECK(shakespeare.output.contains("fetch shakespeare"));
    const Finished wikipedia =
        Process(MLLAB_TRAINER_PROGRAM, {"--data", bench.path("data").string(), "fetch", "wikipedia"}, ".",
                bench.path("log"))
            .wait();
    CHECK(wikipedia.exit_code != 0);
    CHECK(wikipedia.output.contains("docs/data.md"));
}
