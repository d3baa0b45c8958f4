// The committed networks that read sequences: whole, what their cards say, and able to do what they are for.

#include <algorithm>
#include <array>
#include <catch_amalgamated.hpp>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "core/task.hpp"
#include "experiments/text_generation/pipeline/repetition.hpp"
#include "experiments/text_generation/pipeline/writer.hpp"
#include "site_models.hpp"
#include "support/data_folder.hpp"
#include "training/datasets/texts.hpp"
#include "training/files/files.hpp"
#include "training/recipes/summation/evaluation/sums.hpp"
#include "training/recipes/text_generation/evaluation/cross_entropy.hpp"

using namespace mllab;
using summation_evaluation::evaluate;
using text_generation_evaluation::evaluate;

namespace {

struct Model {
    report::Card card;
    inference::ModelCard read;
    inference::Session session;
};

Model load(const std::string& id) {
    publish::Published model = publish::open_published(id, testing::models_folder());
    testing::check_file(model.card);
    inference::ModelCard read = publish::page_card(model.card);
    return {std::move(model.card), std::move(read), std::move(model.session)};
}

double metric(const report::Card& card, const std::string& name, const std::string& split) {
    for (const auto& m : card.metrics)
        if (m.name == name && m.split == split) return m.value;
    FAIL("the card has no " << name << ", " << split);
    return 0;
}

// Pieces from all over the test text: too little to be the card's figure, too much to be far from it. Each is several
// times as long as what the network can look back on, which it does not have at first.
void check_surprise(const Model& model, const text_generation::Parameters& parameters,
                    std::span<const std::int64_t> text) {
    constexpr std::size_t pieces = 5;
    constexpr std::size_t length = 10'000;
    REQUIRE(text.size() >= pieces * length);
    std::vector<std::int64_t> read;
    for (std::size_t i = 0; i < pieces; ++i) {
        const auto piece = text.subspan(i * (text.size() / pieces), length);
        read.insert(read.end(), piece.begin(), piece.end());
    }
    CHECK(evaluate(model.session, parameters, read, pieces).nats_per_character() ==
          Catch::Approx(metric(model.card, "nats_per_character", "test")).margin(0.05));
}

}  // namespace

