// docs/adding-an-experiment.md, the wing: the folder beside this file and one row are a recipe of the trainer. Needs
// libtorch.
#include <catch_amalgamated.hpp>
#include <filesystem>

#include "core/task.hpp"
#include "experiments/odd_or_even/pipeline/pipeline.hpp"
#include "inference/session.hpp"
#include "support/temporary_folder.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"
#include "training/recipes/odd_or_even/recipes.hpp"
#include "training/recipes/recipe.hpp"
#include "training/report/card.hpp"

using namespace mllab;

namespace {

// The row.
const recipes::Entry& entry() {
    static const recipes::Entry row{"odd_or_even_mlp",
                                    "odd or even by a multilayer perceptron, from a number's bits",
                                    {},
                                    &recipes::odd_or_even_mlp};
    return row;
}

// In a folder of its own.
struct Training {
    testing::TemporaryFolder folder;
    recipes::Options options;

    explicit Training(std::uint64_t seed) {
        options.models = folder / "models";
        options.work = folder / "work";
        options.seed = seed;
        recipes::train(entry(), options);
    }
    [[nodiscard]] std::filesystem::path model() const { return options.models / "odd_or_even_mlp.onnx"; }
    [[nodiscard]] report::Card card() const { return report::read_card(options.models / "odd_or_even_mlp.json"); }
};

// As the page asks.
std::string asked(const inference::Session& session, const std::string& typed) {
    const odd_or_even::Number number = odd_or_even::number_in(typed).value_or(0);
    inference::RunRequest request;
    request.inputs.push_back({"image", odd_or_even::encode({&number, 1})});
    const auto outputs = core::run_now(session.run(std::move(request)));
    return odd_or_even::message(number, odd_or_even::decode(outputs.tensor("logits")).at(0));
}

}  // namespace

TEST_CASE("The tutorial's recipe publishes a model that answers the page, and its card") {
    const Training training(1);
    const report::Card card = training.card();
    CHECK(card.id == "odd_or_even_mlp");
    CHECK(card.training.recipe == "training/recipes/odd_or_even/odd_or_even_mlp.cpp");
    CHECK(std::filesystem::exists(std::filesystem::path(MLLAB_TUTORIAL_FOLDER) / card.training.recipe));
    CHECK(card.training.seed == 1);
    CHECK(card.labels == std::vector<std::string>{"even", "odd"});
    CHECK(card.curve.size() == 6);
    CHECK(card.file.sha256 == files::sha256_hex(files::read(training.model())));
    const auto parity = card.parity.value_or(report::Parity{});
    CHECK(parity.inputs == 512);
    CHECK(parity.probabilities <= 1e-5);

    const auto session = core::run_now(inference::Session::load(
        {.id = card.id, .address = training.model().string(), .sha256 = card.file.sha256}, {}));
    int right = 0;
    for (int number = 0; number < 1000; ++number) {
        const std::string typed = std::to_string(number);
        if (asked(session, typed).starts_with(typed + (number % 2 == 1 ? " is odd (" : " is even ("))) ++right;
    }
    CHECK(right >= 990);
}

TEST_CASE("The tutorial's recipe measures a published model and keeps the figures of other splits") {
    const Training training(1);
    REQUIRE(training.card().metrics.size() == 1);
    recipes::evaluate(entry(), training.options, datasets::Split::test);
    const report::Card card = training.card();
    REQUIRE(card.metrics.size() == 2);
    CHECK(card.metrics[0].split == "validation");
    CHECK(card.metrics[1].split == "test");
    CHECK(card.metrics[1].value > 0.99);
    CHECK(card.metrics[1].samples > 6000);
}

TEST_CASE("The tutorial's recipe gives the same bytes from the same seed, and others from another") {
    const auto model = [](std::uint64_t seed) { return files::read(Training(seed).model()); };
    const files::Bytes once = model(1);
    CHECK(model(1) == once);
    CHECK(model(2) != once);
}

TEST_CASE("The tutorial's recipe refuses options that it does not have") {
    const testing::TemporaryFolder folder;
    recipes::Options options;
    options.models = folder / "models";
    options.work = folder / "work";
    options.own = {{"hold-out", 0.1}};
    CHECK_THROWS_WITH(recipes::train(entry(), options), "odd_or_even_mlp has no option --hold-out");
    CHECK_FALSE(std::filesystem::exists(options.models));
}
