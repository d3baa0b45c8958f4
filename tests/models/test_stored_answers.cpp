// models/answers: what the page shows of its examples while a model is on its way is what that very model answers.
#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cmath>
#include <filesystem>

#include "core/task.hpp"
#include "experiments/digits/examples/drawings.hpp"
#include "experiments/digits/pipeline/pipeline.hpp"
#include "experiments/sketches/examples/drawings.hpp"
#include "experiments/sketches/pipeline/pipeline.hpp"
#include "inference/session.hpp"
#include "inference/stored_answers.hpp"
#include "loaded_model.hpp"
#include "site_models.hpp"
#include "training/answers/answers.hpp"
#include "training/evaluation/asking.hpp"
#include "training/files/files.hpp"

using namespace mllab;

namespace {

// The same file and runtime; other processors round differently.
constexpr double rounding = 0.0015;

std::string text_in(const std::filesystem::path& file) {
    const auto bytes = files::read(file);
    return {bytes.begin(), bytes.end()};
}

// Skips where it is neither committed nor converted.
testing::LoadedModel model_of(const std::string& id) {
    const auto folder = testing::folder_of(id);
    if (!folder) SKIP(id << " is not here (see scripts/import)");
    return testing::load_model(*folder, id);
}

void check_alike(const inference::StoredAnswer& stored, const inference::StoredAnswer& asked) {
    REQUIRE(stored.empty() == asked.empty());
    if (asked.empty()) return;  // a picture in which nothing is found
    if (asked.front().box) {
        for (const inference::StoredGuess& one : asked) {
            if (one.p < 0.2F) continue;  // those at the limit may come and go
            const bool found = std::ranges::any_of(stored, [&](const inference::StoredGuess& other) {
                bool near = other.box && other.label == one.label && std::abs(other.p - one.p) <= rounding;
                for (std::size_t i = 0; near && i < 4; ++i)
                    near = std::abs(other.box->at(i) - one.box->at(i)) <= rounding;
                return near;
            });
            CHECK(found);
        }
        return;
    }
    for (const inference::StoredGuess& one : asked) {
        const auto same = std::ranges::find(stored, one.label, &inference::StoredGuess::label);
        if (one.p < rounding) continue;
        CAPTURE(one.label);
        REQUIRE(same != stored.end());
        CHECK(same->p == Catch::Approx(one.p).margin(rounding));
    }
}

}  // namespace

TEST_CASE("every model whose page has examples has stored answers, and they are what it answers") {
    const auto models = answers::models_with_examples(text_in(testing::source_folder() / "web/catalog.json"));
    REQUIRE(models.size() >= 12);
    const auto [id, experiment] = GENERATE_COPY(from_range(models));
    const auto model = model_of(id);
    INFO("if this is another file of " << id << ", make its answers anew: npm run train -- answers");
    const std::filesystem::path file = testing::source_folder() / "models/answers" / (id + ".json");
    REQUIRE(std::filesystem::exists(file));
    const std::string text = text_in(file);
    CHECK(text.size() < 10'240);
    const auto stored = inference::stored_answers_of(text, model.card);
    const auto asked = answers::asked(experiment, model.session, model.card, testing::source_folder() / "web/examples");
    REQUIRE(!asked.empty());
    CHECK(stored.size() == asked.size());
    for (const auto& [example, answer] : asked) {
        CAPTURE(example);
        REQUIRE(stored.contains(example));
        check_alike(stored.at(example), answer);
    }
}

TEST_CASE("the catalogue says which models have examples, and of which experiment") {
    const auto models = answers::models_with_examples(R"({"experiments": [
        {"experiment": "digits", "models": ["a", "b"]}, {"experiment": "digits", "models": ["b", "c"]},
        {"experiment": "summation", "models": ["d"]}, {"experiment": "sketches", "models": ["e"]}]})");
    const std::vector<answers::PublishedModel> expected{
        {"a", "digits"}, {"b", "digits"}, {"c", "digits"}, {"e", "sketches"}};
    CHECK(models == expected);
    for (const char* text : {"", "{}", R"({"experiments": 1})", R"({"experiments": [{"experiment": "digits"}]})"})
        CHECK_THROWS_AS(answers::models_with_examples(text), std::invalid_argument);
}

TEST_CASE("what is written of answers is read back") {
    inference::ModelCard card;
    card.id = "made_up";
    card.file_sha256 = std::string(64, 'c');
    card.labels = {"one", "two"};
    const inference::StoredAnswers answers{
        {"a \"quoted\" one", {{.label = 1, .p = 0.75F}, {.label = 0, .p = 3.125e-5F}}},
        {"a.jpg", {{.label = 0, .p = 1, .box = {{0, 0.25F, 0.5F, 1}}}}},
        {"b.jpg", {}}};
    CHECK(inference::stored_answers_of(answers::file_text(answers, card), card) == answers);
    CHECK_THROWS(answers::asked("summation", {}, card, "."));
}

TEST_CASE("the few numbers that are stored make the sentence that all of them make") {
    const std::string id = GENERATE("digits_cnn", "digits_mlp");
    const auto model = model_of(id);
    const auto parameters = digits::Parameters::from(model.card);
    const auto stored = answers::asked("digits", model.session, model.card, ".");
    for (const ink::LabelledDrawing& drawing : digits::example_drawings()) {
        CAPTURE(id, drawing.label);
        const auto input = digits::encode(drawing.strokes, parameters).input;
        const auto all = digits::decode(evaluation::logits_of(model.session, {input}).front(), parameters);
        const auto some =
            digits::judged(inference::probabilities_of(stored.at(drawing.label), digits::class_count), parameters);
        CHECK(some.digit == all.digit);
        CHECK(digits::message(some) == digits::message(all));
    }
}

TEST_CASE("the few numbers that are stored of a sketch make the sentence that all of them make") {
    const std::string id = GENERATE("sketches_cnn", "sketches_mlp");
    const auto model = model_of(id);
    const auto parameters = sketches::Parameters::from(model.card);
    const auto stored = answers::asked("sketches", model.session, model.card, ".");
    for (const ink::LabelledDrawing& drawing : sketches::example_drawings()) {
        CAPTURE(id, drawing.label);
        const auto encoded = sketches::encode(drawing.strokes, parameters);
        const auto all =
            sketches::decode(evaluation::logits_of(model.session, {encoded.input}).front(), encoded.look, parameters);
        const auto some = sketches::judged(
            inference::probabilities_of(stored.at(drawing.label), model.card.labels.size()), parameters);
        CHECK(sketches::message(some, parameters) == sketches::message(all, parameters));
    }
}