TEST_CASE("the summation network adds every pair up to 99 exactly") {
    const Model model = load("summation_gru");
    CHECK(model.card.file.bytes <= 500'000);
    CHECK(summation::Parameters::from(model.read).units > 0);
    const auto evaluation = evaluate(model.session, summation_evaluation::pairs_up_to(99));
    CHECK(evaluation.asked == 10'000);
    CHECK(evaluation.right == 10'000);
}

TEST_CASE("the summation network adds 50,000 fixed pairs up to 999 as exactly as its card says") {
    const Model model = load("summation_gru");
    core::Random random(50'000);
    std::vector<summation::Expression> pairs(50'000);
    for (auto& pair : pairs)
        pair = {.left = static_cast<int>(random.below(1000)), .right = static_cast<int>(random.below(1000))};
    CHECK(evaluate(model.session, pairs).share_right() >= 0.999);
}

TEST_CASE("the summation network makes the mistakes that its card lists") {
    const Model model = load("summation_gru");
    const report::Mistakes mistakes = model.card.mistakes.value_or(report::Mistakes{});
    CHECK(mistakes.samples == 1'000'000);
    CHECK(std::ssize(mistakes.listed) == std::min<std::int64_t>(mistakes.wrong, 100));
    for (const report::Mistake& mistake : mistakes.listed) {
        const auto parsed = summation::parse(mistake.input);
        REQUIRE(parsed.problem == summation::Problem::none);
        const auto asked = std::span(&parsed.expression, 1);
        const auto outputs = core::run_now(model.session.run(summation::request(asked)));
        CHECK(summation::decode(outputs, asked)[0].text == mistake.answer);
        CHECK(std::to_string(summation::true_sum(parsed.expression)) == mistake.truth);
    }
}

TEST_CASE("what the summation network looked at adds up to one look a place") {
    const Model model = load("summation_gru");
    const std::vector<summation::Expression> asked{{17, 38}, {999, 1}};
    const auto outputs = core::run_now(model.session.run(summation::request(asked, true)));
    const auto inside = summation::inside_of(outputs, 1, summation::Parameters::from(model.read));
    for (const auto& place : inside.attention) {
        float sum = 0;
        for (const float look : place) sum += look;
        CHECK(sum == Catch::Approx(1).epsilon(1e-4));
    }
    CHECK(summation::decode(outputs, asked)[0].text == "55");
    CHECK(summation::decode(outputs, asked)[1].text == "1000");
}

TEST_CASE("a text network writes: the same text from the same seed, of its own alphabet") {
    struct Author {
        std::string id;
        std::int64_t largest_bytes;
        std::string prompt;
    };
    const Author author = GENERATE(Author{"shakespeare_lstm", 5'000'000, "ROMEO:\n"},
                                   Author{"wikipedia_lstm", 6'000'000, "= London =\n"});
    INFO(author.id);
    const Model model = load(author.id);
    CHECK(model.card.file.bytes <= author.largest_bytes);
    const auto parameters = text_generation::Parameters::from(model.read);
    const auto written = [&](std::uint64_t seed) {
        text_generation::Writer writer(model.session, parameters, seed);
        core::run_now(writer.read(text_generation::encode(author.prompt, parameters)));
        std::string text;
        for (int i = 0; i < 200; ++i) text += core::run_now(writer.next({.temperature = 0.8F})).text;
        return text;
    };
    const std::string text = written(1);
    CHECK(text.size() == 200);
    CHECK(text.contains(' '));
    CHECK(text.contains('e'));
    CHECK(written(1) == text);
    CHECK(written(2) != text);
    // What the page writes is compared with this file, too (tests/e2e/text.test.mjs).
    if (author.id != "shakespeare_lstm") return;
    const files::Bytes romeo = files::read(testing::source_folder() / "tests" / "models" / "romeo.txt");
    CHECK(text == std::string(romeo.begin(), romeo.end()));
}

// tests/e2e asks the page for the same texts.
TEST_CASE("at temperature 0 a text network writes what was recorded, and stays out of loops") {
    struct Beginning {
        std::string id;
        std::string prompt;
    };
    const Beginning beginning =
        GENERATE(Beginning{"shakespeare_lstm", "ROMEO:\n"}, Beginning{"wikipedia_lstm", "= Berlin =\n"});
    INFO(beginning.id);
    const Model model = load(beginning.id);
    const files::Bytes bytes =
        files::read(testing::source_folder() / "tests/models/at_temperature_0" / (beginning.id + ".txt"));
    const std::string recorded(bytes.begin(), bytes.end());
    const auto parameters = text_generation::Parameters::from(model.read);
    const auto written = [&](float penalty) {
        text_generation::Writer writer(model.session, parameters, 1);
        core::run_now(writer.read(text_generation::encode(beginning.prompt, parameters)));
        std::string text = beginning.prompt;
        while (text.size() < beginning.prompt.size() + 400)
            text += core::run_now(writer.next({.temperature = 0, .repetition_penalty = penalty})).text;
        return text;
    };
    CHECK(written(text_generation::usual_penalty) + "\n" == recorded);
    // Thirty characters that come again within the last two hundred.
    const auto loops = [](const std::string& text) {
        const std::string end = text.substr(text.size() - 200);
        return end.find(end.substr(0, 30), 1) != std::string::npos;
    };
    CHECK(loops(written(0)));
    CHECK_FALSE(loops(recorded));
}

TEST_CASE("a text network writes names again that only its beginning has, and says that it pointed at them") {
    struct Beginning {
        std::string id;
        std::string prompt;
        std::string expected;
    };
    const Beginning beginning = GENERATE(
        Beginning{"shakespeare_lstm",
                  "QUIRPLEX:\nGood morrow, Bravundo.\n\nBRAVUNDO:\nGood morrow, good Quirplex.\n\n"
                  "QUIRPLEX:\nWhat news?\n\nBRAV",
                  "UNDO:\n"},
        Beginning{"wikipedia_lstm",
                  "= Quirplex =\nThe Quirplex is a river in Bravundia. The Quirplex flows through the north of "
                  "Bravundia. In Bravundia, the Quir",
                  "plex"});
    INFO(beginning.id);
    const Model model = load(beginning.id);
    const auto parameters = text_generation::Parameters::from(model.read);
    text_generation::Writer writer(model.session, parameters, 1);
    core::run_now(writer.read(text_generation::encode(beginning.prompt, parameters)));
    std::string text;
    double pointed = 0;
    while (text.size() < beginning.expected.size()) {
        const auto written = core::run_now(writer.next({.temperature = 0}));
        text += written.text;
        pointed += written.pointed / static_cast<double>(beginning.expected.size());
    }
    CHECK(text == beginning.expected);
    CHECK(pointed > 0.5);
}

TEST_CASE("Shakespeare's test text surprises the network as its card says") {
    const Model model = load("shakespeare_lstm");
    const auto data = testing::need_data("text/tinyshakespeare.txt").parent_path().parent_path();
    const auto parameters = text_generation::Parameters::from(model.read);
    const auto tokens = parameters.alphabet.encode(datasets::read_tiny_shakespeare(data)).tokens;
    const auto range = datasets::shakespeare_range(tokens.size(), datasets::Split::test);
    check_surprise(model, parameters, std::span(tokens).subspan(range.begin, range.size()));
}

TEST_CASE("Wikipedia's test articles surprise the network as its card says") {
    const Model model = load("wikipedia_lstm");
    const auto data = testing::need_data("text/wikipedia").parent_path().parent_path();
    const auto parameters = text_generation::Parameters::from(model.read);
    std::vector<std::int64_t> tokens;
    for (const datasets::Article& article : datasets::read_wikipedia(data)) {
        if (datasets::split_of_title(article.title) != datasets::Split::test) continue;
        const auto read = parameters.alphabet.encode(article.text).tokens;
        tokens.insert(tokens.end(), read.begin(), read.end());
    }
    check_surprise(model, parameters, tokens);
}
